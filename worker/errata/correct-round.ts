import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { Task } from '@/lib/core/benchmark';
import { correctLabels } from '@/lib/core/commitment/label-archive';
import { formatNumberLabel } from '@/lib/core/errata/decide-corrections';
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
    requireWrongLabels({ ...round, labels }, benchmark, corrections);
    const corrected = correctLabels({ ...round, labels, rules: benchmark }, corrections);
    if (!corrected.ok) throw new Error('an erratum fits no item or no label of its round');
    labels = corrected.value;
  }
  return { ...round, labels };
}

function requireWrongLabels(
  { index, labels }: OpenedRound,
  { task, classes }: BenchmarkRow,
  corrections: readonly LabelCorrection[],
): void {
  for (const { id, from } of corrections) {
    const value = labels[index.find(id) ?? -1];
    if (value === undefined) throw new Error('an erratum is of no item of its round');
    if (formatLabel(value, task, classes) !== from)
      throw new Error('an erratum names another label than the round has');
  }
}

function formatLabel(value: string | number, task: Task, classes: readonly string[]): string | undefined {
  if (typeof value === 'string') return value;
  return task === 'regression' ? formatNumberLabel(value) : classes[value]?.normalize('NFC');
}
