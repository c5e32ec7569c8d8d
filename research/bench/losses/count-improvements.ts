import { createRng } from '@/lib/core/statistics/rng';
import { type ClimbedRounds, type ClimbingRounds, countClimbs } from './climb';
import { judgeFiles, type Verdicts } from './judge-files';
import { scenarios } from './scenarios';

/** The scenario by its place in the list, how often it is drawn, and the items of the feedback split, two fifths of the round. */
export type CountedScenario = {
  readonly place: number;
  readonly repetitionCount: number;
  readonly partCount: number;
};

/** Reported files by each test, level by level. */
export type Improvements = readonly Record<keyof Verdicts, number>[];

/** The first test of a group, the sixth or so after refusals, and the twenty-second. */
export const levels = [0.025, 0.05 / 30, 0.0001] as const;

export function countImprovements({ place, repetitionCount, partCount }: CountedScenario): Improvements {
  const { title, metric, draw } = scenarios[place]!;
  const rng = createRng(`${place}:${title}:${metric}`);
  const counts = levels.map(() => ({ z: 0, guarded: 0, mcnemar: 0 }));
  for (let i = 0; i < repetitionCount; i++)
    for (const [k, verdicts] of judgeFiles(metric, draw(rng, 2.5 * partCount), partCount, levels).entries())
      for (const test of ['z', 'guarded', 'mcnemar'] as const) if (verdicts[test]) counts[k]![test]++;
  return counts;
}

export type LossesJob =
  | (CountedScenario & { readonly kind: 'draws' })
  | (ClimbingRounds & { readonly kind: 'climbs' });
export type LossesResult = Improvements | ClimbedRounds;

export const runLossesJob = (job: LossesJob): LossesResult =>
  job.kind === 'draws' ? countImprovements(job) : countClimbs(job);
