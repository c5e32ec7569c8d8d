import { ok, type Result, refuse } from '../result';
import { findSliceColumns, type SliceColumn } from './slices';

/** Positions of the columns of a test set; `inputs` are all the others, in file order. */
export type TestSetColumns = {
  readonly id: number;
  readonly label: number;
  readonly group: number | null;
  readonly date: number | null;
  readonly slices: readonly SliceColumn[];
  readonly inputs: readonly number[];
  /** The only input column is called `input`. */
  readonly isSingleInput: boolean;
};

export type TestSetHeaderFault = {
  readonly column: number | null;
  readonly detail: string;
  readonly hint: string;
};

const hint =
  'The header names the columns id and label, if you like group, date and up to three slice_… columns, and the inputs (or one column input).';

// The database, which stores a test set's column names, accepts neither.
const forbiddenInName = /[\p{Cc}\p{Cs}]/u;

/**
 * Finds the columns of a test set, in any order. A fault quotes no name of the file: without a header, the first line is an item
 * with its label.
 */
export function parseTestSetHeader(names: readonly string[]): Result<TestSetColumns, TestSetHeaderFault> {
  const fault = (detail: string, column: number | null = null) => refuse({ column, detail, hint });
  const id = names.indexOf('id');
  const label = names.indexOf('label');
  if (id === -1) return fault('there is no column "id"');
  if (label === -1) return fault('there is no column "label"');
  const empty = names.indexOf('');
  if (empty !== -1)
    return refuse({
      column: empty,
      detail: 'a column has no name',
      hint: `${hint} In pandas write with index=False.`,
    });
  const unprintable = names.findIndex((name) => forbiddenInName.test(name));
  if (unprintable !== -1)
    return fault('a column name has control characters or half a surrogate pair', unprintable);
  const seen = new Set<string>();
  for (const [column, name] of names.entries()) {
    if (seen.has(name)) return fault('a column name is there twice', column);
    seen.add(name);
  }
  const group = names.indexOf('group');
  const date = names.indexOf('date');
  const slices = findSliceColumns(names);
  if (!slices.ok) return slices;
  const taken = new Set([id, label, group, date, ...slices.value.map(({ column }) => column)]);
  const inputs = [...names.keys()].filter((i) => !taken.has(i));
  const single = names.indexOf('input');
  if (single !== -1 && inputs.length > 1)
    return fault('there are both a column "input" and other columns of inputs', single);
  return ok({
    id,
    label,
    group: group === -1 ? null : group,
    date: date === -1 ? null : date,
    slices: slices.value,
    inputs,
    isSingleInput: single !== -1,
  });
}
