import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Scorable } from '../../metrics/scorable/scorable';
import { drawNormal } from '../../statistics/draw-normal';
import type { Rng } from '../../statistics/rng';
import type { RoundPair, ScorePair } from '../drop';
import type { PartDifferences } from '../gap';
import { addValues, computeItemDifferences, computePartDifference, type ValueSums } from '../part-difference';
import type { RoundRecord } from '../round-record';
import { computeGapValues } from './compute-gap-values';
import { drawAnswers, drawSimulatedItems, type SimulatedItems, type SimulatedTask } from './simulate-answers';

/** Two rounds of a benchmark by some metric, and what their models are like. Skills are those of `drawAnswers`. */
export type MetricSetting = {
  readonly metric: MetricName;
  readonly task: SimulatedTask;
  readonly feedbackCount: number;
  readonly finalCount: number;
  readonly groupSize: number;
  readonly frozenCount: number;
  readonly adaptedCount: number;
  readonly frozenSkill: readonly [number, number];
  readonly adaptedSkill: readonly [number, number];
  /** The share of feedback items whose answers the adapted models have learnt, and of the whole earlier round. */
  readonly partLeak: number;
  readonly roundLeak: number;
  /** What is left of every skill in the later round, and how much skills stray from round to round. */
  readonly skillLeft: number;
  readonly stray: number;
};

const skillRange = [1, 1.8] as const;

/** Eight models each, 1,000 feedback and 1,500 final items, nothing learnt, and a harder round after it. */
export const metricSetting = (metric: MetricName, task: SimulatedTask): MetricSetting => ({
  metric,
  task,
  feedbackCount: 1000,
  finalCount: 1500,
  groupSize: 1,
  frozenCount: 8,
  adaptedCount: 8,
  frozenSkill: skillRange,
  adaptedSkill: skillRange,
  partLeak: 0,
  roundLeak: 0,
  skillLeft: 0.9,
  stray: 0.02,
});

/** With adapted models that are better than most frozen ones, honestly. */
export const withBetterModels = (setting: MetricSetting): MetricSetting => ({
  ...setting,
  adaptedSkill: [1.6, 2.2],
});

type Model = { readonly skill: number; readonly isAdapted: boolean };

/** A closed round of little exposure, judged by both measures: both are made of the same models and the same final items. */
export function simulateMetricRecord(rng: Rng, setting: MetricSetting): RoundRecord {
  const { metric, task, groupSize, feedbackCount, finalCount } = setting;
  const draw = (count: number) => drawSimulatedItems(rng, task, { count, groupSize });
  const [feedback, final, later] = [draw(feedbackCount), draw(finalCount), draw(finalCount)];
  const models = drawModels(rng, setting);
  // How a model strays is its own in each round, and the same on both parts of one.
  const stray = (share: number) => models.map(({ skill }) => share * skill + setting.stray * drawNormal(rng));
  const [earlierSkills, laterSkills] = [stray(1), stray(setting.skillLeft)];
  const answer = (items: SimulatedItems, skills: readonly number[], leak: number) =>
    models.map(({ isAdapted }, k) => drawAnswers(rng, items, skills[k]!, isAdapted ? leak : 0));
  const { partLeak, roundLeak } = setting;
  const onFeedback = answer(feedback, earlierSkills, Math.max(partLeak, roundLeak));
  const onFinal = answer(final, earlierSkills, roundLeak);
  const onLater = answer(later, laterSkills, 0);
  const compare = (items: SimulatedItems, answers: readonly Scorable[]) =>
    computePartDifference(computeDifferences(metric, models, answers), unitsOf(metric, items))!;
  return {
    round: 1,
    phase: 'closed',
    exposure: 0.2,
    pooledExposure: 0.2,
    isOverdue: false,
    hasConfirmedLeak: false,
    scale: metricByName[metric].excessScale,
    finalItemCount: finalCount,
    frozenCount: setting.frozenCount,
    adaptedCount: setting.adaptedCount,
    gap: {
      feedback: compare(feedback, onFeedback),
      final: compare(final, onFinal),
    } satisfies PartDifferences,
    link: pairScores(metric, models, onFinal, onLater),
    ceiling: null,
    earlierCloses: [],
  };
}

function drawModels(rng: Rng, setting: MetricSetting): Model[] {
  const draw = (count: number, [low, high]: readonly [number, number], isAdapted: boolean) =>
    Array.from({ length: count }, () => ({ skill: low + (high - low) * rng.nextUnit(), isAdapted }));
  return [
    ...draw(setting.frozenCount, setting.frozenSkill, false),
    ...draw(setting.adaptedCount, setting.adaptedSkill, true),
  ];
}

function computeDifferences(
  metric: MetricName,
  models: readonly Model[],
  answers: readonly Scorable[],
): Float64Array {
  let adapted: ValueSums | null = null;
  let frozen: ValueSums | null = null;
  for (const [k, { isAdapted }] of models.entries()) {
    const values = computeGapValues(metric, answers[k]!);
    if (isAdapted) adapted = addValues(adapted, values);
    else frozen = addValues(frozen, values);
  }
  return computeItemDifferences(adapted!, frozen!);
}

function unitsOf(metric: MetricName, { groups, labels }: SimulatedItems) {
  if (groups !== null) return { of: 'groups', groups } as const;
  return metricByName[metric].excessScale === 'area'
    ? ({ of: 'classes', labels: Int32Array.from(labels) } as const)
    : ({ of: 'items' } as const);
}

function pairScores(
  metric: MetricName,
  models: readonly Model[],
  earlier: readonly Scorable[],
  later: readonly Scorable[],
): RoundPair {
  const score = (s: Scorable) => {
    const computed = metricByName[metric].compute(s);
    if (!computed.ok) throw new Error(`${metric} has no value here`);
    // Near enough to how it is published.
    return { score: Number(computed.value.toFixed(4)), itemCount: s.labels.length };
  };
  const listPairs = (isAdapted: boolean): ScorePair[] =>
    models.flatMap((model, k) =>
      model.isAdapted === isAdapted
        ? [{ model: `model ${k}`, earlier: score(earlier[k]!), later: score(later[k]!) }]
        : [],
    );
  return { earlierRound: 1, laterRound: 2, frozen: listPairs(false), adapted: listPairs(true) };
}
