import { Subject } from 'rxjs';
import type { Command, SessionLink } from '../../gateway/client/session-link.ts';
import type { ClientMessage, ClientMessageOf } from '../../gateway/protocol/client-messages.ts';
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
 * offer, the answer goes back. As Janus's own, each description comes with all its candidates.
 */
export function relayMedia(owner: FakeLink, viewer: FakeLink, sessionId: string, viewerId: string): void {
  owner.onSend = whole('publisher.offer', 'publisher.candidate', ({ grantId, epoch }, sdp) =>
    viewer.deliver({ type: 'viewer.offer', sessionId, viewerId, grantId, epoch, sdp }),
  );
  viewer.onSend = whole('viewer.answer', 'viewer.candidate', ({ grantId, epoch }, sdp) =>
    owner.deliver({ type: 'publisher.answer', grantId, epoch, sdp }),
  );
}

type Description = ClientMessageOf<'publisher.offer' | 'viewer.answer'>;

/** Waits for the end of the candidates that follow a description, then hands on both in one. */
function whole(
  type: Description['type'],
  candidateType: 'publisher.candidate' | 'viewer.candidate',
  deliver: (message: Description, sdp: string) => void,
): FakeLink['onSend'] {
  let described: Description | null = null;
  let candidates = '';
  return (message) => {
    if (message.type === type) {
      described = message as Description;
      candidates = '';
    } else if (message.type === candidateType && 'candidate' in message && described) {
      // One section only, so its end is the description's.
      if (message.candidate !== null) candidates += `a=${message.candidate}\r\n`;
      else deliver(described, described.sdp + candidates);
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
