import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { CREDENTIAL_LIFE_MS, iceServersFor } from '../../gateway/server/ice-servers.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';

describe('addresses for peer connections', () => {
  const nowMs = Date.UTC(2026, 0, 1);

  it('carry TURN credentials of the page, good for longer than a share, and not for long', () => {
    const [stun, turn] = iceServersFor(['stun:a.example', 'turns:a.example:443'], 'secret', { pageId: 'page', nowMs });
    const username = `${(nowMs + CREDENTIAL_LIFE_MS) / 1_000}:page`;
    assert.deepEqual(stun, { urls: 'stun:a.example' });
    const credential = createHmac('sha1', 'secret').update(username).digest('base64');
    assert.ok(CREDENTIAL_LIFE_MS > REQUEST_TIMES.grantMaxLifeMs && CREDENTIAL_LIFE_MS < 2 * REQUEST_TIMES.grantMaxLifeMs);
    assert.deepEqual(turn, { urls: 'turns:a.example:443', username, credential });
  });
});
