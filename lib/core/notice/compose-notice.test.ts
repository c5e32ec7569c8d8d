import { describe, expect, it } from 'vitest';
import { composeNotice } from './compose-notice';
import { isIntegrityNotice, type NoticeFacts, noticeKinds } from './notice';

const site = 'https://tidemark.example';

const at = new Date('2001-06-01T00:00:00Z');

const factsOf = (more: Partial<NoticeFacts>): NoticeFacts => ({
  kind: 'round_opened',
  createdAt: at,
  detail: {},
  benchmark: { slug: 'late-flights', title: 'Late flights' },
  round: {
    number: 5,
    title: 'May 2001',
    closesAt: at,
    freezeReason: null,
    invalidationReason: null,
  },
  reader: { role: null, hasSubmitted: true },
  ranking: { metric: 'accuracy', rankedCount: 12, own: [] },
  ...more,
});

const entry = (model: string, rank: number, score: number, lower: number, upper: number) => ({
  model,
  rank,
  rank_lower: null,
  rank_upper: null,
  score,
  interval: { lower, upper, level: 0.95 as const, method: 'wilson' as const, seed: null },
});

const compose = (more: Partial<NoticeFacts>) => {
  const mail = composeNotice(factsOf(more), site);
  if (!mail) throw new Error('nothing to tell');
  return mail;
};

describe.each(noticeKinds)('notice mail of kind %s', (kind) => {
  it('links into the site and ends with the reason for the mail and the link to switch it off', () => {
    const { subject, body } = compose({ kind });
    expect(subject).toContain('Late flights');
    expect(body).toMatch(/\n\nhttps:\/\/tidemark\.example\/(benchmarks|maintain)\/late-flights\S*\n\n/);
    expect(body).toMatch(
      kind === 'entry_decided'
        ? /You get this mail because you asked to enter Late flights or have entered it\./
        : /You get this mail because a team of yours has submitted to Late flights\./,
    );
    expect(body.endsWith('\n\nhttps://tidemark.example/settings#mail\n')).toBe(true);
    expect(body.includes("can't be switched off")).toBe(isIntegrityNotice(kind));
  });

  it('contains titles and reasons by other people only within a line, so that they add no header, line or paragraph', () => {
    const hostile = 'May\r\nBcc: victim@example.org\r\n\r\n<b>\u2028Hello\u202e\0';
    const plain = compose({ kind });
    const { subject, body } = compose({
      kind,
      benchmark: { slug: 'late-flights', title: hostile },
      round: {
        ...factsOf({}).round!,
        title: hostile,
        freezeReason: hostile,
        invalidationReason: hostile,
      },
      detail: { reason: hostile },
      ranking: { metric: 'accuracy', rankedCount: 1, own: [entry(hostile, 1, 0.5, 0.4, 0.6)] },
    });
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\u202e]/u);
    expect(body.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\u202e]/u);
    const mayAdd = [
      'round_frozen',
      'round_invalidated',
      'objections_begun',
      'erratum_published',
      'consent_needed',
      'entry_decided',
    ].includes(kind)
      ? 1
      : 0;
    expect(body.split('\n').length - plain.body.split('\n').length).toBeLessThanOrEqual(2 * mayAdd);
    expect(body.split('\n').filter((line) => line.startsWith('Bcc:'))).toEqual([]);
  });
});

it('a mail about the official ranking states the rank and published interval of each model of the reader', () => {
  const { subject, body } = compose({
    kind: 'round_closed',
    ranking: {
      metric: 'roc_auc',
      rankedCount: 12,
      own: [
        { ...entry('Foo', 3, 0.8123, 0.801, 0.823), rank_lower: 2, rank_upper: 5 },
        entry('Bar', 7, 0.7, 0.69, 0.71),
      ],
    },
  });
  expect(subject).toBe('The official ranking of May 2001: Late flights');
  expect(body).toContain('Your model Foo is ranked 2–5 of 12. Its ROC AUC × 100 is 81.23 (80.10–82.30).\n\n');
  expect(body).toContain('Your model Bar is ranked 7 of 12. Its ROC AUC × 100 is 70.00 (69.00–71.00).\n\n');
});

