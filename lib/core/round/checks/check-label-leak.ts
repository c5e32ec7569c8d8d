import type { Task } from '../../benchmark';
import { type Check, listNames } from './check';
import type { ColumnSample } from './column-sample';
import { containsLabel, findMapped, normaliseLabel } from './label-mapping';
import { type LabelStrengths, measureLabelStrengths } from './label-strength';
import { createWordReader } from './text-words';

/** Association of published columns with the label, measured on a sample of the items. */
export type LabelLeaks = {
  /** Columns from which the label of nearly all items follows by a one-to-one or monotone mapping. */
  readonly mapped: readonly string[];
  /** Columns from which the label follows by such a mapping where their cells aren't blank. */
  readonly filled: readonly string[];
  /** Columns with a value that all items of one class have, and no items of other classes. */
  readonly marking: readonly string[];
  /** Columns of texts that contain the item's own label far more often than another item's label. */
  readonly containing: readonly string[];
  readonly strengths: LabelStrengths | null;
};

/**
 * Strength above which a column predicts nearly all of the label. A column's strength is the share of the best constant's
 * errors that it avoids.
 */
export const strengthMax = 0.9;

/** Minimum strength of a single conspicuous column, and its minimum distance from the second strongest column. */
const outlierStrengthMin = 0.5;
const outlierDistanceMin = 0.4;

/** Minimum number of columns for a search of a single conspicuous one. */
const outlierColumnsMin = 4;

/** Largest rise of a column's strength since the last round that causes no warning. */
const strengthRiseMax = 0.2;

/** Number of standard errors that a rise must exceed: a round may have hundreds of columns. */
const riseSigmas = 3.5;

/** Minimum number of avoidable errors for a warning; with fewer, a strength is too uncertain. */
const errorCountMin = 20;

export function findLabelLeaks(task: Task, sample: ColumnSample): LabelLeaks {
  const labels = sample.labels.map((label) => normaliseLabel(task, label));
  const inputs = [...sample.columns, ...sample.leaves];
  const readWords = createWordReader();
  const columns = [...inputs, ...sample.published].map(([name, cells]) => ({
    name,
    mapped: findMapped(task, { cells, labels }, readWords),
  }));
  const listMapped = (wanted: string) =>
    columns.filter(({ mapped }) => mapped === wanted).map(({ name }) => name);
  return {
    mapped: listMapped('all'),
    filled: listMapped('filled'),
    marking: listMapped('class'),
    containing:
      sample.itemCount >= errorCountMin
        ? inputs.filter(([, cells]) => containsLabel(task, { cells, labels })).map(([name]) => name)
        : [],
    strengths: measureLabelStrengths(task, sample, readWords),
  };
}

/**
 * Blocks a test set in which a single column fixes the label, by equality or by any one-to-one or monotone mapping (a copy,
 * negated, scaled, hashed, as words, the class's name or the number in a text). The reason: inputs are published at the
 * opening, and models run on them. Warns if columns reveal the labels of a part of the items, or predict the label nearly
 * completely, far better than all other columns, or far better than in the last round. That is only a warning, since an
 * honest feature may do so too.
 * @param last strengths in the last round; null in a first round
 */
export function checkLabelLeak(
  { mapped, filled, marking, containing, strengths }: LabelLeaks,
  last: { readonly number: number; readonly strengths: LabelStrengths | null } | null,
): Check {
  const warnings = [
    ...(filled.length > 0
      ? [`Where it isn’t blank, the label follows exactly from ${nameColumns(filled)}.`]
      : []),
    ...(marking.length > 0 ? [`One class follows exactly from ${nameColumns(marking)}.`] : []),
    ...(containing.length > 0
      ? [
          `The label occurs in the text of ${nameColumns(containing)}. That is correct if answers are quoted from the text.`,
        ]
      : []),
    ...describeStrengths(strengths, last),
  ];
  const strongest = Math.max(
    0,
    strengths?.ofPair?.strength ?? 0,
    ...Object.values(strengths?.ofColumn ?? {}),
  );
  const numbers = {
    leaking_column_count: mapped.length,
    ...(strengths !== null && { strongest_percent: Math.round(100 * strongest) }),
  };
  const check = (outcome: Check['outcome'], detail: string): Check => ({
    name: 'label_leak',
    outcome,
    detail,
    numbers,
  });
  if (mapped.length > 0) return check('block', `The label follows exactly from ${nameColumns(mapped)}.`);
  if (warnings.length > 0) return check('warn', warnings.join(' '));
  return check('pass', 'No input column alone fixes the label.');
}

