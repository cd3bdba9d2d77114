import { Subject } from 'rxjs';
import type { Command, SessionLink } from '../../gateway/client/session-link.ts';
import type { ClientMessage } from '../../gateway/protocol/client-messages.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';

/** The part of a link that carries media and commands, with the test as the server. */
export class FakeLink implements Pick<SessionLink, 'messages$' | 'send' | 'command' | 'iceServers'> {
  readonly iceServers = [];
  readonly messages$ = new Subject<ServerMessage>();
  /** What the page sent, in order; commands without their id. */
  readonly sent: (ClientMessage | Command)[] = [];
  /** Called for each message of the page; a test answers here with `deliver`. */
  onSend: (message: ClientMessage | Command) => void = () => undefined;
  isOpen = true;

  send(message: ClientMessage): boolean {
    if (!this.isOpen) return false;
    this.sent.push(message);
    this.onSend(message);
    return true;
  }

  async command(command: Command): Promise<{ sessionId?: string }> {
    this.sent.push(command);
    this.onSend(command);
    return {};
  }

  deliver(message: ServerMessage): void {
    this.messages$.next(message);
  }

  sentOf<T extends ClientMessage['type']>(type: T): Extract<ClientMessage, { type: T }>[] {
    return this.sent.filter((message): message is Extract<ClientMessage, { type: T }> => message.type === type);
  }
}

/**
 * Connects an owner's and a viewer's link as the server and Janus would: the owner's offer reaches the viewer as an
 * offer, the answer goes back, candidates cross.
 */
export function relayMedia(owner: FakeLink, viewer: FakeLink, sessionId: string, viewerId: string): void {
  owner.onSend = (message) => {
    if (message.type === 'publisher.offer') {
      const { grantId, epoch, sdp } = message;
      viewer.deliver({ type: 'viewer.offer', sessionId, viewerId, grantId, epoch, sdp });
    } else if (message.type === 'publisher.candidate') {
      viewer.deliver({ type: 'media.candidate', grantId: message.grantId, candidate: message.candidate });
    }
  };
  viewer.onSend = (message) => {
    if (message.type === 'viewer.answer') {
      owner.deliver({ type: 'publisher.answer', grantId: message.grantId, epoch: message.epoch, sdp: message.sdp });
    } else if (message.type === 'viewer.candidate') {
      owner.deliver({ type: 'media.candidate', grantId: message.grantId, candidate: message.candidate });
    }
  };
}

/** A moving picture to share: a canvas whose colour changes with every frame of the page, until it is paused. */
export function movingTrack(): { track: MediaStreamTrack; pause(): void; resume(): void; end(): void } {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 180;
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream(30).getVideoTracks();
  if (!context || !track) throw new Error('this browser cannot capture a canvas');
  let frame = 0;
  let wanted = 0;
  const draw = (): void => {
    context.fillStyle = `hsl(${(frame += 7) % 360} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    wanted = requestAnimationFrame(draw);
  };
  draw();
  return {
    track,
    pause: () => cancelAnimationFrame(wanted),
    resume: draw,
    end: () => {
      cancelAnimationFrame(wanted);
      track.stop();
    },
  };
}
