import { scorePart } from '../scoring/score-part';
import type { Predictions } from '../submission/predictions';
import type { ArchiveScores, LabelledArchive } from './archive';

/** The scored sets of items of a revealed round: its two splits, and all items together. */
export const practiceParts = ['feedback', 'final', 'all'] as const;

export type PracticePart = (typeof practiceParts)[number];

/** Seed of resampled intervals unless a submission’s own is asked for: `practice:<part>`. */
export const practiceSeed = 'practice';

export type PracticePartScores = ArchiveScores & { readonly item_count: number };

export type PracticeScores = Readonly<Record<PracticePart, PracticePartScores>>;

/**
 * Scores predictions on a revealed round by the scorer's own code. The labels are public by then, so this is never ranked.
 * @param seed the prefix of the seeds `<seed>:<part>`; that of a published interval gives it again
 */
export function scorePractice(
  { rules, index, labels, groups, positions }: LabelledArchive,
  predictions: Predictions,
  seed: string,
): PracticeScores {
  const score = (part: PracticePart): PracticePartScores => {
    const at =
      part === 'all' ? Uint32Array.from({ length: index.size }, (_, position) => position) : positions[part];
    const { primary, secondary } = scorePart({
      rules,
      labels,
      groups,
      positions: at,
      predictions,
      seed: `${seed}:${part}`,
    }).scores;
    return {
      item_count: at.length,
      score: primary?.score ?? null,
      interval: primary?.interval ?? null,
      secondary,
    };
  };
  return { feedback: score('feedback'), final: score('final'), all: score('all') };
}
