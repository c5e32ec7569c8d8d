import { scoreSplit } from '../scoring/score-split';
import type { Predictions } from '../submission/predictions';
import type { ArchiveScores, LabelledArchive } from './archive';

/**
 * Sets of items on which a practice submission gets scores: the two splits of a revealed round, and all its items together.
 */
export const practiceSplits = ['feedback', 'final', 'all'] as const;

export type PracticeSplit = (typeof practiceSplits)[number];

/**
 * Default seed prefix of resampled intervals: the seed is `practice:<split>` unless the caller asks for a submission's own
 * seed.
 */
export const practiceSeed = 'practice';

export type PracticeSplitScores = ArchiveScores & { readonly item_count: number };

export type PracticeScores = Readonly<Record<PracticeSplit, PracticeSplitScores>>;

/**
 * Scores predictions on a revealed round with the same code as the scorer. The labels of a revealed round are public, so
 * these scores are never ranked.
 * @param seed the prefix of the seeds `<seed>:<split>`; the prefix of a published interval reproduces that interval
 */
export function scorePractice(
  { rules, index, labels, groups, positions }: LabelledArchive,
  predictions: Predictions,
  seed: string,
): PracticeScores {
  const score = (split: PracticeSplit): PracticeSplitScores => {
    const at =
      split === 'all'
        ? Uint32Array.from({ length: index.size }, (_, position) => position)
        : positions[split];
    const { primary, secondary } = scoreSplit({
      rules,
      labels,
      groups,
      positions: at,
      predictions,
      seed: `${seed}:${split}`,
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
