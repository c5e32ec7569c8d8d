import { describe, expect, it } from 'vitest';
import { type Split, splits } from '../benchmark';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { createRegressionScorable, type Scorable } from '../metrics/scorable/scorable';
import { makeProbabilityScorable } from '../metrics/testing/make-scorable';
import { computeDrop } from './drop';
import { excessScaleRules } from './excess';
import { addValues, computeGap, computeItemDifferences, computeSplitDifference, type ValueSums } from './gap';
import golden from './golden-freshness.json';
import { computeGapValues } from './testing/compute-gap-values';

type Data = (typeof golden.data)[number];

type Excess = (typeof golden.gaps)[number]['gap'];

function scorableOf({ task, labels }: Data, predicted: Data['frozen'][number], split: Split): Scorable {
  if (task === 'regression')
    return createRegressionScorable({
      labels: Float64Array.from(labels[split]),
      predicted: Float64Array.from(predicted[split].flat()),
    });
  const classCount = predicted[split].flat().length / labels[split].length;
  return makeProbabilityScorable(
    Array.from({ length: classCount }, (_, k) => `class ${k}`),
    labels[split],
    predicted[split].flat(),
  );
}

function measureSplit(metric: MetricName, data: Data, split: Split) {
  const sum = (models: Data['frozen']): ValueSums =>
    models.reduce<ValueSums | null>(
      (group, model) => addValues(group, computeGapValues(metric, scorableOf(data, model, split))),
      null,
    )!;
  const differences = computeItemDifferences(sum(data.adapted), sum(data.frozen));
  const units = data.groups
    ? ({ of: 'groups', groups: Int32Array.from(data.groups[split]) } as const)
    : metricByName[metric].excessScale === 'area'
      ? ({ of: 'classes', labels: Int32Array.from(data.labels[split]) } as const)
      : ({ of: 'items' } as const);
  return computeSplitDifference(differences, units)!;
}

function expectExcess(found: Excess, expected: Excess): void {
  for (const name of Object.keys(expected) as (keyof Excess)[])
    expect(Math.abs(found[name] - expected[name]) / Math.max(1, Math.abs(expected[name])), name).toBeLessThan(
      2e-9,
    );
}

describe('freshness estimates computed by numpy and scipy, with pseudo-values by numerical derivatives', () => {
  it.each(golden.gaps)(
    'equal ours for the gap by $metric on the data “$data”',
    ({ metric, data: name, gap }) => {
      const known = metric as MetricName;
      const data = golden.data.find((set) => set.name === name)!;
      const [feedback, final] = splits.map((split) => measureSplit(known, data, split));
      const { unit } = excessScaleRules[metricByName[known].excessScale!];
      expectExcess(computeGap({ feedback: feedback!, final: final! }, unit), gap);
    },
  );

  it.each(golden.drops)(
    'equal ours for the drop on the scale “$scale”',
    ({ scale, itemCount, frozen, adapted, drop }) => {
      const pairsOf = (scores: number[][]) =>
        scores.map(([earlier, later], i) => ({
          model: `model ${i}`,
          earlier: { score: earlier!, itemCount },
          later: { score: later!, itemCount },
        }));
      const link = { earlierRound: 1, laterRound: 2, frozen: pairsOf(frozen), adapted: pairsOf(adapted) };
      const found = computeDrop(link, scale as 'share' | 'correlation' | 'loss' | 'explained');
      if (!found.ok) throw new Error(found.error);
      expectExcess(found.value, drop);
    },
  );
});
