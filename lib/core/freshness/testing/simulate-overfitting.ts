import type { Split } from '../../benchmark';
import { type MetricName, metricByName } from '../../metrics/metric-name';
import type { Rng } from '../../statistics/rng';
import type { DrawnUnits } from '../gap';
import { addSplitValues, measureGap, type Overfitting, type SplitSums } from '../overfitting';
import { computeGapValues } from './compute-gap-values';
import {
  drawPredictions,
  drawSimulatedItems,
  type SimulatedItems,
  type SimulatedTask,
} from './simulate-predictions';

/** Parameters of a simulated round and its models. Skills are those of `drawPredictions`. */
export type OverfittingSetting = {
  readonly metric: MetricName;
  readonly task: SimulatedTask;
  readonly feedbackCount: number;
  readonly finalCount: number;
  readonly groupSize: number;
  /** Number of models without feedback, including anchors. */
  readonly referenceCount: number;
  readonly testedCount: number;
  /** True difference in skill between models with feedback and the others, the same on both splits. */
  readonly gain: number;
  /** Share of the feedback items whose labels the models with feedback have learnt. */
  readonly leak: number;
};

const [skillMin, skillMax] = [1, 1.8] as const;

/** Makes the default setting: four models with feedback, 1,000 feedback and 1,500 final items, no learnt labels. */
export const overfittingSetting = (
  metric: MetricName,
  task: SimulatedTask,
  wishes: Partial<OverfittingSetting> = {},
): OverfittingSetting => ({
  ...{ metric, task, feedbackCount: 1000, finalCount: 1500, groupSize: 1 },
  ...{ referenceCount: 6, testedCount: 4, gain: 0, leak: 0 },
  ...wishes,
});

/** Simulates one round and measures the gap like the scorer; null where a split has fewer than two items of a class. */
export function simulateOverfitting(
  rng: Rng,
  setting: OverfittingSetting,
): Overfitting<{ readonly model: string; readonly version: string }> | null {
  const { metric, task, groupSize, testedCount, referenceCount } = setting;
  const scale = metricByName[metric].excessScale!;
  const draw = (count: number) => drawSimulatedItems(rng, task, { count, groupSize });
  const items = { feedback: draw(setting.feedbackCount), final: draw(setting.finalCount) };
  if (
    task.kind === 'classes' &&
    Object.values(items).some((split) => !hasTwoOfEach(split, task.shares.length))
  )
    return null;
  const units = { feedback: unitsOf(scale, items.feedback), final: unitsOf(scale, items.final) };
  const drawModel = (gain: number, leak: number) => {
    const skill = skillMin + (skillMax - skillMin) * rng.nextUnit() + gain;
    const predict = (split: Split, learnt: number) =>
      computeGapValues(metric, drawPredictions(rng, items[split], skill, learnt));
    return { feedback: predict('feedback', leak), final: predict('final', 0) };
  };
  let reference: SplitSums | null = null;
  for (let k = 0; k < referenceCount; k++) reference = addSplitValues(reference, drawModel(0, 0));
  let tested: SplitSums | null = null;
  const models: Overfitting<{ model: string; version: string }>['models'][number][] = [];
  for (let k = 0; k < testedCount; k++) {
    const values = drawModel(setting.gain, setting.leak);
    tested = addSplitValues(tested, values);
    const gap = measureGap(addSplitValues(null, values), reference, { scale, units });
    if (gap) models.push({ model: { model: `m${k}`, version: '1' }, gap });
  }
  return {
    gap: tested && measureGap(tested, reference, { scale, units }),
    testedCount,
    referenceCount,
    shareOfMargin: null,
    models,
  };
}

const hasTwoOfEach = ({ labels }: SimulatedItems, classCount: number): boolean =>
  Array.from({ length: classCount }, (_, k) => labels.filter((label) => label === k).length).every(
    (count) => count >= 2,
  );

function unitsOf(scale: string, { groups, labels }: SimulatedItems): DrawnUnits {
  if (groups !== null) return { of: 'groups', groups };
  return scale === 'area' ? { of: 'classes', labels: Int32Array.from(labels) } : { of: 'items' };
}
