import { describe, expect, it } from 'vitest';
import { encodePairs, readIsSignificant } from '../leaderboard/pair-codes';
import type { MetricName } from '../metrics/metric-name';
import { compareRounds, type PublishedRound, type PublishedVersion } from './compare-rounds';
import golden from './golden-round-comparison.json';

const versionOf = (
  i: number,
  score: number,
  overrides: Partial<PublishedVersion> = {},
): PublishedVersion => ({
  model: `m${i}`,
  name: `Model ${i}`,
  team: 'A team',
  version: '1',
  score,
  interval: null,
  ranks: null,
  evidence: 'prospective',
  ...overrides,
});
const roundOf = (
  round: number,
  itemCount: number,
  versions: PublishedVersion[],
  isSignificant: PublishedRound['isSignificant'] = null,
): PublishedRound => ({ round, itemCount, versions, isSignificant });
const roundOfScores = (round: number, itemCount: number, scores: readonly number[]): PublishedRound =>
  roundOf(
    round,
    itemCount,
    scores.map((score, i) => versionOf(i, score)),
  );

describe('comparison of two rounds', () => {
  it.each(golden.cases)(
    'has the same line, interval and rank agreement as scipy by $metric (golden case %#)',
    (data) => {
      const [earlier, later] = [data.earlier, data.later].map(({ itemCount, scores }, i) =>
        roundOfScores(i + 1, itemCount, scores),
      );
      const { versions, fit, rankAgreement } = compareRounds(earlier!, later!, data.metric as MetricName);
      expect(fit!.intercept).toBeCloseTo(data.intercept, 9);
      expect(fit!.slope).toBeCloseTo(data.slope, 9);
      expect(fit!.deviation).toBeCloseTo(data.deviation, 9);
      expect(fit!.degreesOfFreedom).toBe(data.earlier.scores.length - 2);
      expect(rankAgreement).toBeCloseTo(data.tau, 12);
      const found = fit!.band.map(({ earlier: at, later: height, lower, upper }) => [
        at,
        height,
        lower,
        upper,
      ]);
      expectAlike(found, data.band);
      expectAlike(
        versions.map(({ fitted }) => [fitted!.later, fitted!.lower, fitted!.upper]),
        data.fitted,
      );
    },
  );

  it('includes every version that both rounds scored, even versions that don’t count for their model', () => {
    const old = versionOf(1, 0.7, { evidence: 'in-round' });
    const interval = { lower: 0.6, upper: 0.7 };
    const { versions } = compareRounds(
      roundOf(1, 100, [old, versionOf(2, 0.8)]),
      roundOf(2, 100, [versionOf(1, 0.75, { version: '2' }), versionOf(1, 0.65, { interval })]),
      'accuracy',
    );
    expect(versions).toEqual([
      {
        model: 'm1',
        name: 'Model 1',
        team: 'A team',
        version: '1',
        earlier: { score: 0.7, interval: null, ranks: null, evidence: 'in-round' },
        later: { score: 0.65, interval, ranks: null, evidence: 'prospective' },
        fitted: null,
      },
    ]);
  });

  it('excludes models at chance level, whose score is ½ in every round', () => {
    const [earlier, later] = [
      [0.7, 0.75, 0.8, 0.5],
      [0.62, 0.68, 0.74, 0.5],
    ];
    const of = (count: number) =>
      compareRounds(
        roundOfScores(1, 2000, earlier!.slice(0, count)),
        roundOfScores(2, 2000, later!.slice(0, count)),
        'roc_auc',
      );
    expect(of(4).versions).toHaveLength(4);
    expect(of(4).versions[3]!.fitted).toBeNull();
    expect(of(4).fit).toEqual(of(3).fit);
  });

  it('has no line for a metric without a scale, for two versions and their copies, and for equal scores, and no rank agreement if all scores tie', () => {
    const of = (earlier: number[], later: number[], metric: MetricName = 'accuracy') =>
      compareRounds(roundOfScores(1, 100, earlier), roundOfScores(2, 100, later), metric);
    expect(of([0.3, 0.2, 0.1], [0.3, 0.2, 0.15], 'calibration_error').fit).toBeNull();
    expect(of([3, 0, 5], [3, 5, 4], 'mae').fit).toBeNull();
    expect(of([0.5, 0.6], [0.5, 0.6]).fit).toBeNull();
    expect(of([0.5, 0.5, 0.6, 0.6], [0.5, 0.5, 0.7, 0.7]).fit).toBeNull();
    expect(of([0.5, 0.5, 0.6], [0.5, 0.6, 0.7]).fit).not.toBeNull();
    expect(of([0.5, 0.5, 0.5], [0.5, 0.6, 0.7])).toMatchObject({ fit: null, rankAgreement: null });
    expect(of([], [])).toEqual({
      versions: [],
      fit: null,
      rankAgreement: null,
      significantPairs: null,
    });
    expect(of([0.5, 0.6], [0.6, 0.5]).rankAgreement).toBeCloseTo(-1, 12);
  });
});

describe('pairs significant in both rounds', () => {
  /**
   * Makes a ranked round from these models.
   * @param models numbers of the models, the best first
   */
  const ranked = (round: number, models: readonly number[], isSignificant: PublishedRound['isSignificant']) =>
    roundOf(
      round,
      100,
      // All rank intervals overlap, which can happen although single pairs differ significantly.
      models.map((i) => versionOf(i, 0.5, { ranks: { lower: 1, upper: 5 } })),
      isSignificant,
    );

  it('follow from the paired tests, not from the rank intervals, and count as swapped if their order differs', () => {
    // In the older round, neighbours by rank don't differ significantly; in the newer round, the first two models don't.
    const earlier = ranked(1, [0, 1, 2, 3, 4], (i, j) => Math.abs(i - j) > 1);
    const later = ranked(2, [2, 9, 0, 1, 3], (i, j) => i + j > 1);
    // Pairs significant in both rounds: 0–2 (in swapped order), 0–3, 1–3. Model 4 is only in the older round; 0–1, 1–2 and
    // 2–3 are significant in at most one round.
    expect(compareRounds(earlier, later, 'accuracy').significantPairs).toEqual({
      pairs: 3,
      changedPlaces: 1,
    });
  });

  it('have a count only if both rankings store their pairwise tests', () => {
    const codes = encodePairs(3, (i, j) => ({
      ...{ halfWidth: null, isSignificantAlone: true },
      isSignificant: i === 0 && j === 2,
    }));
    // The last two versions are not ranked: one has no rank, and the other doesn't count for its model.
    const withPairs = ranked(1, [0, 1, 2, 3, 4], (i, j) => readIsSignificant({ rowCount: 3, codes }, i, j));
    expect(compareRounds(withPairs, withPairs, 'accuracy').significantPairs).toEqual({
      pairs: 1,
      changedPlaces: 0,
    });
    expect(compareRounds(withPairs, ranked(2, [0, 1, 2], null), 'accuracy').significantPairs).toBeNull();
  });
});

function expectAlike(found: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((row, i) => {
    row.forEach((value, k) => {
      expect(Math.abs(value - expected[i]![k]!) / Math.max(1, Math.abs(value))).toBeLessThan(1e-8);
    });
  });
}
