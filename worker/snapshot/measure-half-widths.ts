import { setImmediate } from 'node:timers/promises';
import type { ComparedModels } from './compare-ranked-models';

/**
 * The same comparison with all half widths computed. For thousands of models they take many seconds, so they are computed before
 * the round is locked, and the event loop has a turn after each model.
 */
export async function measureHalfWidths({
  evaluationIds,
  comparison,
}: ComparedModels): Promise<ComparedModels> {
  const { pairs } = comparison;
  const widths = new Float64Array((pairs.modelCount * (pairs.modelCount - 1)) / 2);
  const placeOf = (i: number, j: number) => (j * (j - 1)) / 2 + i;
  for (let j = 1; j < pairs.modelCount; j++) {
    for (let i = 0; i < j; i++) widths[placeOf(i, j)] = pairs.halfWidthOf(i, j) ?? Number.NaN;
    await setImmediate();
  }
  const halfWidthOf = (i: number, j: number): number | null => {
    const width = widths[placeOf(Math.min(i, j), Math.max(i, j))]!;
    return Number.isNaN(width) ? null : width;
  };
  return { evaluationIds, comparison: { ...comparison, pairs: { ...pairs, halfWidthOf } } };
}
