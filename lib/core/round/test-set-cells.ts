import {
  formatCanonicalJson,
  isJsonObject,
  type JsonValue,
  jsonDepthMax,
  parseJson,
} from '../files/canonical-json';
import { hasTooManyMarks, marksInARowMax, normalizeName, textLengthTotalMax } from '../files/cell-text';
import { type ClassIndex, describeWrongClass } from '../files/class-index';
import type { ProblemList } from '../files/file-problem';
import { describeNumberProblem, parseTargetNumber } from '../files/parse-number';
import type { Locate } from '../files/row-reader';
import { readTextLabel } from '../metrics/text/text-label';
import { ok, type Result, refuse } from '../result';
import type { IdHashSet } from './checks/hash-text';
import { findSliceColumns, type SliceColumn } from './slices';

/** Matches control characters and lone surrogates. PostgreSQL can't store U+0000 and lone surrogates. */
const forbiddenInText = /[\p{Cc}\p{Cs}]/u;

/** Positions of a test set's columns in its header; `inputs` are all columns without another meaning, in file order. */
export type TestSetColumns = {
  readonly id: number;
  readonly label: number;
  readonly group: number | null;
  readonly date: number | null;
  readonly slices: readonly SliceColumn[];
  readonly inputs: readonly number[];
  /** True if there is a single input column, called `input`. */
  readonly isSingleInput: boolean;
};

export type TestSetHeaderFault = {
  readonly column: number | null;
  readonly detail: string;
  readonly hint: string;
};

const headerHint =
  'The header must name the columns id and label, the input columns (or one column input), and optionally group, date and up to three slice_… columns.';

/**
 * Finds the columns of a test set, in any order. An error quotes no column name of the file: if the header is missing, the
 * first line is an item with its label.
 */
