import type { Task } from '../benchmark';
import { formatCanonicalJson, jsonDepthMax } from '../files/canonical-json';
import { readCellText } from '../files/cell-text';
import { type ClassIndex, createClassIndex, describeWrongClass } from '../files/class-index';
import { createDelimitedReader } from '../files/delimited-reader';
import type { FileProblem } from '../files/file-problem';
import type { JsonValue } from '../files/json-value';
import { createJsonlReader } from '../files/jsonl-reader';
import { describeNumberProblem } from '../files/number-problem';
import { parseTargetNumber } from '../files/parse-target-number';
import { createProblemList } from '../files/problem-list';
import { type Locate, rowLengthMax } from '../files/row-reader';
import { textLengthTotalMax } from '../files/text-limits';
import { readTextLabel } from '../metrics/text/text-label';
import { IdHashSet } from './id-hash-set';
import { isItemDate } from './is-item-date';
import { parseTestSetHeader, type TestSetColumns } from './test-set-header';
import type { TestSetReport } from './test-set-report';

export const testSetProblemsShownMax = 100;
export const testSetItemsMin = 2;
export const itemIdLengthMax = 200;

export const testSetFormats = ['csv', 'jsonl'] as const;
export type TestSetFormat = (typeof testSetFormats)[number];

export type TestSetSpec = {
  readonly task: Task;
  /** The benchmark's classes; empty for regression and text. */
  readonly classes: readonly string[];
  readonly format: TestSetFormat;
};

/** One item as the file gives it. */
export type TestSetItem = {
  /** Physical line its row begins on, from 1. */
  readonly line: number;
  /** In NFC. */
  readonly id: string;
  /**
   * RFC 8785 text: of the JSON Lines value `input`, or of an object of the input columns. Those are strings in CSV and
   * keep their JSON type in JSON Lines.
   */
  readonly inputJson: string;
  /**
   * A class name as the benchmark writes it (in NFC), the shortest text of the number: `0.5` for `0.50`, or the text, of
   * several references their array, as `readTextLabel` keeps it.
   */
  readonly label: string;
  readonly group: string | null;
  /** A day or an instant with offset, as written. */
  readonly date: string | null;
};

export type TestSetReader = {
  push(chunk: string): void;
  /** The end of the file. To be called once. */
  finish(): TestSetReport & { readonly problems: readonly FileProblem[] };
};

const forbiddenInText = /[\p{Cc}\p{Cs}]/u;

/**
 * Reads a test set in pieces and hands over each good item at once. Items handed over before a problem is met are part of
 * a refused file: keep none of them when the report has problems.
 *
 * The report passes through processes that may not know labels, so no problem quotes a cell; with columns shifted by
 * one, any cell may be a label. Class shares are whole per cent of the good items.
 *
 * Memory: one row and 16 to 32 bytes for each id. See IdHashSet for how rarely two different ids pass for duplicates.
 */
