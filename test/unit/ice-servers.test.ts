import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { SIGN_IN_LIFE_MS } from '../../gateway/server/accounts/sign-ins.ts';
import { iceServersFor } from '../../gateway/server/ice-servers.ts';

describe('addresses for peer connections', () => {
  const nowMs = Date.UTC(2026, 0, 1);

  it('carry TURN credentials of the page, good for as long as its sign-in', () => {
    const [stun, turn] = iceServersFor(['stun:a.example', 'turns:a.example:443'], 'secret', { pageId: 'page', nowMs });
    const username = `${(nowMs + SIGN_IN_LIFE_MS) / 1_000}:page`;
    assert.deepEqual(stun, { urls: 'stun:a.example' });
    const credential = createHmac('sha1', 'secret').update(username).digest('base64');
    assert.deepEqual(turn, { urls: 'turns:a.example:443', username, credential });
  });
});
