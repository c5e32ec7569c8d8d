import { computeChiSquareTail } from '../../statistics/chi-square';
import { adjustByHolm } from '../../statistics/multiple-tests';
import { type Check, formatShare, listNames, namedMax } from './check';
import type { CollectedTestSet } from './collect-test-set';
import type { ColumnSummary, StrayWords } from './column-sample';

/**
 * Share of the sampled items that must have a column for the column to count as present: a rarer key of JSON Lines may be
 * missing.
 */
const presentShareMin = 0.02;

/** Change in the share of numbers among a column's non-blank cells by which the column has changed its type. */
const numberShareChange = 0.5;

/** Significance level of all drift tests together, by Holm's procedure. */
const level = 0.01;

/**
 * Minimum size of a significant change for a warning: as a distance between distributions, or a difference between shares of
 * blank cells.
 */
const distanceMin = 0.2;

/** Names of columns of a test set that aren't input columns. */
const namedColumns: readonly string[] = ['date', 'group'];

/**
 * Compares the input columns with the last round's columns and with the declared features of models. Blocks a column that is
 * missing, added, renamed or of another type, since models of earlier rounds could not run. Warns of drifted values: by
 * two-sample tests (Kolmogorov–Smirnov for numbers and the lengths of texts, χ² for categories) with Holm's procedure, and only
 * if the change is a fifth or more. Warns of words among numbers too, with their first line.
 * @param features features that the benchmark declares; may be empty
 */
export function checkColumns(
  { columns, strayWords }: Pick<CollectedTestSet, 'columns' | 'strayWords'>,
  last: { readonly number: number; readonly columns: readonly ColumnSummary[] } | null,
  features: readonly string[],
): Check {
  const faults = [
    ...describeFeatures(columns, features),
    ...(last === null ? [] : describeSchema(columns, last)),
  ];
  const drifted = last === null ? [] : findDrifted(columns, last.columns);
  const numbers = {
    column_count: columns.length,
    fault_count: faults.length,
    drift_count: drifted.length,
    ...(strayWords.length > 0 && { stray_count: strayWords.length }),
  };
  if (faults.length > 0) return { name: 'columns', outcome: 'block', detail: faults.join(' '), numbers };
  const doubts = [
    ...describeStrayWords(strayWords),
    ...(last !== null && drifted.length > 0
      ? [`Against round ${last.number} the values have changed in ${listNames(drifted)}.`]
      : []),
  ];
  if (doubts.length > 0) return { name: 'columns', outcome: 'warn', detail: doubts.join(' '), numbers };
  const detail =
    last === null
      ? `${columns.length} input columns. No earlier round to compare with.`
      : `The same ${columns.length} input columns as in round ${last.number}, with similar values.`;
  return {
    name: 'columns',
    outcome: 'pass',
    detail: [detail, ...describeBlanks(columns)].join(' '),
    numbers,
  };
}

const describeStrayWords = (strayWords: readonly StrayWords[]): string[] =>
  strayWords
    .slice(0, namedMax)
    .map(
      ({ name, count, line }) =>
        `${JSON.stringify(name)} holds numbers, but ${count === 1 ? 'one value is none: in' : `${count} values are none, the first in`} line ${line}.`,
    );

/** Warns of blank cells in columns of numbers, where models often need a value. */
function describeBlanks(columns: readonly ColumnSummary[]): string[] {
  const blank = columns.filter(({ values, blankShare }) => values.kind === 'numbers' && blankShare > 0);
  if (blank.length === 0) return [];
  const named = blank
    .slice(0, namedMax)
    .map(({ name, blankShare }) => `${JSON.stringify(name)} ${formatShare(blankShare)}`);
  const rest = blank.length > named.length ? ` and ${blank.length - named.length} more columns` : '';
  return [`Blank cells among numbers: ${named.join(', ')}${rest}.`];
}

/** Checks for a column with the wanted name. A column whose cells are all blank counts as missing. */
const hasColumn = (columns: readonly ColumnSummary[], wanted: string): boolean =>
  columns.some(({ name, blankShare }) => name === wanted && blankShare < 1);

const isPresent = ({ blankShare }: ColumnSummary): boolean => 1 - blankShare >= presentShareMin;

function describeFeatures(columns: readonly ColumnSummary[], features: readonly string[]): string[] {
  const missing = features.filter(
    (feature) => !namedColumns.includes(feature) && !hasColumn(columns, feature),
  );
  if (missing.length === 0) return [];
  return [
    `The benchmark’s features ${listNames(missing)} are no columns of this test set, or have no values.`,
  ];
}

