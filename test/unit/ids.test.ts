import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '../../gateway/server/ids.ts';

describe('an id', () => {
  it('is 22 characters of base64url, and a command line never takes it for an option', () => {
    const ids = Array.from({ length: 3000 }, newId);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
  });
});
