import { createRng } from '@/lib/core/statistics/rng';
import { judgeFiles, type Verdicts } from './judge-files';
import { scenarios } from './scenarios';

/** The scenario by its place in the list, how often it is drawn, and of how many items the feedback part is: two fifths of the round. */
export type CountedScenario = {
  readonly place: number;
  readonly repetitionCount: number;
  readonly partCount: number;
};

/** Announcements by each test, level by level. */
export type Announcements = readonly Record<keyof Verdicts, number>[];

/** The first test of a group, and the flat one of 30 answers of before. */
export const levels = [0.025, 0.05 / 30] as const;

export function countAnnouncements({ place, repetitionCount, partCount }: CountedScenario): Announcements {
  const { title, metric, draw } = scenarios[place]!;
  const rng = createRng(`${place}:${title}:${metric}`);
  const counts = levels.map(() => ({ z: 0, guarded: 0, bet: 0, mcnemar: 0 }));
  for (let i = 0; i < repetitionCount; i++)
    for (const [k, verdicts] of judgeFiles(metric, draw(rng, 2.5 * partCount), partCount, levels).entries())
      for (const test of ['z', 'guarded', 'bet', 'mcnemar'] as const) if (verdicts[test]) counts[k]![test]++;
  return counts;
}
