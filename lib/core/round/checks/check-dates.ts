import { type Check, type CheckOutcome, formatCount } from './check';

export const olderShareMax = 0.5;

export type LastDates = { readonly number: number; readonly last: number };

/**
 * Checks that the items of a test set are newer than those of the last round, since models may have been trained on data
 * from that round's period. An item is older if its date is before the latest date of the last round. A majority of older
 * items blocks: it looks like the wrong file.
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
  const check = (outcome: CheckOutcome, detail: string): Check => ({
    name: 'dates',
    outcome,
    detail,
    numbers: datedCount === 0 || last === null ? numbers : { ...numbers, last_round: last.number },
  });
  if (datedCount === 0) return check('pass', 'The items have no dates to compare.');
  if (last === null) return check('pass', 'There is no earlier round with dates to compare with.');
  const older = `${formatCount(olderCount)} of ${formatCount(datedCount)} dated items`;
  const end = `the latest date of round ${last.number}, ${new Date(last.last).toISOString().slice(0, 10)}`;
  if (olderCount === 0) return check('pass', `No item is older than ${end}.`);
  return olderCount / datedCount > olderShareMax
    ? check('block', `${older} are older than ${end}: is this an older test set?`)
    : check('warn', `${older} are older than ${end}.`);
}