export function createTestSetReader(spec: TestSetSpec, onItem: (item: TestSetItem) => void): TestSetReader {
  const classes = createClassIndex(spec.classes);
  const problems = createProblemList(testSetProblemsShownMax);
  const ids = new IdHashSet();
  const itemCountOfClass = new Array<number>(spec.classes.length).fill(0);
  let columns: TestSetColumns | null = null;
  let inputNames: readonly string[] = [];
  let itemCount = 0;
  let duplicateIdCount = 0;
  let emptyLabelCount = 0;
  let textLength = 0;

  function acceptHeader(names: readonly string[], locate: Locate): boolean {
    const parsed = parseTestSetHeader(names);
    if (!parsed.ok) {
      const { column, detail, hint } = parsed.error;
      problems.add({ ...locate(column ?? 0), code: 'wrong_header', detail, hint });
      return false;
    }
    columns = parsed.value;
    inputNames = columns.inputs.map((column) => names[column]!);
    return true;
  }

  function readId(text: string, column: number, locate: Locate): string | null {
    if (text === '') {
      problems.add({
        ...locate(column),
        code: 'empty_value',
        detail: 'the id is empty',
        hint: 'Give every item an id.',
      });
      return null;
    }
    const id = text.normalize('NFC');
    if (id.length > itemIdLengthMax || id !== id.trim() || forbiddenInText.test(id)) {
      problems.add({
        ...locate(column),
        code: 'bad_id',
        detail: `the id has control characters, spaces around it, or more than ${itemIdLengthMax} characters`,
        hint: 'Use short ids of printable characters.',
      });
      return null;
    }
    if (!ids.add(id)) {
      duplicateIdCount += 1;
      problems.add({
        ...locate(column),
        code: 'duplicate_id',
        detail: 'an earlier row has the same id',
        hint: 'Give every item an id of its own. Ids that differ only in Unicode normalisation are the same.',
      });
      return null;
    }
    return id;
  }

  function readLabel(text: string, column: number, locate: Locate): string | null {
    if (text === '') {
      emptyLabelCount += 1;
      problems.add({
        ...locate(column),
        code: 'empty_value',
        detail: 'the label is empty',
        hint: 'Give every item a label.',
      });
      return null;
    }
    if (spec.task === 'regression') {
      const number = parseTargetNumber(text);
      if (number.ok) return String(number.value);
      problems.add(describeNumberProblem(number.error, 'the label', locate(column)));
      return null;
    }
    const index = classes.find(text);
    if (index === undefined) {
      problems.add(describeWrongClass(classes, 'the label', locate(column)));
      return null;
    }
    return classes.names[index]!;
  }

  function readText(value: JsonValue, column: number, locate: Locate): string | null {
    const label = readTextLabel(value);
    if (!label.ok) {
      const { code, detail, hint } = label.error;
      if (code === 'empty_value') emptyLabelCount += 1;
      problems.add({ ...locate(column), code, detail: `the label ${detail}`, hint });
      return null;
    }
    const isFirstOver = textLength <= textLengthTotalMax;
    textLength += label.value.length;
    if (textLength <= textLengthTotalMax) return label.value;
    if (isFirstOver)
      problems.add({
        ...locate(column),
        code: 'too_large',
        detail: `the labels up to this one have more than ${textLengthTotalMax} characters`,
        hint: 'Draw a smaller test set, or shorten the references.',
      });
    return null;
  }

  function readInput(
    fields: readonly JsonValue[],
    { inputs, isSingleInput }: TestSetColumns,
    locate: Locate,
  ): string | null {
    const value =
      isSingleInput && spec.format === 'jsonl'
        ? fields[inputs[0]!]!
        : Object.fromEntries(inputs.map((column, i) => [inputNames[i]!, fields[column]!]));
    const text = formatCanonicalJson(value);
    if (text.ok) return text.value;
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

  function readGroup(text: string, column: number, locate: Locate): string | null {
    if (!forbiddenInText.test(text)) return text === '' ? null : text;
    problems.add({
      ...locate(column),
      code: 'bad_id',
      detail: 'the group has control characters',
      hint: 'Name groups with printable characters.',
    });
    return null;
  }

  function readDate(text: string, column: number, locate: Locate): string | null {
    if (text === '') return null;
    if (isItemDate(text)) return text;
    problems.add({
      ...locate(column),
      code: 'bad_date',
      detail: 'the date is neither a day nor an instant with its offset',
      hint: 'Write 2026-03-01 or 2026-03-01T09:30:00Z, or leave it empty.',
    });
    return null;
  }

  function acceptRow(fields: readonly JsonValue[], line: number, locate: Locate): void {
    if (columns === null) return;
    const countBefore = problems.count;
    const read = (
      subject: string,
      column: number | null,
      parse: (text: string, column: number, locate: Locate) => string | null,
    ): string | null => {
      if (column === null) return null;
      const text = readCellText(fields[column]!, subject === 'id');
      if (text.ok) return parse(text.value, column, locate);
      const { detail, hint } = text.error;
      problems.add({ ...locate(column), code: 'bad_json', detail: `the ${subject} ${detail}`, hint });
      return null;
    };
    const id = read('id', columns.id, readId);
    const label =
      spec.task === 'text'
        ? readText(fields[columns.label]!, columns.label, locate)
        : read('label', columns.label, readLabel);
    const group = read('group', columns.group, readGroup);
    const date = read('date', columns.date, readDate);
    const inputJson = readInput(fields, columns, locate);
    if (id === null || label === null || inputJson === null || problems.count > countBefore) return;
    itemCount += 1;
    const classIndex = classes.find(label);
    if (classIndex !== undefined) itemCountOfClass[classIndex]! += 1;
    onItem({ line, id, inputJson, label, group, date });
  }

  const handler = { onHeader: acceptHeader, onRow: acceptRow, onProblem: problems.add };
  const reader =
    spec.format === 'csv'
      ? createDelimitedReader(handler, { rowLengthMax, quotedLengthMax: rowLengthMax })
      : createJsonlReader(handler);

  return {
    push: (chunk) => reader.push(chunk),
    finish() {
      reader.finish();
      if (problems.count === 0 && itemCount < testSetItemsMin)
        problems.add({
          code: 'empty_file',
          line: null,
          column: null,
          detail: `the test set has ${itemCount === 1 ? 'one item' : 'no items'}`,
          hint: `A test set needs at least ${testSetItemsMin} items.`,
        });
      return {
        format: spec.format,
        itemCount,
        hasGroup: columns !== null && columns.group !== null,
        hasDate: columns !== null && columns.date !== null,
        inputColumns: inputNames,
        classSharePercent: computeSharePercent(classes, itemCountOfClass, itemCount),
        duplicateIdCount,
        emptyLabelCount,
        problemCount: problems.count,
        problems: problems.problems,
      };
    },
  };
}

function computeSharePercent(
  classes: ClassIndex,
  counts: readonly number[],
  itemCount: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    classes.names.map((name, i) => [name, itemCount === 0 ? 0 : Math.round((100 * counts[i]!) / itemCount)]),
  );
}
