import type { Task } from '../benchmark';
import {
  detachText,
  hasTooManyMarks,
  marksInARowMax,
  quoteValue,
  textLengthMax,
  textLengthTotalMax,
} from '../files/cell-text';
import { type ClassIndex, describeWrongClass } from '../files/class-index';
import type { FileProblem, ProblemList } from '../files/file-problem';
import {
  describeNumberProblem,
  type NumberFault,
  parseFiniteNumber,
  parseTargetNumber,
} from '../files/parse-number';
import type { FilePosition, Locate } from '../files/row-reader';
import type { ItemIndex } from '../round/item-index';
import {
  fillRest,
  isProbability,
  type Predictions,
  placeProbabilities,
  probabilitySumTolerance,
  sumsToOne,
} from './predictions';
import type { PredictionsColumns } from './predictions-header';

/** Predictions of a file while its rows are read into columns. */
type FilledPredictions =
  | Exclude<Predictions, { kind: 'texts' }>
  | { readonly kind: 'texts'; readonly predicted: string[] };

/** Stores the values of a row in the columns, or adds a problem. */
export type RowPlacer = {
  readonly predictions: FilledPredictions;
  place(fields: readonly string[], item: number, locate: Locate): void;
};

type Placing = { readonly classes: ClassIndex; readonly problems: ProblemList; readonly itemCount: number };

export function createRowPlacer(task: Task, columns: PredictionsColumns, placing: Placing): RowPlacer {
  if (columns.kind === 'probabilities') return createProbabilityPlacer(columns.probabilities, placing);
  if (task === 'text') return createTextPlacer(columns.prediction, placing);
  if (task === 'regression') return createNumberPlacer(columns.prediction, placing);
  return createClassPlacer(columns.prediction, placing);
}

function createClassPlacer(column: number, { classes, problems, itemCount }: Placing): RowPlacer {
  const predicted = new Int32Array(itemCount);
  return {
    predictions: { kind: 'classes', predicted, probabilities: null },
    place(fields, item, locate) {
      const text = fields[column]!;
      const index = classes.find(text);
      if (index !== undefined) predicted[item] = index;
      else
        problems.add(
          text === ''
            ? describeEmptyPrediction(locate(column))
            : describeWrongClass(classes, `the prediction ${quoteValue(text)}`, locate(column)),
        );
    },
  };
}

function createProbabilityPlacer(
  columns: readonly (number | null)[],
  { classes, problems, itemCount }: Placing,
): RowPlacer {
  const classCount = columns.length;
  const probabilities = new Float64Array(itemCount * classCount);
  const predictions = { kind: 'probabilities', predicted: new Int32Array(itemCount), probabilities } as const;
  return {
    predictions,
    place(fields, item, locate) {
      for (let c = 0; c < classCount; c += 1) {
        const column = columns[c]!;
        if (column === null) continue;
        const text = fields[column]!;
        const number = parseFiniteNumber(text);
        if (!number.ok) {
          problems.add(describeValue(`p_${classes.names[c]}`, number.error, text, locate(column)));
          return;
        }
        if (!isProbability(number.value)) {
          problems.add(describeOutOfRange(`p_${classes.names[c]}`, text, locate(column)));
          return;
        }
        probabilities[item * classCount + c] = number.value;
      }
      fillRest(probabilities, item, columns);
      const sum = placeProbabilities(predictions, item, classCount);
      if (!sumsToOne(sum)) problems.add(describeSum(sum, locate(columns[0] ?? 0)));
    },
  };
}

function createNumberPlacer(column: number, { problems, itemCount }: Omit<Placing, 'classes'>): RowPlacer {
  const predicted = new Float64Array(itemCount);
  return {
    predictions: { kind: 'numbers', predicted },
    place(fields, item, locate) {
      const text = fields[column]!;
      const number = parseTargetNumber(text);
      if (number.ok) predicted[item] = number.value;
      else problems.add(describeValue('prediction', number.error, text, locate(column)));
    },
  };
}

/** Makes a placer for texts. After the first text beyond the total limit, which is reported, further ones are skipped. */
function createTextPlacer(column: number, { problems, itemCount }: Omit<Placing, 'classes'>): RowPlacer {
  const predicted = new Array<string>(itemCount).fill('');
  let textLength = 0;
  return {
    predictions: { kind: 'texts', predicted },
    place(fields, item, locate) {
      const text = fields[column]!;
      if (text.length > textLengthMax) {
        problems.add(describeLongText(text.length, locate(column)));
        return;
      }
      const isFirstOver = textLength <= textLengthTotalMax;
      textLength += text.length;
      if (textLength > textLengthTotalMax) {
        if (isFirstOver) problems.add(describeLongTexts(locate(column)));
        return;
      }
      if (halfSurrogate.test(text)) problems.add(describeHalfSurrogate(locate(column)));
      else if (hasTooManyMarks(text)) problems.add(describeAnchors(locate(column)));
      else predicted[item] = detachText(text.normalize('NFC'));
    },
  };
}

