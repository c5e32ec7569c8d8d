import { describe, expect, it } from 'vitest';
import {
  decideBenchmarkFreshness,
  decideFreshness,
  describeFreshness,
  type FreshnessState,
  formatBadgeWords,
  freshnessStates,
  type RankedRoundFacts,
} from './freshness';

const at = (day: string): Date => new Date(`2026-${day}T12:00:00Z`);

const closed: RankedRoundFacts = {
  ...{ number: 1, title: 'March', state: 'closed', rankedAt: at('03-01'), finalCount: 2800 },
  openedAt: at('02-01'),
  closesAt: at('03-01'),
  due: { announcedClosesAt: at('03-01'), dueAt: at('04-01'), staleAt: at('05-01') },
  ...{ frozenAt: null, invalidatedAt: null, revealedAt: null },
};

const second = { number: 2, title: 'April', openedAt: at('03-01') };

const open: RankedRoundFacts = { ...closed, ...second, state: 'open', rankedAt: null };

const newer: RankedRoundFacts = { ...closed, ...second, rankedAt: at('04-02') };

const frozen: RankedRoundFacts = { ...closed, state: 'frozen', frozenAt: at('03-05') };

const invalidated: RankedRoundFacts = {
  ...closed,
  ...{ state: 'invalidated', frozenAt: at('03-05'), invalidatedAt: at('03-06') },
};

const revealed: RankedRoundFacts = { ...closed, state: 'revealed', revealedAt: at('03-10') };

const [onTime, late, longLate] = [at('03-20'), at('04-10'), at('05-02')];

const decide = (round: RankedRoundFacts, others: readonly RankedRoundFacts[], now: Date) =>
  decideFreshness(round, [round, ...others], now);

describe('freshness of a ranking', () => {
  it.each([
    ['an open round', open, [], onTime, 'provisional'],
    ['a closed round before its ranking', { ...closed, rankedAt: null }, [], onTime, 'provisional'],
    ['a frozen round', frozen, [], onTime, 'stale'],
    ['an invalidated round', invalidated, [], onTime, 'stale'],
    ['a round before its due date', closed, [], onTime, 'fresh'],
    ['a round whose labels are public before its due date', revealed, [], onTime, 'fresh'],
    ['a round past its due date', closed, [], late, 'aging'],
    ['a round long past its due date', closed, [], longLate, 'stale'],
    ['a round whose labels are public past its due date', revealed, [], late, 'retired'],
    ['a round whose labels are public, with a newer ranking', revealed, [newer], onTime, 'retired'],
    ['a round with a newer ranking', closed, [newer], onTime, 'superseded'],
    ['a round with a newer ranking long past its due date', closed, [newer], longLate, 'superseded'],
    ['a frozen round with a newer ranking', frozen, [newer], longLate, 'stale'],
    ['a round with a newer open round', closed, [open], onTime, 'fresh'],
    ['a round with a newer frozen ranking', closed, [{ ...frozen, ...second }], onTime, 'fresh'],
    ['a round with a newer invalidated ranking', closed, [{ ...invalidated, ...second }], onTime, 'fresh'],
    ['a newer round with an older ranking', newer, [closed], onTime, 'fresh'],
  ] as const)('of %s is %5$s', (_, round, others, now, state) => {
    expect(decide(round, others, now).state).toBe(state);
  });

  it('becomes aging only after the due instant, and stale only after the stale instant', () => {
    const { dueAt, staleAt } = closed.due;
    const justAfter = (instant: Date) => new Date(instant.getTime() + 1);
    expect(
      [dueAt, justAfter(dueAt), staleAt, justAfter(staleAt)].map((now) => decide(closed, [], now).state),
    ).toEqual(['fresh', 'aging', 'aging', 'stale']);
    expect([dueAt, justAfter(dueAt)].map((now) => decide(revealed, [], now).state)).toEqual([
      'fresh',
      'retired',
    ]);
  });

  it('describes freshness in a sentence with the date of its reason, and in a short form for a badge', () => {
    const describeAll = (round: RankedRoundFacts, others: readonly RankedRoundFacts[], now: Date) => {
      const freshness = decide(round, others, now);
      return [describeFreshness(freshness), formatBadgeWords(freshness)];
    };
    expect(describeAll(closed, [], onTime)).toEqual([
      '2,800 items that no team had feedback on; a newer ranking is due by 1 April 2026.',
      'fresh · March',
    ]);
    expect(describeAll(closed, [], late)).toEqual([
      'A newer ranking was due by 1 April 2026 and is 9 days late.',
      'aging · March, due 1 Apr',
    ]);
    expect(describeAll(invalidated, [], late)[1]).toBe('stale · March, leaked');
    expect(describeAll(frozen, [], late)[0]).toBe(
      'A leak of labels is suspected; the round has been frozen since 5 March 2026.',
    );
    expect(describeAll(closed, [newer], late)).toEqual([
      'A newer official ranking exists: April.',
      'superseded · by April',
    ]);
    expect(describeAll(revealed, [newer], late)).toEqual([
      'The labels have been public since 10 March 2026; a new score here proves nothing.',
      'retired · labels public',
    ]);
  });
});

describe('freshness of a benchmark', () => {
  const judge = (rounds: readonly RankedRoundFacts[], now = onTime): [number, FreshnessState] | null => {
    const found = decideBenchmarkFreshness(rounds, now);
    return found && [found.round, found.state];
  };

  it('follows the newest official ranking that counts', () => {
    expect(judge([closed, newer, { ...open, number: 3, openedAt: at('04-01') }])).toEqual([2, 'fresh']);
    expect(judge([closed, { ...frozen, ...second }])).toEqual([1, 'fresh']);
    expect(judge([closed, { ...invalidated, ...second }], late)).toEqual([1, 'aging']);
  });

  it('follows the round that opened last, even with a smaller number', () => {
    const early: RankedRoundFacts = { ...closed, number: 4, title: 'The replacement' };
    const late: RankedRoundFacts = { ...newer, number: 3 };
    for (const rounds of [
      [early, late],
      [late, early],
    ]) {
      expect(decideFreshness(late, rounds, onTime).state).toBe('fresh');
      expect(decideFreshness(early, rounds, onTime).fact).toEqual({
        kind: 'newer-ranking',
        supersededBy: 'April',
      });
      expect(judge(rounds)).toEqual([3, 'fresh']);
    }
  });

  it('calls a benchmark stale after a leak if no ranking counts, even while another round is open', () => {
    expect(judge([invalidated, open])).toEqual([1, 'stale']);
    expect(judge([invalidated, { ...frozen, ...second }])).toEqual([2, 'stale']);
  });

  it('starts as provisional while the first round is open, and is null without a round', () => {
    expect(judge([open])).toEqual([2, 'provisional']);
    expect(judge([{ ...frozen, rankedAt: null }])).toBeNull();
    expect(judge([])).toBeNull();
  });

  it('has six possible states', () => {
    expect(freshnessStates).toHaveLength(6);
  });
});