function describeSchema(
  columns: readonly ColumnSummary[],
  last: { readonly number: number; readonly columns: readonly ColumnSummary[] },
): string[] {
  const lacks = (among: readonly ColumnSummary[]) => (column: ColumnSummary) =>
    isPresent(column) && !hasColumn(among, column.name);
  const missing = last.columns.filter(lacks(columns)).map(({ name }) => name);
  const added = columns.filter(lacks(last.columns)).map(({ name }) => name);
  const isNested = ({ values }: ColumnSummary) => values.kind === 'nested';
  const retyped = listPairs(columns, last.columns)
    .filter(
      ([now, before]) =>
        !isNested(now) &&
        !isNested(before) &&
        Math.abs(now.numberShare - before.numberShare) > numberShareChange,
    )
    .map(([{ name }]) => name);
  const restructured = listPairs(columns, last.columns)
    .filter(([now, before]) => isNested(now) !== isNested(before))
    .map(([{ name }]) => name);
  const isRenamed = missing.length === 1 && added.length === 1;
  return [
    ...(isRenamed
      ? [`Round ${last.number} has ${listNames(missing)} where this test set has ${listNames(added)}.`]
      : [
          ...(missing.length > 0
            ? [`Columns of round ${last.number} are missing: ${listNames(missing)}.`]
            : []),
          ...(added.length > 0
            ? [`Columns that round ${last.number} doesn’t have: ${listNames(added)}.`]
            : []),
        ]),
    ...(retyped.length > 0 ? [`Numbers in one round and words in the other: ${listNames(retyped)}.`] : []),
    ...(restructured.length > 0
      ? [`Lists or objects in one round and single values in the other: ${listNames(restructured)}.`]
      : []),
  ];
}

type Pair = [now: ColumnSummary, before: ColumnSummary];

function listSameNamed(columns: readonly ColumnSummary[], last: readonly ColumnSummary[]): Pair[] {
  const lastOf = new Map(last.map((column) => [column.name, column]));
  return columns.flatMap((now): Pair[] => {
    const before = lastOf.get(now.name);
    return before ? [[now, before]] : [];
  });
}

/** Pairs the columns that have values in both rounds. */
const listPairs = (columns: readonly ColumnSummary[], last: readonly ColumnSummary[]): Pair[] =>
  listSameNamed(columns, last).filter((pair) => pair.every(isPresent));

type Change = { readonly name: string; readonly p: number; readonly distance: number };

function findDrifted(columns: readonly ColumnSummary[], last: readonly ColumnSummary[]): string[] {
  const changes = listSameNamed(columns, last).flatMap(([now, before]): Change[] => [
    { name: now.name, ...compareShares(now, before) },
    ...(isPresent(now) && isPresent(before) ? compareValues(now, before) : []),
  ]);
  const adjusted = adjustByHolm(Float64Array.from(changes, ({ p }) => p));
  const drifted = changes.filter(({ distance }, i) => adjusted[i]! < level && distance >= distanceMin);
  return [...new Set(drifted.map(({ name }) => name))];
}

/** Compares the shares of blank cells by a χ² test of the 2 × 2 table. */
const compareShares = (now: ColumnSummary, before: ColumnSummary): Omit<Change, 'name'> =>
  compareCategories(
    [now.blankShare, 1 - now.blankShare],
    [before.blankShare, 1 - before.blankShare],
    [now.itemCount, before.itemCount],
  );

function compareValues(now: ColumnSummary, before: ColumnSummary): Change[] {
  const { name } = now;
  const [a, b] = [now.values, before.values];
  if (a.kind === 'nested' || b.kind === 'nested') return [];
  if (a.kind !== 'categories' && b.kind !== 'categories')
    return a.kind === b.kind ? [{ name, ...compareNumbers(a.numbers, b.numbers) }] : [];
  if (a.kind !== 'categories' || b.kind !== 'categories') return [];
  const names = [...new Set([...Object.keys(a.shares), ...Object.keys(b.shares)])];
  const withRest = (shares: Readonly<Record<string, number>>) => {
    const listed = names.map((value) => shares[value] ?? 0);
    return [...listed, Math.max(0, 1 - listed.reduce((sum, share) => sum + share, 0))];
  };
  const presentCount = ({ itemCount, blankShare }: ColumnSummary) => itemCount * (1 - blankShare);
  return [
    {
      name,
      ...compareCategories(withRest(a.shares), withRest(b.shares), [presentCount(now), presentCount(before)]),
    },
  ];
}

/** Compares categories: p of the χ² test of homogeneity, and the total variation distance. */
function compareCategories(
  a: readonly number[],
  b: readonly number[],
  [m, n]: readonly [number, number],
): Omit<Change, 'name'> {
  let chiSquare = 0;
  let used = 0;
  let distance = 0;
  for (const [i, shareA] of a.entries()) {
    const shareB = b[i]!;
    const pooled = (m * shareA + n * shareB) / (m + n);
    distance += Math.abs(shareA - shareB) / 2;
    if (pooled <= 0) continue;
    used++;
    chiSquare += (m * (shareA - pooled) ** 2 + n * (shareB - pooled) ** 2) / pooled;
  }
  return { p: used < 2 ? 1 : computeChiSquareTail(chiSquare, used - 1), distance };
}

/** Kolmogorov and Smirnov's two-sample test of sorted numbers, by its limiting distribution (Smirnov 1948). */
function compareNumbers(a: readonly number[], b: readonly number[]): Omit<Change, 'name'> {
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= value) i++;
    while (j < b.length && b[j]! <= value) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const x = (size + 0.12 + 0.11 / size) * distance;
  let p = 0;
  for (let k = 1; k <= 100; k++) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * x * x);
  return { p: x < 0.2 ? 1 : Math.min(1, Math.max(0, p)), distance };
}
