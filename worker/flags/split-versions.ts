import { chooseMarks } from '@/lib/core/equating/choose-marks';
import { isProven } from '@/lib/core/equating/frozen-versions';
import { listVersions, type RankedRound, type RankedVersion } from '@/lib/core/equating/ranked-round';
import { anchorCountMin } from '@/lib/core/freshness/drop';

/** The versions that a round's gaps are measured by. */
export type SplitVersions = {
  /** The calibration marks, also those that stand beside what counts for their model. */
  readonly frozen: readonly RankedVersion[];
  /** What counts and was made during the round. */
  readonly adapted: readonly RankedVersion[];
};

export function splitVersions(round: RankedRound): SplitVersions {
  const { entries, isFrozen } = round;
  const frozen = listVersions(round)
    .filter(isFrozen)
    .map((value) => ({ model: value.model, isProven: isProven(value), value }));
  // Who holds the labels hasn't learnt from the answers.
  const adapted = entries.filter(
    (entry) => entry.kind === 'entry' && entry.evidence === 'in-round' && !isFrozen(entry),
  );
  return { frozen: chooseMarks(frozen, anchorCountMin), adapted };
}
