import type { Task } from '../benchmark';
import { readCellText } from '../files/cell-text';
import { createClassIndex, describeWrongClass } from '../files/class-index';
import { createDelimitedReader, delimitedLimits } from '../files/delimited-reader';
import { detachText } from '../files/detach-text';
import type { FileProblem } from '../files/file-problem';
import type { JsonValue } from '../files/json-value';
import { createJsonlReader } from '../files/jsonl-reader';
import { describeNumberProblem } from '../files/number-problem';
import { parseFiniteNumber } from '../files/parse-finite-number';
import { parseTargetNumber } from '../files/parse-target-number';
import { createProblemList } from '../files/problem-list';
import { quoteValue } from '../files/quote-value';
import { type Locate, type RowReader, rowLengthMax } from '../files/row-reader';
import { textLengthMax, textLengthTotalMax } from '../files/text-limits';
import { ok, type Result, refuse } from '../result';
import type { ItemIndex } from '../round/item-index';
import { isProbability, placeProbabilities, probabilitySumTolerance, sumsToOne } from './place-probabilities';
import { type PlainRowsTarget, readPlainRows } from './plain-rows';
import type { Predictions } from './predictions';
import { type PredictionsColumns, parsePredictionsHeader } from './predictions-header';

export const problemsShownMax = 20;
export const predictionFormats = ['csv', 'jsonl'] as const;
export type PredictionFormat = (typeof predictionFormats)[number];

export type PredictionsSpec = {
  readonly task: Task;
  /** The benchmark's classes in its order; empty for regression and text. */
  readonly classes: readonly string[];
  /** Whether class names won't do, because the benchmark's metric is of probabilities. */
  readonly needsProbabilities: boolean;
  readonly ids: ItemIndex;
  readonly format: PredictionFormat;
};

/** A refused file: its first problems in file order, and the number of all. */
export type RefusedPredictions = { readonly problems: readonly FileProblem[]; readonly problemCount: number };

export type PredictionsValidator = {
  push(chunk: string): void;
  /**
   * Takes rows from the beginning of these bytes, as many as are plain (see `readPlainRows`); none unless what was pushed ended
   * a row. What it leaves is to be pushed as text.
   */
  takePlainRows(bytes: Uint8Array): { readonly rowCount: number; readonly byteCount: number };
  /** The end of the file. To be called once. */
  finish(): Result<Predictions, RefusedPredictions>;
};

/** Predictions that are being filled in. */
type FilledPredictions =
  | Exclude<Predictions, { kind: 'texts' }>
  | { readonly kind: 'texts'; readonly predicted: string[] };

/**
 * Reads a predictions file in pieces and lays it out in the order of the item index. Nothing is repaired: every id of
 * the round must be there once, every value must be usable, or the file is refused with the places of its faults.
 *
 * Memory: the columns of the answer, 4 bytes for each item, and one row of text; of a text task also the answers.
 */
