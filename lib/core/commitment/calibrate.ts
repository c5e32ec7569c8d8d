import { scorePart } from '../scoring/score-part';
import type { Predictions } from '../submission/predictions';
import type { ArchiveScores } from './archive';
import type { LabelledArchive } from './label-archive';

/** What is scored of a revealed round: its two parts, and all of its items together. */
export const calibrationParts = ['feedback', 'final', 'all'] as const;
export type CalibrationPart = (typeof calibrationParts)[number];

/** What drawn intervals are drawn with when nobody asks for a submission's own: `calibration:<part>`. */
export const calibrationSeed = 'calibration';

export type CalibratedPart = ArchiveScores & { readonly item_count: number };
export type Calibration = Readonly<Record<CalibrationPart, CalibratedPart>>;

/**
 * Scores predictions on a revealed round by the scorer's own code. The answers are public by then, so this is never ranked.
 * @param seed the prefix of the seeds `<seed>:<part>`; that of a published interval gives it again
 */
export function calibrate(
  { rules, index, labels, groups, positions }: LabelledArchive,
  predictions: Predictions,
  seed: string,
): Calibration {
  const score = (part: CalibrationPart): CalibratedPart => {
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
