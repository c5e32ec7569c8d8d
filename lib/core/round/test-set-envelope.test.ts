import { describe, expect, it } from 'vitest';
import { openTestSetEnvelope, testSetEnvelope } from './test-set-envelope';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const mine = '00000000-0000-4000-8000-000000000001';
const other = '00000000-0000-4000-8000-000000000002';

describe('the envelope of a test set', () => {
  it('comes off for the round it was sealed for', () => {
    const rest = bytesOf('id,label\n');
    const open = (envelope: Uint8Array) => openTestSetEnvelope(mine, new Uint8Array([...envelope, ...rest]));
    expect(open(testSetEnvelope(mine))).toEqual({ ok: true, value: rest });
  });

  it('refuses another round’s test set, a bare one and a cut one', () => {
    for (const head of [
      new Uint8Array([...testSetEnvelope(other), 1]),
      bytesOf('id,x,label\n1,2,3\n'.repeat(9)),
      testSetEnvelope(mine).subarray(0, 20),
    ])
      expect(openTestSetEnvelope(mine, head).ok).toBe(false);
  });
});