export function createPredictionsValidator(spec: PredictionsSpec): PredictionsValidator {
  const classes = createClassIndex(spec.classes);
  const itemCount = spec.ids.size;
  const problems = createProblemList(problemsShownMax);
  // The line that gave each item its prediction; 0 is none yet.
  const lines = new Uint32Array(itemCount);
  let columns: PredictionsColumns | null = null;
  let predictions: FilledPredictions | null = null;
  let plain: PlainRowsTarget | null = null;
  let foundCount = 0;
  let rowCount = 0;
  let unreadableCount = 0;
  let textLength = 0;

  function acceptHeader(names: readonly string[], locate: Locate): boolean {
    const parsed = parsePredictionsHeader(names, spec.task, classes, spec.needsProbabilities);
    if (!parsed.ok) {
      const { column, detail, hint } = parsed.error;
      const at = locate(column ?? 0);
      const format = describeOtherFormat(names);
      problems.add({
        ...at,
        code: 'wrong_header',
        detail,
        hint: format === null ? hint : `${format} ${hint}`,
      });
      return false;
    }
    columns = parsed.value;
    predictions = createColumns(spec.task, columns, itemCount);
    if (predictions.kind !== 'texts')
      plain = { columns, columnCount: names.length, ids: spec.ids, classes, predictions, lines };
    return true;
  }

  function claimItem(id: string, line: number, locate: Locate, idColumn: number): number | undefined {
    if (id === '') {
      problems.add({
        ...locate(idColumn),
        code: 'empty_value',
        detail: 'the id is empty',
        hint: 'Give every row an id.',
      });
      return undefined;
    }
    const item = spec.ids.find(id);
    if (item === undefined) {
      const isPadded = spec.ids.find(id.trim()) !== undefined;
      problems.add({
        ...locate(idColumn),
        code: 'unknown_id',
        detail: `the id ${quoteValue(id)} is not in this round`,
        hint: isPadded
          ? 'Remove the spaces around it; in CSV they belong to the value.'
          : 'Use the ids of the open round, exactly as its inputs give them.',
      });
      return undefined;
    }
    if (lines[item] !== 0) {
      problems.add({
        ...locate(idColumn),
        code: 'duplicate_id',
        detail: `the id ${quoteValue(id)} is already on line ${lines[item]}`,
        hint: 'Give every id one row.',
      });
      return undefined;
    }
    lines[item] = line;
    foundCount += 1;
    return item;
  }

  function readNumber(text: string, column: number, locate: Locate): number | undefined {
    const number = spec.task === 'regression' ? parseTargetNumber(text) : parseFiniteNumber(text);
    if (number.ok) return number.value;
    const subject = text === '' ? 'the value' : `the value ${quoteValue(text)}`;
    problems.add(describeNumberProblem(number.error, subject, locate(column)));
    return undefined;
  }

  function readText(text: string, column: number, locate: Locate): string | undefined {
    const at = locate(column);
    const fault = (code: FileProblem['code'], detail: string, hint: string) => {
      problems.add({ ...at, code, detail, hint });
      return undefined;
    };
    if (text.length > textLengthMax)
      return fault(
        'too_large',
        `the prediction has ${text.length} characters`,
        `An answer may have ${textLengthMax} characters. Send the answer alone, without the reasoning before it.`,
      );
    const isFirstOver = textLength <= textLengthTotalMax;
    textLength += text.length;
    if (textLength > textLengthTotalMax && !isFirstOver) return undefined;
    if (textLength > textLengthTotalMax)
      return fault(
        'too_large',
        `the predictions up to this one have more than ${textLengthTotalMax} characters`,
        'Send shorter answers.',
      );
    if (halfSurrogate.test(text))
      return fault(
        'bad_text',
        'the prediction has half of a surrogate pair, which is no character',
        'Write the file as UTF-8.',
      );
    return detachText(text.normalize('NFC'));
  }

  function readProbabilities(
    fields: readonly string[],
    probabilityColumns: readonly number[],
    item: number,
    locate: Locate,
  ): void {
    if (predictions?.kind !== 'probabilities') return;
    const classCount = probabilityColumns.length;
    for (let c = 0; c < classCount; c += 1) {
      const column = probabilityColumns[c]!;
      const value = readNumber(fields[column]!, column, locate);
      if (value === undefined) return;
      if (!isProbability(value)) {
        problems.add({
          ...locate(column),
          code: 'out_of_range',
          detail: `the probability ${quoteValue(fields[column]!)} is not between 0 and 1`,
          hint: 'Give probabilities, not logits or per cent.',
        });
        return;
      }
      predictions.probabilities[item * classCount + c] = value;
    }
    const sum = placeProbabilities(predictions, item, classCount);
    if (!sumsToOne(sum))
      problems.add({
        ...locate(probabilityColumns[0]!),
        code: 'probabilities_do_not_sum',
        detail: `the row's probabilities sum to ${Number(sum.toPrecision(6))}`,
        hint: `Each row must sum to 1 within ${probabilitySumTolerance}.`,
      });
  }

  function acceptRow(fields: readonly string[], line: number, locate: Locate): void {
    if (columns === null || predictions === null) return;
    rowCount += 1;
    const item = claimItem(fields[columns.id]!, line, locate, columns.id);
    if (item === undefined) return;
    if (columns.kind === 'probabilities') {
      readProbabilities(fields, columns.probabilities, item, locate);
      return;
    }
    const text = fields[columns.prediction]!;
    if (predictions.kind === 'numbers') {
      predictions.predicted[item] = readNumber(text, columns.prediction, locate) ?? 0;
      return;
    }
    if (predictions.kind === 'texts') {
      predictions.predicted[item] = readText(text, columns.prediction, locate) ?? '';
      return;
    }
    const index = classes.find(text);
    if (index !== undefined) predictions.predicted[item] = index;
    else if (text === '')
      problems.add({
        ...locate(columns.prediction),
        code: 'empty_value',
        detail: 'the prediction is empty',
        hint: 'Give every row a class.',
      });
    else
      problems.add(
        describeWrongClass(classes, `the prediction ${quoteValue(text)}`, locate(columns.prediction)),
      );
  }

  const texts: string[] = [];
  function acceptJsonRow(values: readonly JsonValue[], line: number, locate: Locate): void {
    for (const [column, value] of values.entries()) {
      if (value === null && spec.task === 'text' && column !== columns?.id) {
        rejectRow({
          ...locate(column),
          code: 'empty_value',
          detail: 'the prediction is missing',
          hint: 'Write "" where the model answers nothing.',
        });
        return;
      }
      const text = readCellText(value, column === columns?.id);
      if (!text.ok) {
        rejectRow({
          ...locate(column),
          code: 'bad_json',
          detail: `a value ${text.error.detail}`,
          hint: text.error.hint,
        });
        return;
      }
      texts[column] = text.value;
    }
    acceptRow(texts, line, locate);
  }

  function rejectRow(problem: FileProblem): void {
    unreadableCount += 1;
    problems.add(problem);
  }

  const delimited =
    spec.format === 'csv'
      ? createDelimitedReader(
          { onHeader: acceptHeader, onRow: acceptRow, onProblem: rejectRow },
          // A quoted answer may be longer than any class or number; one that is too long is told by its own words.
          spec.task === 'text' ? { rowLengthMax, quotedLengthMax: rowLengthMax } : delimitedLimits,
        )
      : null;
  const reader: RowReader =
    delimited ?? createJsonlReader({ onHeader: acceptHeader, onRow: acceptJsonRow, onProblem: rejectRow });

  /** A row that couldn't be read may have held a missing id: only ids beyond those are told. */
  function findMissing(): void {
    const missingCount = itemCount - foundCount;
    if (reader.hasStopped || columns === null || missingCount <= unreadableCount) return;
    if (rowCount === 0 && unreadableCount === 0) {
      problems.add({
        code: 'empty_file',
        line: null,
        column: null,
        detail: 'the file has a header and no rows',
        hint: `Give one row for each of the ${itemCount} items.`,
      });
      return;
    }
    const first: string[] = [];
    for (let item = 0; item < itemCount && first.length < 3; item += 1)
      if (lines[item] === 0) first.push(quoteValue(spec.ids.idAt(item)));
    problems.add({
      code: 'missing_ids',
      line: null,
      column: null,
      detail: `${missingCount} of ${itemCount} ids have no row: ${first.join(', ')}${missingCount > 3 ? ', …' : ''}`,
      hint: 'Give every item of the round one row.',
    });
  }

  return {
    push: (chunk) => reader.push(chunk),
    takePlainRows(bytes) {
      if (plain === null || !delimited?.isBetweenRows) return { rowCount: 0, byteCount: 0 };
      const taken = readPlainRows(bytes, delimited.line, plain);
      delimited.passLines(taken.rowCount);
      rowCount += taken.rowCount;
      foundCount += taken.rowCount;
      return taken;
    },
    finish() {
      reader.finish();
      findMissing();
      if (problems.count > 0) return refuse({ problems: problems.problems, problemCount: problems.count });
      if (predictions === null) throw new Error('a predictions file without a header and without a problem');
      return ok(predictions);
    },
  };
}

function createColumns(task: Task, columns: PredictionsColumns, itemCount: number): FilledPredictions {
  if (task === 'text') return { kind: 'texts', predicted: new Array<string>(itemCount).fill('') };
  if (task === 'regression') return { kind: 'numbers', predicted: new Float64Array(itemCount) };
  const predicted = new Int32Array(itemCount);
  if (columns.kind === 'prediction') return { kind: 'classes', predicted, probabilities: null };
  return {
    kind: 'probabilities',
    predicted,
    probabilities: new Float64Array(itemCount * columns.probabilities.length),
  };
}

const halfSurrogate = /\p{Cs}/u;

/** What a header tells of a file that isn't comma-separated at all. */
function describeOtherFormat(names: readonly string[]): string | null {
  const first = names[0] ?? '';
  if (first.includes('\t')) return 'This looks tab-separated: use commas.';
  if (names.some((name) => name.includes('\r')))
    return 'Lines end in a carriage return alone: end them in a line feed.';
  return null;
}
