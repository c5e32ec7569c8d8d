import { describe, expect, it } from 'vitest';
import type { RankedRound, RankedVersion } from '../equating/ranked-round';
import { compareRounds } from './compare-rounds';
import golden from './golden-round-comparison.json';

const versionOf = (i: number, score: number, overrides: Partial<RankedVersion> = {}): RankedVersion => ({
  model: `m${i}`,
  version: '1',
  score,
  evidence: 'prospective',
  kind: 'entry',
  ...overrides,
});
const roundOf = (
  round: number,
  itemCount: number,
  entries: RankedVersion[],
  standing: RankedVersion[] = [],
): RankedRound => ({ round, itemCount, entries, standing, isFrozen: () => false });
const byAccuracy = { metric: 'accuracy', task: 'binary' } as const;

describe('old round against new round', () => {
  it.each(golden.cases)('has the line, its limits and the rank agreement of scipy, case %#', (data) => {
    const [earlier, later] = [data.earlier, data.later].map(({ itemCount, scores }, i) =>
      roundOf(
        i + 1,
        itemCount,
        scores.map((score, place) => versionOf(place, score)),
      ),
    );
    const { fit, rankAgreement } = compareRounds(earlier!, later!, byAccuracy);
    expect(fit!.intercept).toBeCloseTo(data.intercept, 9);
    expect(fit!.slope).toBeCloseTo(data.slope, 9);
    expect(fit!.deviation).toBeCloseTo(data.deviation, 9);
    expect(fit!.degreesOfFreedom).toBe(data.earlier.scores.length - 2);
    expect(rankAgreement).toBeCloseTo(data.tau, 12);
    for (const [step, [at, height, lower, upper]] of data.band.entries()) {
      const place = fit!.band[step]!;
      expect(place.earlier).toBeCloseTo(at!, 8);
      expect(place.later).toBeCloseTo(height!, 8);
      expect(place.lower).toBeCloseTo(lower!, 8);
      expect(place.upper).toBeCloseTo(upper!, 8);
    }
  });

  it('is of every version that both rounds scored, also of those that stand beside what counts', () => {
    const old = versionOf(1, 0.7, { evidence: 'in-round' });
    const { versions } = compareRounds(
      roundOf(1, 100, [old, versionOf(2, 0.8)]),
      roundOf(2, 100, [versionOf(1, 0.75, { version: '2' })], [versionOf(1, 0.65)]),
      byAccuracy,
    );
    expect(versions).toEqual([
      {
        model: 'm1',
        version: '1',
        earlier: { score: 0.7, evidence: 'in-round' },
        later: { score: 0.65, evidence: 'prospective' },
      },
    ]);
  });

  it('has no line where there is no probit scale, of two versions, or of ones alike, and no agreement where all tie', () => {
    const of = (earlier: number[], later: number[], metric: 'accuracy' | 'mae' = 'accuracy') =>
      compareRounds(
        roundOf(
          1,
          100,
          earlier.map((score, i) => versionOf(i, score)),
        ),
        roundOf(
          2,
          100,
          later.map((score, i) => versionOf(i, score)),
        ),
        { metric, task: metric === 'mae' ? 'regression' : 'binary' },
      );
    expect(of([3, 4, 5], [3, 5, 4], 'mae').fit).toBeNull();
    expect(of([0.5, 0.6], [0.5, 0.6]).fit).toBeNull();
    expect(of([0.5, 0.5, 0.5], [0.5, 0.6, 0.7])).toMatchObject({ fit: null, rankAgreement: null });
    expect(of([], [])).toEqual({ versions: [], fit: null, rankAgreement: null });
    expect(of([0.5, 0.6], [0.6, 0.5]).rankAgreement).toBeCloseTo(-1, 12);
  });
});
