import { detachText, normalizeName } from '../files/cell-text';
import type { ProblemList } from '../files/file-problem';
import type { Locate } from '../files/row-reader';
import { ok, type Result, refuse } from '../result';
import { computeCramersV } from '../statistics/chi-square';

/** An item's value in each slice column, by the column's name without the prefix `slice_`, sorted by name. */
export type ItemSlices = Readonly<Record<string, string>>;

export const slicePrefix = 'slice_';

export const sliceColumnsMax = 3;

export const sliceValuesMax = 50;

const sliceValueLengthMax = 60;

/**
 * Minimum number of final items for a slice's own score, and also for the items of a column outside its published slices.
 */
export const sliceItemsMin = 30;

/**
 * Pattern of a slice column's name. A name begins with a letter: JavaScript would put keys that look like array indices
 * first, so their order would differ from RFC 8785.
 */
const sliceName = /^[a-z][a-z0-9_]{0,29}$/;

export type SliceColumn = { readonly name: string; readonly column: number };

/**
 * Finds the slice columns of a header, by their names in order.
 * @returns the columns, or the position of a column with an invalid name; the name isn't quoted, since in a file without a
 * header the first line is an item
 */
export function findSliceColumns(
  names: readonly string[],
): Result<
  readonly SliceColumn[],
  { readonly column: number; readonly detail: string; readonly hint: string }
> {
  const found = names.flatMap((name, column) =>
    name.startsWith(slicePrefix) ? [{ name: name.slice(slicePrefix.length), column }] : [],
  );
  const misnamed = found.find(({ name }) => !sliceName.test(name));
  if (misnamed)
    return refuse({
      column: misnamed.column,
      detail: `behind its prefix, the name of a ${slicePrefix} column must have 1 to 30 lower-case letters, digits and underscores`,
      hint: 'Name it like slice_region or slice_day_part: the prefix, then a letter.',
    });
  const surplus = found[sliceColumnsMax];
  if (surplus)
    return refuse({
      column: surplus.column,
      detail: `the header has ${found.length} slice_… columns; at most ${sliceColumnsMax} are allowed`,
      hint: `Keep the ${sliceColumnsMax} that matter most to readers. To publish another one as an input, name it without the prefix.`,
    });
  return ok(found.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Makes a reader of the slice values of a test set's rows, which counts the different values of each column. */
export function createSliceReader() {
  // Stores each different value once, so that a million items refer to the texts of at most 50 values.
  const known = new Map<string, Map<string, string>>();
  return {
    /** Reads a slice value. Returns null and adds a problem if the cell is no valid value. */
    read(problems: ProblemList, text: string, { name, column }: SliceColumn, locate: Locate): string | null {
      const refused = (code: 'empty_value' | 'bad_text' | 'too_large', detail: string, hint: string) => {
        problems.add({ ...locate(column), code, detail, hint });
        return null;
      };
      if (text.trim() === '')
        return refused(
          'empty_value',
          'the slice value is empty',
          'Give every item a value in each slice column, such as unknown.',
        );
      const value = normalizeName(text);
      if (value.length > sliceValueLengthMax || value !== value.trim() || /[\p{Cc}\p{Cs}]/u.test(value))
        return refused(
          'bad_text',
          `the slice value has control characters, spaces around it, or more than ${sliceValueLengthMax} characters`,
          'Use short names of printable characters: each is the title of a table row.',
        );
      const values = known.get(name) ?? new Map<string, string>();
      known.set(name, values);
      const seen = values.get(value);
      if (seen !== undefined) return seen;
      if (values.size === sliceValuesMax)
        return refused(
          'too_large',
          `the slice column has more than ${sliceValuesMax} different values up to this line`,
          `Merge values, or replace numbers by ranges: at most ${sliceValuesMax} values are allowed.`,
        );
      const stored = detachText(value);
      values.set(stored, stored);
      return stored;
    },
  };
}

/** Writes an item's slices as RFC 8785 JSON. */
export function formatSlices(slices: ItemSlices): string {
  const members = Object.keys(slices)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(slices[name])}`);
  return `{${members.join(',')}}`;
}

/** A slice column of a test set. */
export type SliceValues = {
  /** Name of the column without the prefix `slice_`. */
  readonly name: string;
  /** The different values of the column, at most 50, in the order of first appearance. */
  readonly values: readonly string[];
  /** For each item the index of its value in `values`. */
  readonly indices: Uint8Array;
};

export type SliceCollector = {
  /** Adds the next item of the file. */
  add(slices: ItemSlices | undefined): void;
  /** Returns the slice columns by name; empty if the test set has none. */
  finish(): readonly SliceValues[];
};

/** Collects the slice columns of a test set while it is read, one byte per value. */
export function createSliceCollector(): SliceCollector {
  const columns = new Map<string, { indexOf: Map<string, number>; indices: number[] }>();
  return {
    add(slices) {
      for (const name in slices) {
        const column = columns.get(name) ?? { indexOf: new Map<string, number>(), indices: [] };
        columns.set(name, column);
        const value = slices[name]!;
        const index = column.indexOf.get(value) ?? column.indexOf.size;
        column.indexOf.set(value, index);
        column.indices.push(index);
      }
    },
    finish: () =>
      [...columns].map(([name, { indexOf, indices }]) => ({
        name,
        values: [...indexOf.keys()],
        indices: Uint8Array.from(indices),
      })),
  };
}

/**
 * Maximum association of a slice column with the label. With a larger association, the scores of the column's slices
 * approximate the scores of single classes, which are secret until the reveal. Cramér's V of .5 is a large effect for two
 * classes (Cohen 1988).
 */
export const sliceAssociationMax = 0.5;

/** Labels of a round, to find slice columns that would reveal them. */
export type AssociatedLabels =
  | { readonly kind: 'classes'; readonly indices: Int32Array }
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'texts'; readonly indices: Int32Array; readonly distinctCount: number };

/**
 * Maximum number of different text labels. If there are more, nearly every item has its own label, so that every column
 * would seem associated.
 */
const textClassesMax = 50;

const numberClasses = 5;

/**
 * Computes Cramér's V of a slice column with the labels of all items of both splits, so that the check before sealing and
 * the official ranking agree. Numeric labels are divided into fifths. Null for texts with more than 50 different labels.
 */
export function computeSliceAssociation({ indices }: SliceValues, labels: AssociatedLabels): number | null {
  switch (labels.kind) {
    case 'classes':
      return computeCramersV(indices, labels.indices);
    case 'numbers':
      return computeCramersV(indices, cutIntoFifths(labels.values));
    case 'texts':
      return labels.distinctCount > textClassesMax ? null : computeCramersV(indices, labels.indices);
  }
}

export const waitsForReveal = (column: SliceValues, labels: AssociatedLabels): boolean =>
  (computeSliceAssociation(column, labels) ?? 0) > sliceAssociationMax;

/** Assigns each number to a fifth of the sorted numbers; equal numbers are in the same fifth. */
function cutIntoFifths(values: Float64Array): Uint8Array {
  const sorted = values.slice().sort();
  const bounds = Array.from(
    { length: numberClasses - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / numberClasses)]!,
  );
  return Uint8Array.from(values, (value) => bounds.filter((bound) => bound <= value).length);
}