export function parseTestSetHeader(names: readonly string[]): Result<TestSetColumns, TestSetHeaderFault> {
  const fault = (detail: string, column: number | null = null) =>
    refuse({ column, detail, hint: headerHint });
  const id = names.indexOf('id');
  const label = names.indexOf('label');
  if (id === -1) return fault('the header has no column "id"');
  if (label === -1) return fault('the header has no column "label"');
  const empty = names.indexOf('');
  if (empty !== -1)
    return refuse({
      column: empty,
      detail: 'a column has no name',
      hint: `${headerHint} In pandas write with index=False.`,
    });
  const unprintable = names.findIndex((name) => forbiddenInText.test(name));
  if (unprintable !== -1)
    return fault('a column name has control characters or half a surrogate pair', unprintable);
  const seen = new Set<string>();
  for (const [column, name] of names.entries()) {
    if (seen.has(name)) return fault('a column name occurs twice', column);
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
    return fault('the header has both a column "input" and other input columns', single);
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

const itemIdLengthMax = 200;

/** State while the cells of a row are read. On a fault, each reader below adds a problem and returns null. */
export type CellReading = {
  readonly classes: ClassIndex;
  readonly problems: ProblemList;
  readonly ids: IdHashSet;
  duplicateIdCount: number;
  emptyLabelCount: number;
  /** Total length so far of all labels of a text task, in UTF-16 units. */
  textLength: number;
};

/** Reads one cell. Returns null for a fault, and for an empty optional cell. */
export type ReadCell = (reading: CellReading, text: string, column: number, locate: Locate) => string | null;

export const readId: ReadCell = (reading, text, column, locate) => {
  const { problems } = reading;
  if (text === '') {
    problems.add({
      ...locate(column),
      code: 'empty_value',
      detail: 'the id is empty',
      hint: 'Give every item an id.',
    });
    return null;
  }
  const id = normalizeName(text);
  if (id.length > itemIdLengthMax || id !== id.trim() || forbiddenInText.test(id)) {
    problems.add({
      ...locate(column),
      code: 'bad_id',
      detail: `the id has control characters, spaces around it, or more than ${itemIdLengthMax} characters`,
      hint: 'Use short ids of printable characters.',
    });
    return null;
  }
  const { line } = locate(column);
  const earlierLine = reading.ids.add(id, line ?? 0);
  if (earlierLine !== null) {
    reading.duplicateIdCount += 1;
    problems.add({
      ...locate(column),
      code: 'duplicate_id',
      detail: 'an earlier row has the same id',
      hint: `Line ${earlierLine} has it too. Give every item an id of its own. Ids that differ only in Unicode normalisation are the same.`,
    });
    return null;
  }
  return id;
};

export const readClass: ReadCell = (reading, text, column, locate) => {
  if (text === '') return refuseEmptyLabel(reading, column, locate);
  const { classes, problems } = reading;
  const index = classes.find(text);
  if (index !== undefined) return classes.names[index]!;
  problems.add(describeWrongClass(classes, 'the label', locate(column)));
  return null;
};

export const readNumber: ReadCell = (reading, text, column, locate) => {
  if (text === '') return refuseEmptyLabel(reading, column, locate);
  const number = parseTargetNumber(text);
  if (number.ok) return String(number.value);
  reading.problems.add(describeNumberProblem(number.error, 'the label', locate(column)));
  return null;
};

function refuseEmptyLabel(reading: CellReading, column: number, locate: Locate): null {
  reading.emptyLabelCount += 1;
  reading.problems.add({
    ...locate(column),
    code: 'empty_value',
    detail: 'the label is empty',
    hint: 'Give every item a label.',
  });
  return null;
}

/** Reads the label of a text task, which may be an array, unlike the labels of other tasks. */
export function readText(
  reading: CellReading,
  value: JsonValue,
  column: number,
  locate: Locate,
): string | null {
  const { problems } = reading;
  const label = readTextLabel(value);
  if (!label.ok) {
    const { code, detail, hint } = label.error;
    if (code === 'empty_value') reading.emptyLabelCount += 1;
    problems.add({ ...locate(column), code, detail: `the label ${detail}`, hint });
    return null;
  }
  const isFirstOver = reading.textLength <= textLengthTotalMax;
  reading.textLength += label.value.length;
  if (reading.textLength <= textLengthTotalMax) return label.value;
  if (isFirstOver)
    problems.add({
      ...locate(column),
      code: 'too_large',
      detail: `the labels up to this one have more than ${textLengthTotalMax} characters`,
      hint: 'Draw a smaller test set, or shorten the references.',
    });
  return null;
}

export const readGroup: ReadCell = ({ problems }, text, column, locate) => {
  if (!forbiddenInText.test(text)) return text === '' ? null : text;
  problems.add({
    ...locate(column),
    code: 'bad_id',
    detail: 'the group has control characters',
    hint: 'Name groups with printable characters.',
  });
  return null;
};

export const readDate: ReadCell = ({ problems }, text, column, locate) => {
  if (text === '') return null;
  if (isItemDate(text)) return text;
  problems.add({
    ...locate(column),
    code: 'bad_date',
    detail: 'the date is neither a day nor an instant with its offset',
    hint: 'Write 2026-03-01 or 2026-03-01T09:30:00Z, or leave it empty.',
  });
  return null;
};

/**
 * Reads the input cells of a row as JSON.
 * @param names of the input columns; null if the input is the value of the single input column itself
 */
export function readInput(
  { problems }: CellReading,
  fields: readonly JsonValue[],
  { inputs }: TestSetColumns,
  names: readonly string[] | null,
  locate: Locate,
): string | null {
  const value =
    names === null
      ? fields[inputs[0]!]!
      : Object.fromEntries(inputs.map((column, i) => [names[i]!, fields[column]!]));
  const text = formatCanonicalJson(value);
  if (text.ok) {
    if (!hasTooManyMarks(text.value)) return text.value;
    problems.add({
      ...locate(inputs[0] ?? 0),
      code: 'bad_text',
      detail: `the input has more than ${marksInARowMax} combining marks in a row`,
      hint: 'Remove them.',
    });
    return null;
  }
  problems.add({
    ...locate(inputs[0] ?? 0),
    code: 'bad_json',
    detail:
      text.error === 'too-deep'
        ? `the input is nested deeper than ${jsonDepthMax} levels`
        : 'the input has half of a surrogate pair, which is no character',
    hint: 'Simplify the input.',
  });
  return null;
}

/**
 * Reads back the input cells of a CSV test set's row, whose input is stored as a JSON object of texts; '' where a cell is
 * absent.
 */
export function readCells(inputJson: string, columns: readonly string[]): string[] {
  const input = parseJson(inputJson);
  if (!isJsonObject(input)) throw new Error('the input of a CSV row is no JSON object');
  return columns.map((name) => {
    const cell = input[name];
    return typeof cell === 'string' ? cell : '';
  });
}

const itemDatePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](\d{2}):(\d{2})))?$/;

/**
 * Checks that a text is an item's date: a day of the calendar, `2026-03-01`, or an instant with its offset from UTC,
 * `2026-03-01T09:30:00Z` (RFC 3339, seconds optional). A time without an offset isn't accepted, since it determines no
 * instant.
 */
export function isItemDate(text: string): boolean {
  const match = itemDatePattern.exec(text);
  if (match === null) return false;
  const numberAt = (group: number): number => Number(match[group] ?? 0);
  const [year, month, day] = [numberAt(1), numberAt(2), numberAt(3)];
  if (month < 1 || month > 12 || day < 1 || day > countDays(year, month)) return false;
  const [hour, minute, second] = [numberAt(4), numberAt(5), numberAt(6)];
  const [offsetHour, offsetMinute] = [numberAt(7), numberAt(8)];
  return hour <= 23 && minute <= 59 && second <= 59 && offsetHour <= 23 && offsetMinute <= 59;
}

function countDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
