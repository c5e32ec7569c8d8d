import {
  formatCanonicalJson,
  isJsonObject,
  type JsonValue,
  jsonDepthMax,
  parseJson,
} from '../files/canonical-json';
import { textLengthTotalMax } from '../files/cell-text';
import { type ClassIndex, describeWrongClass } from '../files/class-index';
import { hasTooManyMarks, marksInARowMax, normalizeName } from '../files/combining-marks';
import type { ProblemList } from '../files/file-problem';
import { describeNumberProblem, parseTargetNumber } from '../files/parse-number';
import type { Locate } from '../files/row-reader';
import { readTextLabel } from '../metrics/text/text-label';
import type { IdHashSet } from './id-hash-set';
import { isItemDate } from './is-item-date';
import type { TestSetColumns } from './test-set-header';

const itemIdLengthMax = 200;

/** Rules and results of reading the cells of a test set. Every reader below adds the problem of its cell, and returns null. */
export type CellReading = {
  readonly classes: ClassIndex;
  readonly problems: ProblemList;
  readonly ids: IdHashSet;
  duplicateIdCount: number;
  emptyLabelCount: number;
  /** Total length of all labels of a text task. */
  textLength: number;
};

/** Also returns null for an empty optional cell. */
export type ReadCell = (reading: CellReading, text: string, column: number, locate: Locate) => string | null;

const forbiddenInText = /[\p{Cc}\p{Cs}]/u;

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
  if (!reading.ids.add(id)) {
    reading.duplicateIdCount += 1;
    problems.add({
      ...locate(column),
      code: 'duplicate_id',
      detail: 'an earlier row has the same id',
      hint: 'Give every item an id of its own. Ids that differ only in Unicode normalisation are the same.',
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

/** The label of a text task; unlike the others it may be an array. */
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

/** @param names of the input columns; null where the input is the value of the only one itself */
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

/** The cells of a row of a CSV test set, whose input is stored as an object of texts; '' where the row has none. */
export function readCells(inputJson: string, columns: readonly string[]): string[] {
  const input = parseJson(inputJson);
  if (!isJsonObject(input)) throw new Error('the input of a row is no object of cells');
  return columns.map((name) => {
    const cell = input[name];
    return typeof cell === 'string' ? cell : '';
  });
}
