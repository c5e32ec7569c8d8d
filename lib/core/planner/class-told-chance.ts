import type { ExplainClasses } from '../metrics/metric';
import { metricByName } from '../metrics/metric-by-name';
import type { MetricName } from '../metrics/metric-name';
import type { ClassShares } from './class-shares';
import { typicalShare } from './expected-limits';
import { computeGuardedChance, type GainCell } from './guarded-chance';
import { makeTypicalSet, populationCount } from './typical-set';

/** More classes than these aren't computed: pairs of answers grow with their square. */
export const plannedClassesMax = 50;

/** How often a file with so many more items of each class right is announced. */
export type ClassStep = {
  readonly metric: MetricName;
  readonly shares: ClassShares;
  /** Feedback items. */
  readonly itemCount: number;
  /** Of the share that is right in each class. */
  readonly gain: number;
  /** The share of items on which only one of the two files is right. */
  readonly discordantShare: number;
  readonly level: number;
};

/**
 * The chance that guarded z announces a better file by a metric of predicted classes. The file to beat has four of five items of each
 * class right, its errors spread evenly over the other classes; the better one `gain` more of each class, and both say the same where both
 * are wrong. Mean and variance of the gains, what an item can lose and what is set aside are those of such a population, and z and z′
 * are taken as normal about them: Φ((nμ − c·b − t√(nσ² + b²))/(σ√n)). A simulation finds the same to some points
 * (`class-told-chance.test.ts`). Null for metrics without such pseudo-values, and of more than fifty classes.
 * @throws RangeError unless 0 ≤ gain ≤ discordant share ≤ .4
 */
export function computeClassToldChance(step: ClassStep): number | null {
  const { gain, discordantShare, metric, shares, itemCount: n, level } = step;
  if (!(gain >= 0 && gain <= discordantShare && discordantShare <= 2 * (1 - typicalShare)))
    throw new RangeError(`A gain of ${gain} can't be of files that differ on ${discordantShare}.`);
  if (shares.length < 2 || shares.length > plannedClassesMax || n < 2) return null;
  const [before, after] = [typicalShare, typicalShare + gain].map((right) =>
    explainTypical(metric, shares, right),
  );
  if (!before || !after) return null;
  return computeGuardedChance(listCells(step, { before, after }), { itemCount: n, level });
}

function explainTypical(metric: MetricName, shares: ClassShares, right: number): ExplainClasses | null {
  const { explainClasses, tasks } = metricByName[metric];
  if (!tasks.includes(shares.length === 2 ? 'binary' : 'multiclass')) return null;
  const explained = explainClasses?.(makeTypicalSet(populationCount, shares, right));
  return explained?.ok ? explained.value : null;
}

function listCells(
  { shares, gain, discordantShare }: ClassStep,
  { before, after }: { before: ExplainClasses; after: ExplainClasses },
): readonly GainCell[] {
  const won = (discordantShare + gain) / 2;
  const lost = (discordantShare - gain) / 2;
  const others = shares.length - 1;
  const lossOf = rememberPairs(shares.length, (u, v) =>
    shares.reduce((most, _, label) => Math.max(most, before(label, u) - after(label, v)), 0),
  );
  return shares.flatMap((ofClass, label) => {
    const cell = (u: number, v: number, share: number): GainCell => ({
      share: ofClass * share,
      gain: after(label, v) - before(label, u),
      loss: lossOf(u, v),
    });
    return [
      cell(label, label, typicalShare - lost),
      ...shares.flatMap((_, other) =>
        other === label
          ? []
          : [
              cell(label, other, lost / others),
              cell(other, label, won / others),
              cell(other, other, (1 - typicalShare - won) / others),
            ],
      ),
    ];
  });
}

function rememberPairs(classCount: number, compute: (u: number, v: number) => number) {
  const known = new Map<number, number>();
  return (u: number, v: number): number => {
    const key = u * classCount + v;
    const found = known.get(key) ?? compute(u, v);
    known.set(key, found);
    return found;
  };
}
