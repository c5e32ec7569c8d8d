import { type Check, formatCount } from './check';

export const olderShareMax = 0.5;

export type LastDates = { readonly number: number; readonly last: number };

/**
 * Checks that the items are newer than the last round's, since models may have been trained on data of its period. An item is
 * older if its date is before the latest date of the last round. A majority of older items blocks: it looks like the wrong file.
 * @param instants milliseconds since 1970, NaN without a date
 * @param last null if there is no earlier round, or it has no dates
 */
export function checkDates(instants: Float64Array, last: LastDates | null): Check {
  let datedCount = 0;
  let olderCount = 0;
  for (const instant of instants) {
    if (Number.isNaN(instant)) continue;
    datedCount++;
    if (last !== null && instant < last.last) olderCount++;
  }
  const numbers = { item_count: instants.length, dated_count: datedCount, older_count: olderCount };
  if (datedCount === 0)
    return { name: 'dates', outcome: 'pass', detail: 'The items have no dates to compare.', numbers };
  if (last === null)
    return {
      name: 'dates',
      outcome: 'pass',
      detail: 'There is no earlier round with dates to compare with.',
      numbers,
    };
  const older = `${formatCount(olderCount)} of ${formatCount(datedCount)} dated items`;
  const end = `the latest date of round ${last.number}, ${new Date(last.last).toISOString().slice(0, 10)}`;
  if (olderCount === 0)
    return {
      name: 'dates',
      outcome: 'pass',
      detail: `No item is older than ${end}.`,
      numbers: { ...numbers, last_round: last.number },
    };
  const isMost = olderCount / datedCount > olderShareMax;
  return {
    name: 'dates',
    outcome: isMost ? 'block' : 'warn',
    detail: `${older} are older than ${end}${isMost ? ': is this an older test set?' : '.'}`,
    numbers: { ...numbers, last_round: last.number },
  };
}