/** Turns a block that two maintainers overruled into a warning with their public reason; doesn't change other checks. */
export const overruleLeak = (check: Check, reason: string): Check =>
  check.name === 'label_leak' && check.outcome === 'block'
    ? { ...check, outcome: 'warn', detail: `${check.detail} Two maintainers overruled this: “${reason}”` }
    : check;

function describeStrengths(
  strengths: LabelStrengths | null,
  last: { readonly number: number; readonly strengths: LabelStrengths | null } | null,
): string[] {
  if (strengths === null || strengths.errorCount < errorCountMin) return [];
  const lastOf = last?.strengths && last.strengths.errorCount >= errorCountMin ? last : null;
  const before = lastOf?.strengths ?? null;
  // A strength is S = 1 − e/E: predicting by the column reduces E errors to e. If e varies like a Poisson number, the
  // variance of S is about (1 − S)/E.
  const hasRisen = (strength: number, earlier: number) => {
    const variance =
      (1 - strength) / strengths.errorCount + (1 - Math.max(0, earlier)) / (before?.errorCount ?? Infinity);
    return strength - Math.max(0, earlier) > Math.max(strengthRiseMax, riseSigmas * Math.sqrt(variance));
  };
  const than = (names: readonly string[]) =>
    lastOf && names.every((name) => before?.ofColumn[name] !== undefined)
      ? `, more than in round ${lastOf.number}`
      : '';
  const outlier = findOutlier(strengths);
  const strong = Object.entries(strengths.ofColumn).filter(([name, strength]) => {
    const earlier = before?.ofColumn[name];
    return earlier === undefined ? strength > strengthMax || name === outlier : hasRisen(strength, earlier);
  });
  const names = strong.map(([name]) => name);
  const most = Math.round(100 * Math.max(...strong.map(([, strength]) => strength)));
  const { ofPair } = strengths;
  const isPairStrong =
    ofPair !== null &&
    !ofPair.names.some((name) => names.includes(name)) &&
    (before?.ofPair ? hasRisen(ofPair.strength, before.ofPair.strength) : ofPair.strength > strengthMax);
  return [
    ...(names.length > 0
      ? [`${most} % of the label’s variation follows from ${nameColumns(names)}${than(names)}.`]
      : []),
    ...(isPairStrong
      ? [
          `${Math.round(100 * ofPair.strength)} % of the label’s variation follows from ${ofPair.names.map((name) => JSON.stringify(name)).join(' and ')} together${than(ofPair.names)}.`,
        ]
      : []),
  ];
}

/** Finds a column that predicts far more of the label than all others. */
function findOutlier({ ofColumn }: LabelStrengths): string | null {
  const [first, second, ...others] = Object.entries(ofColumn).sort(([, a], [, b]) => b - a);
  if (!first || !second || 2 + others.length < outlierColumnsMin) return null;
  const isOutlier = first[1] >= outlierStrengthMin && first[1] - Math.max(0, second[1]) >= outlierDistanceMin;
  return isOutlier ? first[0] : null;
}

const nameColumns = (columns: readonly string[]): string =>
  `${columns.length === 1 ? 'the input column' : 'each of the input columns'} ${listNames(columns)}`;