const halfSurrogate = /\p{Cs}/u;

const describeEmptyPrediction = (at: FilePosition): FileProblem => ({
  ...at,
  code: 'empty_value',
  detail: 'the prediction is empty',
  hint: 'Give every row a class.',
});

/**
 * Describes the fault of a number.
 * @param name of the column; it may be quoted, since class names are public
 */
const describeValue = (name: string, fault: NumberFault, text: string, at: FilePosition): FileProblem =>
  describeNumberProblem(
    fault,
    text === '' ? `the value of ${name}` : `the value ${quoteValue(text)} of ${name}`,
    at,
  );

const describeOutOfRange = (name: string, text: string, at: FilePosition): FileProblem => ({
  ...at,
  code: 'out_of_range',
  detail: `the probability ${quoteValue(text)} of ${name} is not between 0 and 1`,
  hint: 'Give probabilities, not logits or per cent.',
});

const describeSum = (sum: number, at: FilePosition): FileProblem => ({
  ...at,
  code: 'probabilities_do_not_sum',
  detail: `the row's probabilities sum to ${Number(sum.toPrecision(6))}`,
  hint: `Each row must sum to 1 within ${probabilitySumTolerance}.`,
});

const describeLongText = (length: number, at: FilePosition): FileProblem => ({
  ...at,
  code: 'too_large',
  detail: `the prediction has ${length} characters`,
  hint: `A prediction may have ${textLengthMax} characters. Send only the final text, without the reasoning before it.`,
});

const describeLongTexts = (at: FilePosition): FileProblem => ({
  ...at,
  code: 'too_large',
  detail: `the predictions up to this one have more than ${textLengthTotalMax} characters`,
  hint: 'Send shorter texts.',
});

const describeAnchors = (at: FilePosition): FileProblem => ({
  ...at,
  code: 'bad_text',
  detail: `the prediction has more than ${marksInARowMax} combining marks in a row`,
  hint: 'No language writes so many; remove them.',
});

const describeHalfSurrogate = (at: FilePosition): FileProblem => ({
  ...at,
  code: 'bad_text',
  detail: 'the prediction has half of a surrogate pair, which is no character',
  hint: 'Write the file as UTF-8.',
});

/** Tracks which items already have a row in the file. */
export type ItemClaims = {
  /** For each item the line with its prediction; 0 if it has none yet. */
  readonly lines: Uint32Array;
  /** Number of items without a row so far. */
  readonly missingCount: number;
  /** Assigns a row to the item with this id. Returns undefined and adds a problem when that isn't possible. */
  claim(id: string, line: number, locate: Locate, idColumn: number): number | undefined;
  /** Counts items whose lines another reader has written into `lines`. */
  passItems(count: number): void;
};

export function createItemClaims(ids: ItemIndex, problems: ProblemList): ItemClaims {
  const lines = new Uint32Array(ids.size);
  let missingCount = ids.size;
  return {
    lines,
    get missingCount() {
      return missingCount;
    },
    claim(id, line, locate, idColumn) {
      const item = id === '' ? undefined : ids.find(id);
      if (item === undefined) {
        problems.add(
          id === '' ? describeEmptyId(locate(idColumn)) : describeUnknownId(id, ids, locate(idColumn)),
        );
        return undefined;
      }
      if (lines[item] !== 0) {
        problems.add(describeRepeatedId(id, lines[item]!, locate(idColumn)));
        return undefined;
      }
      lines[item] = line;
      missingCount -= 1;
      return item;
    },
    passItems(count) {
      missingCount -= count;
    },
  };
}

const describeEmptyId = (at: FilePosition): FileProblem => ({
  ...at,
  code: 'empty_value',
  detail: 'the id is empty',
  hint: 'Give every row an id.',
});

const describeUnknownId = (id: string, ids: ItemIndex, at: FilePosition): FileProblem => ({
  ...at,
  code: 'unknown_id',
  detail: `the id ${quoteValue(id)} is not in this round`,
  hint:
    ids.find(id.trim()) === undefined
      ? 'Use the ids of this round, exactly as its inputs give them.'
      : 'Remove the spaces around it; in CSV they belong to the value.',
});

const describeRepeatedId = (id: string, lineFirst: number, at: FilePosition): FileProblem => ({
  ...at,
  code: 'duplicate_id',
  detail: `the id ${quoteValue(id)} is already on line ${lineFirst}`,
  hint: 'Give every id one row.',
});

/** Describes the problem of items without a row, naming the first three. */
export function describeMissingIds(ids: ItemIndex, { lines, missingCount }: ItemClaims): FileProblem {
  const first: string[] = [];
  for (let item = 0; item < ids.size && first.length < 3; item += 1)
    if (lines[item] === 0) first.push(quoteValue(ids.idAt(item)));
  return {
    code: 'missing_ids',
    line: null,
    column: null,
    detail: `${missingCount} of ${ids.size} ids have no row: ${first.join(', ')}${missingCount > 3 ? ', …' : ''}`,
    hint: 'Give every item of the round one row.',
  };
}
