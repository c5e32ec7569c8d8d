import { computeNormalQuantile, drawNormal } from '@/lib/core/statistics/normal-distribution';
import type { Rng } from '@/lib/core/statistics/rng';
import type { Rates } from './draw-pairs';
import { type FilesOfRound, fill } from './files-of-round';

/** Of the normal numbers by which two alike files err. */
const correlation = 0.8;

/** Of what makes an item positive, and of what makes it hard: its group's share. */
const groupShare = 0.3;

type Pair = readonly [before: Rates, after: Rates];

/** Two files whose errors have much in common, as those of two versions of one model have. */
export const drawAlikePair = (
  rng: Rng,
  itemCount: number,
  positiveShare: number,
  rates: Pair,
): FilesOfRound =>
  answer(rng, {
    labels: Int32Array.from({ length: itemCount }, () => (rng.nextUnit() < positiveShare ? 1 : 0)),
    hardness: fill(itemCount, () => Math.sqrt(correlation) * drawNormal(rng)),
    groups: null,
    rates,
  });

/** The same of groups of so many items, half of them positive. */
export function drawAlikeGroups(rng: Rng, itemCount: number, size: number, rates: Pair): FilesOfRound {
  const groups = Int32Array.from({ length: itemCount }, (_, i) => Math.floor(i / size));
  const groupCount = Math.ceil(itemCount / size);
  const drawShared = (ownShare: number) => {
    const ofGroup = fill(groupCount, () => Math.sqrt(groupShare) * drawNormal(rng));
    return fill(itemCount, (i) => ofGroup[groups[i]!]! + Math.sqrt(ownShare) * drawNormal(rng));
  };
  return answer(rng, {
    labels: Int32Array.from(drawShared(1 - groupShare), (x) => (x < 0 ? 1 : 0)),
    hardness: drawShared(correlation - groupShare),
    groups,
    rates,
  });
}

function answer(
  rng: Rng,
  {
    labels,
    hardness,
    groups,
    rates,
  }: { labels: Int32Array; hardness: Float64Array; groups: Int32Array | null; rates: Pair },
): FilesOfRound {
  const say = ({ hits, falsePositives }: Rates) => {
    const bounds = [falsePositives, hits].map(computeNormalQuantile);
    const predicted = labels.map((label, i) =>
      hardness[i]! + Math.sqrt(1 - correlation) * drawNormal(rng) < bounds[label]! ? 1 : 0,
    );
    return { kind: 'classes', predicted, probabilities: null } as const;
  };
  return {
    task: 'binary',
    classes: ['no', 'yes'],
    labels,
    groups,
    before: say(rates[0]),
    after: say(rates[1]),
  };
}
