import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { correctLabels } from '@/lib/core/commitment/label-archive';
import type { LabelCorrection } from '@/lib/core/errata/erratum';
import type { LabelColumn } from '@/lib/core/scoring/label-column';
import type { OpenedRound } from '../vault/round-vault';

/**
 * A round with its labels as errata have corrected them, one after the other. Whoever verifies the archive corrects them
 * by the same code.
 * @throws when a correction is of no item or to no label, or when the label that it says was wrong isn't the item's
 */
export function correctRound(
  round: OpenedRound,
  benchmark: BenchmarkRow,
  errata: readonly { corrections: readonly LabelCorrection[] }[],
): OpenedRound {
  let labels: LabelColumn = round.labels;
  for (const { corrections } of errata) {
    const corrected = correctLabels({ ...round, labels, rules: benchmark }, corrections);
    if (!corrected.ok) throw new Error(corrected.error.detail);
    labels = corrected.value;
  }
  return { ...round, labels };
}
