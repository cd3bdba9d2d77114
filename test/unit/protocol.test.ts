import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  decodeClientMessage,
  decodeServerMessage,
  encode,
  FRAME_MAX_BYTES,
  PROTOCOL_VERSION,
  SUBPROTOCOL,
} from '../../gateway/protocol/codec.ts';
import type { ClientMessage, ClientMessageType } from '../../gateway/protocol/client-messages.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';

const id = 'A'.repeat(22);
const commandId = 'c1';
const grant = { grantId: id, epoch: 1_000_001 };

/** One frame of every type, as it goes over the wire. A change here is a change of the protocol: see PROTOCOL.md. */
const CLIENT_FRAMES: Record<ClientMessageType, string> = {
  pong: '{"type":"pong","n":1}',
  'session.create': '{"type":"session.create","commandId":"c1","name":"Ada","invite":"pin"}',
  'session.invite': `{"type":"session.invite","commandId":"c1","sessionId":"${id}","invite":"link"}`,
  'session.start': `{"type":"session.start","commandId":"c1","sessionId":"${id}"}`,
  'session.end': `{"type":"session.end","commandId":"c1","sessionId":"${id}"}`,
  'request.create': `{"type":"request.create","commandId":"c1","sessionId":"${id}","capability":"view"}`,
  'request.withdraw': `{"type":"request.withdraw","commandId":"c1","sessionId":"${id}","requestId":"${id}"}`,
  'share.look': `{"type":"share.look","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'share.lookAway': `{"type":"share.lookAway","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'share.release': `{"type":"share.release","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'viewer.answer': `{"type":"viewer.answer","sessionId":"${id}","grantId":"${id}","epoch":1000001,"viewerId":"${id}","sdp":"v=0"}`,
  'viewer.candidate': `{"type":"viewer.candidate","sessionId":"${id}","grantId":"${id}","epoch":1000001,"viewerId":"${id}","candidate":null}`,
  'viewer.pause': `{"type":"viewer.pause","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001,"viewerId":"${id}"}`,
  'viewer.resume': `{"type":"viewer.resume","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001,"viewerId":"${id}"}`,
  'viewer.keyFrame': `{"type":"viewer.keyFrame","sessionId":"${id}","grantId":"${id}","epoch":1000001,"viewerId":"${id}"}`,
  'customer.setLocale': '{"type":"customer.setLocale","locale":"de"}',
  'visit.moved': '{"type":"visit.moved","address":"https://shop.example/basket"}',
  'question.answer': `{"type":"question.answer","commandId":"c1","requestId":"${id}","answer":"ok","locale":"de","textVersion":1}`,
  'question.extend': `{"type":"question.extend","commandId":"c1","requestId":"${id}"}`,
  'capture.choose': `{"type":"capture.choose","commandId":"c1","requestId":"${id}","surface":"monitor","widthPx":1280,"heightPx":720}`,
  'capture.fail': `{"type":"capture.fail","commandId":"c1","requestId":"${id}","reason":"pickerCancelled"}`,
  'share.continue': `{"type":"share.continue","commandId":"c1","requestId":"${id}","locale":"en","textVersion":1}`,
  'share.stop': `{"type":"share.stop","commandId":"c1","grantId":"${id}","by":"page"}`,
  'publisher.offer': `{"type":"publisher.offer","grantId":"${id}","epoch":1000001,"sdp":"v=0"}`,
  'publisher.candidate': `{"type":"publisher.candidate","grantId":"${id}","epoch":1000001,"candidate":"candidate:1"}`,
  'control.take': `{"type":"control.take","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'control.release': `{"type":"control.release","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'control.input': `{"type":"control.input","sessionId":"${id}","grantId":"${id}","epoch":1000001,"seq":1,"input":{"kind":"move","x":0.5,"y":0.25}}`,
  'control.takeBack': `{"type":"control.takeBack","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'control.giveAgain': `{"type":"control.giveAgain","commandId":"c1","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'helper.invite': '{"type":"helper.invite","commandId":"c1"}',
  'page.event': `{"type":"page.event","grantId":"${id}","epoch":1000001,"event":{"type":"page.ready","seq":3,"hidden":0}}`,
  'page.resyncWanted': `{"type":"page.resyncWanted","sessionId":"${id}","grantId":"${id}","epoch":1000001}`,
  'page.pointer': `{"type":"page.pointer","sessionId":"${id}","grantId":"${id}","epoch":1000001,"at":{"id":7,"x":0.5,"y":0.25}}`,
  'page.act': `{"type":"page.act","sessionId":"${id}","grantId":"${id}","epoch":1000001,"seq":1,"act":{"kind":"click","point":{"id":7,"x":0.5,"y":0.25},"count":1}}`,
  'page.refused': `{"type":"page.refused","grantId":"${id}","epoch":1000001,"seq":1,"reason":"private"}`,
  'session.leave': '{"type":"session.leave","commandId":"c1"}',
  'abuse.report': '{"type":"abuse.report","commandId":"c1"}',
};

const SERVER_FRAMES: ServerMessage[] = [
  { type: 'welcome', protocolVersion: 1, role: 'agent', pingEveryMs: 500 },
  { type: 'ice.servers', iceServers: [{ urls: 'stun:stun.example' }] },
  { type: 'signIn.ends', inMs: 600_000 },
  { type: 'ping', n: 1 },
  { type: 'command.done', commandId },
  { type: 'command.refused', commandId, code: 'E_STALE', retryInMs: 5 },
  { type: 'failure', code: 'E_BAD_MESSAGE', field: 'n' },
  { type: 'share.cut', sessionId: id, grantId: id, reason: 'revoked' },
  { type: 'page.event', sessionId: id, ...grant, event: { type: 'page.ready', seq: 3, hidden: 0 } },
  { type: 'page.behind', sessionId: id, grantId: id },
  { type: 'page.resync', grantId: id },
  { type: 'page.slow', grantId: id },
  { type: 'page.pointer', grantId: id, pointed: { at: { id: 7, x: 0.5, y: 0.25 }, isPressed: true } },
  { type: 'page.pointer', grantId: id, pointed: { at: null } },
  { type: 'page.act', ...grant, seq: 1, act: { kind: 'text', text: 'x' } },
  { type: 'page.refused', sessionId: id, grantId: id, seq: 1, reason: 'private' },
  { type: 'session.gone', sessionId: id, why: 'taken' },
  { type: 'publisher.answer', ...grant, sdp: 'v=0' },
  { type: 'alarm.raised', alarm: { kind: 'askedTooOften', agentName: 'Mia Keller', capability: 'view' } },
  {
    type: 'alarm.raised',
    alarm: { kind: 'abuseReported', sessionId: id, sessionName: 'Ada', agentName: 'Mia Keller', atMs: 1 },
  },
  { type: 'alarm.raised', alarm: { kind: 'mediaViolation', cut: true } },
  { type: 'alarm.raised', alarm: { kind: 'stopNotObeyed', cut: false } },
  { type: 'viewer.offer', sessionId: id, ...grant, viewerId: id, sdp: 'v=0' },
  { type: 'link.replaced' },
];

/** A customer's socket belongs to one session, so its page need not name it. */
const SESSION_UNNAMED_BY_CUSTOMERS: readonly string[] = [
  'viewer.answer',
  'viewer.candidate',
  'viewer.keyFrame',
  'capture.choose',
  'capture.fail',
  'share.stop',
  'publisher.offer',
  'publisher.candidate',
  'control.take',
  'control.release',
  'control.input',
  'helper.invite',
];

const failureOf = (frame: string): string => {
  const decoded = decodeClientMessage(frame);
  return decoded.ok ? 'accepted' : `${decoded.failure} ${decoded.field ?? ''}`.trim();
};

describe('protocol', () => {
  it('pins its constants', () => {
    assert.deepEqual([PROTOCOL_VERSION, SUBPROTOCOL, FRAME_MAX_BYTES], [1, 'sideseat.v1', 262_144]);
  });

  for (const [type, frame] of Object.entries(CLIENT_FRAMES)) {
    it(`keeps the frame of ${type}, and takes neither less nor more`, () => {
      const decoded = decodeClientMessage(frame);
      assert.ok(decoded.ok, JSON.stringify(decoded));
      assert.equal(decoded.message.type, type);
      assert.equal(encode(decoded.message), frame);
      const fields = Object.keys(JSON.parse(frame) as ClientMessage);
      for (const field of fields.filter((name) => name !== 'type')) {
        const { [field]: _left, ...rest } = JSON.parse(frame) as Record<string, unknown>;
        const isOptional = field === 'sessionId' && SESSION_UNNAMED_BY_CUSTOMERS.includes(type);
        assert.equal(failureOf(JSON.stringify(rest)), isOptional ? 'accepted' : `invalidShape ${field}`);
      }
      assert.equal(failureOf(frame.replace('{', '{"extra":1,')), 'invalidShape extra');
    });
  }

  for (const message of SERVER_FRAMES) {
    it(`decodes ${message.type} and drops what it does not know`, () => {
      assert.deepEqual(decodeServerMessage(JSON.stringify({ ...message, later: 1 })), { ok: true, message });
    });
  }

  it('takes from an agent, who names the session, the same frames about the own desktop as from a customer', () => {
    for (const type of SESSION_UNNAMED_BY_CUSTOMERS) {
      const frame = CLIENT_FRAMES[type as keyof typeof CLIENT_FRAMES];
      assert.equal(failureOf(JSON.stringify({ ...JSON.parse(frame), sessionId: id })), 'accepted', type);
      assert.equal(failureOf(JSON.stringify({ ...JSON.parse(frame), sessionId: 'short' })), 'invalidShape sessionId', type);
    }
  });

  it('[001-33] takes the wish to keep the helper with the start of a session, and nothing else in its place', () => {
    const frame = (keepHelper: unknown) => JSON.stringify({ ...JSON.parse(CLIENT_FRAMES['session.start']), keepHelper });
    assert.equal(failureOf(frame(true)), 'accepted');
    for (const other of [false, 1, 'true', null]) assert.equal(failureOf(frame(other)), 'invalidShape keepHelper');
  });

  it('names why it refuses a frame', () => {
    assert.equal(failureOf('{'), 'notJson');
    assert.equal(failureOf('7'), 'notObject');
    assert.equal(failureOf('[]'), 'notObject');
    assert.equal(failureOf('{"type":"nope"}'), 'unknownType type');
    assert.equal(failureOf('{"type":"session.start","commandId":"c1","sessionId":"short"}'), 'invalidShape sessionId');
  });

  it('[T-PROTO] leaves prototypes alone', () => {
    assert.equal(failureOf('{"type":"pong","n":1,"__proto__":{"polluted":true}}'), 'invalidShape __proto__');
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });
});