it('a mail about the official ranking states why an interval is unreliable, and scores without an interval', () => {
  const marked = entry('Foo', 1, 0.8, 0.7, 0.9);
  const { body } = compose({
    kind: 'round_closed',
    ranking: {
      metric: 'roc_auc',
      rankedCount: 2,
      own: [
        { ...marked, interval: { ...marked.interval!, unreliable: 'few_positives' } },
        { ...entry('Bar', 2, 0.7, 0.6, 0.8), interval: null },
      ],
    },
  });
  expect(body).toContain('is 80.00 (70.00–90.00, interval unreliable: few positives).');
  expect(body).toContain('is 70.00 (no interval).');
});

it('a mail about the official ranking formats an interval with a negative bound with “to”', () => {
  const { body } = compose({
    kind: 'round_closed',
    ranking: { metric: 'r2', rankedCount: 2, own: [entry('Foo', 1, 0.012345, -0.1, 0.123)] },
  });
  expect(body).toContain('is 0.012345 (−0.10000 to 0.12300).');
});

it('a mail about the official ranking says if none of the reader’s models is ranked', () => {
  expect(compose({ kind: 'round_closed' }).body).toContain(
    "None of your team's models is in it; 12 of other teams are.",
  );
});

it('a mail doesn’t mention a ranking that isn’t published', () => {
  expect(composeNotice(factsOf({ kind: 'round_closed', ranking: null }), site)).toBeNull();
});

it('the mail before a round’s close has different texts for teams with and without a submission', () => {
  const mine = compose({ kind: 'closing_soon', reader: { role: null, hasSubmitted: true } }).body;
  const yet = compose({ kind: 'closing_soon', reader: { role: null, hasSubmitted: false } }).body;
  expect(mine).toContain('to which your team has submitted');
  expect(yet).toContain('not yet to the one that is open');
  for (const body of [mine, yet]) expect(body).toContain('until 1 June 2001 at 00:00 UTC.');
});

it.each([
  ['owner', 'you own'],
  ['maintainer', 'you maintain'],
  ['auditor', 'you audit'],
] as const)('gives an %s the right reason', (role, words) => {
  expect(compose({ reader: { role, hasSubmitted: false } }).body).toContain(
    `You get this mail because ${words} Late flights.`,
  );
});

it('a mail that only participants get names the team as the reason for the mail', () => {
  for (const kind of ['closing_soon', 'round_closed'] as const)
    expect(compose({ kind, reader: { role: 'owner', hasSubmitted: true } }).body).toContain(
      'because a team of yours has submitted to Late flights.',
    );
});

it('a mail about a freeze quotes the reason of that freeze, not of the round’s newest freeze', () => {
  const round = { ...factsOf({}).round!, freezeReason: 'the second' };
  expect(compose({ kind: 'round_frozen', round, detail: { reason: 'the first' } }).body).toContain(
    'The reason given: “the first”',
  );
  expect(compose({ kind: 'round_frozen', round }).body).toContain('The reason given: “the second”');
});

it('a mail about an overdue rotation states when the rotation was due, not when that was noticed', () => {
  const detail = { due_at: '2001-05-31T22:00:00.000Z' };
  expect(compose({ kind: 'refresh_overdue', round: null, detail }).body).toContain(
    'was due on 31 May 2001 at 22:00 UTC',
  );
  expect(compose({ kind: 'refresh_overdue', round: null }).body).toContain(
    'was due on 1 June 2001 at 00:00 UTC',
  );
});

it('a mail about an unfrozen round states until when the round accepts submissions', () => {
  const until = 'It takes submissions until 1 June 2001 at 00:00 UTC.';
  expect(compose({ kind: 'round_unfrozen', detail: { to: 'open' } }).body).toContain(until);
  expect(compose({ kind: 'round_unfrozen', detail: { to: 'closed' } }).body).not.toContain(until);
});
