import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type AuditEventRecord,
  type AuditFinding,
  chainStart,
  describeAuditFinding,
  formatAuditHead,
  formatEventText,
  makeChainMessage,
  parseAuditHead,
} from './audit-chain';

const sha256 = '0a'.repeat(32);

it('the text of an audit chain head parses back to the same head', () => {
  expect(parseAuditHead(formatAuditHead({ position: 12, sha256 }))).toEqual({ position: 12, sha256 });
  expect(parseAuditHead(` 12:${sha256.toUpperCase()}\n`)).toEqual({ position: 12, sha256 });
});

it.each([
  '',
  '12',
  `0:${sha256}`,
  `-1:${sha256}`,
  `1.5:${sha256}`,
  `12:${sha256}0`,
  `12 ${sha256}`,
  '12:xyz',
])('refuses %j as a head', (text) => expect(parseAuditHead(text)).toBeNull());

const event: AuditEventRecord = {
  auditEventId: '17',
  atMicros: '1795576548349000',
  act: 'round_frozen',
  actorKind: 'maintainer',
  userId: '5f0c1c52-6d43-4a5f-9a39-2f4f3f0a7e11',
  benchmarkId: '0b1f6d1e-54b4-4a58-8a75-6f2f2b3d1c22',
  roundId: null,
  detailJson: '{"from": "open", "reason": "Å \\" 1.0"}',
  isPublic: true,
};

describe('formatEventText', () => {
  it('writes an audit event as RFC 8785 JSON with its instant in milliseconds', () => {
    expect(formatEventText(event)).toBe(
      '{"act":"round_frozen","actor_kind":"maintainer","at":"2026-11-25T03:15:48.349Z","audit_event_id":17,' +
        '"benchmark_id":"0b1f6d1e-54b4-4a58-8a75-6f2f2b3d1c22","detail":{"from":"open","reason":"Å \\" 1.0"},' +
        '"is_public":true,"round_id":null,"user_id":"5f0c1c52-6d43-4a5f-9a39-2f4f3f0a7e11"}',
    );
  });

  it('gives a different text for every changed column, even for a change that a Date or a double would hide', () => {
    const changes: Partial<AuditEventRecord>[] = [
      { auditEventId: '18' },
      { auditEventId: '9007199254740993' },
      { auditEventId: '9007199254740992' },
      { atMicros: '1795576548349001' },
      { atMicros: '1795576548350000' },
      { atMicros: 'Infinity' },
      { atMicros: '-Infinity' },
      { atMicros: '9000000000000000000000' },
      { act: 'round_unfrozen' },
      { actorKind: 'operator' },
      { userId: null },
      { benchmarkId: null },
      { roundId: event.userId },
      { isPublic: false },
      { detailJson: '{}' },
      { detailJson: 'null' },
      { detailJson: '{"n": 1}' },
      { detailJson: '{"n": "1"}' },
      { detailJson: '{"n": 1.0}' },
      { detailJson: '{"n": 0.1}' },
      { detailJson: '{"n": 0.1000000000000000055}' },
      { detailJson: '{"n": 9007199254740993}' },
      { detailJson: '{"n": 9007199254740992}' },
      { detailJson: `${'['.repeat(100)}${']'.repeat(100)}` },
      { detailJson: `${'['.repeat(101)}${']'.repeat(101)}` },
    ];
    const texts = [event, ...changes.map((change) => ({ ...event, ...change }))].map(formatEventText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('makeChainMessage', () => {
  it('joins the 32 bytes of the previous hash and the event text in UTF-8, so that a reader can compute the SHA-256 by hand', () => {
    const first = createHash('sha256').update(makeChainMessage(chainStart, '{"é":1}')).digest('hex');
    // Expected value from a shell: (head -c 32 /dev/zero; printf '{"é":1}') | sha256sum
    expect(first).toBe('778a9c5bb3a9067f6a5938a60fa44950ff342a06ef432cf14e9a02e883489f35');
    expect([...makeChainMessage(first, 'x').subarray(0, 32)]).toEqual([...Buffer.from(first, 'hex')]);
  });

  it("throws for a previous hash that isn't 64 lower-case hexadecimal digits", () => {
    for (const before of ['', 'zz'.repeat(32), 'AB'.repeat(32), 'ab'.repeat(33)])
      expect(() => makeChainMessage(before, '{}')).toThrow();
  });
});

it.each<[AuditFinding, string]>([
  [{ kind: 'link_missing', position: 3 }, 'link 3 was deleted'],
  [{ kind: 'event_missing', position: 3, auditEventId: 7 }, 'event 7, linked at position 3, was deleted'],
  [{ kind: 'event_changed', position: 3, auditEventId: 7 }, 'event 7 was changed'],
  [{ kind: 'link_changed', position: 3, auditEventId: 7 }, 'link 3 was changed: event 7 is unchanged'],
  [{ kind: 'event_or_link_changed', position: 3, auditEventId: 7 }, 'event 7, or its link at position 3'],
  [
    { kind: 'event_unlinked', auditEventId: '7', at: new Date('2026-12-31T18:00:00Z') },
    'event 7 of 2026-12-31T18:00:00.000Z is not linked',
  ],
  [{ kind: 'event_gone', auditEventId: '7' }, 'event 7 was deleted before it was linked'],
  [{ kind: 'head_differs', expected: { position: 3, sha256 }, found: null }, 'ends before position 3'],
  [
    { kind: 'head_differs', expected: { position: 3, sha256 }, found: chainStart },
    `position 3 has ${chainStart}`,
  ],
])('the operator reads of a fault of the log which row is wrong: %j', (finding, words) => {
  expect(describeAuditFinding(finding)).toContain(words);
});
