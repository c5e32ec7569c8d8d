import type { CheckReport, TestSetFormat, TestSetItem } from './read-test-set';
import type { ArchiveFile, RevealedRound } from './round';
import { readCells } from './test-set-cells';

/** Maximum total size of the training files of a benchmark: 1 GiB, which a laptop can read. */
export const trainingBytesMax = 1024 ** 3;

type LabelledRound = Pick<RevealedRound, 'roundId' | 'number' | 'title' | 'archive'> & {
  readonly checkReport: Pick<CheckReport, 'format' | 'inputColumns' | 'hasGroup' | 'hasDate'>;
};

export type TrainingPart = Pick<RevealedRound, 'roundId' | 'number' | 'title'> & {
  /** The file in the round's archive, which has the labels as they were sealed. */
  readonly file: ArchiveFile;
};

export type ChosenTraining = {
  readonly shape: TrainingShape;
  /** Rounds of the training data, oldest first. The training data are the concatenated files of these rounds. */
  readonly parts: readonly TrainingPart[];
  /**
   * Revealed rounds that are left out, newest first, because their columns differ from the newest round's, or they exceed
   * the size limit.
   */
  readonly leftOut: readonly TrainingPart[];
};

/**
 * Chooses the revealed rounds that make up the training data of a benchmark: the newest rounds with the same columns as the
 * newest round, up to the size limit.
 * @param rounds the revealed rounds, newest first
 */
export function chooseTraining(
  rounds: readonly LabelledRound[],
  bytesMax = trainingBytesMax,
): ChosenTraining | null {
  const [newest] = rounds;
  if (!newest) return null;
  const shape = shapeOf(newest);
  const parts: TrainingPart[] = [];
  const leftOut: TrainingPart[] = [];
  let byteCount = 0;
  for (const round of rounds) {
    const part = partOf(round);
    if (!part) continue;
    if (!isSameShape(shapeOf(round), shape)) {
      leftOut.push(part);
      continue;
    }
    byteCount += part.file.byteCount;
    if (byteCount <= bytesMax) parts.unshift(part);
    else leftOut.push(part);
  }
  return { shape, parts, leftOut };
}

/** The training file of one revealed round. */
function partOf({ roundId, number, title, checkReport, archive }: LabelledRound): TrainingPart | null {
  const name = trainingFileName(checkReport.format ?? 'csv');
  const file = archive.find((listed) => listed.name === name);
  return file ? { roundId, number, title, file } : null;
}

const shapeOf = ({ checkReport }: LabelledRound): TrainingShape => ({
  format: checkReport.format ?? 'csv',
  columns: checkReport.inputColumns,
  hasGroup: checkReport.hasGroup,
  hasDate: checkReport.hasDate,
});

const isSameShape = (a: TrainingShape, b: TrainingShape): boolean => JSON.stringify(a) === JSON.stringify(b);

export type TrainingItem = Omit<TestSetItem, 'label' | 'line'> & { readonly label: string | number };

/** Format and columns of a training file. Files of rounds with the same format and columns can be concatenated. */
export type TrainingShape = {
  readonly format: TestSetFormat;
  /** Names of the input columns in the test set's order. */
  readonly columns: readonly string[];
  readonly hasGroup: boolean;
  readonly hasDate: boolean;
};

export const trainingFileName = (format: TestSetFormat): string => `train.${format}`;

/**
 * Makes a writer of the training file of a revealed round: its items in the format and columns of its published inputs, with
 * the columns `label` and `round` appended, so that a program that reads the inputs of the open round can read this file
 * too.
 */
export function createTrainingWriter(
  shape: TrainingShape,
  round: number,
): { header: string; line: (item: TrainingItem) => string } {
  const inputs = writerOf(shape);
  const { format } = shape;
  // The published line of the input without its end: the line feed and, in JSON Lines, the closing brace.
  const inputEnd = format === 'jsonl' ? -2 : -1;
  return {
    header: composeHeader(shape, inputs),
    line: ({ label, ...item }) =>
      inputs.line(item).slice(0, inputEnd) + formatTrainingEnd({ format, label, round }),
  };
}

/** Writes the end of a training file's line: everything after the input. */
export const formatTrainingEnd = ({
  format,
  label,
  round,
}: {
  format: TestSetFormat;
  label: string | number;
  round: number;
}): string =>
  format === 'jsonl'
    ? `,"label":${JSON.stringify(label)},"round":${round}}\n`
    : `,${csvField(String(label))},${round}\n`;

/** Composes the first line of a training file; empty for JSON Lines. */
export const composeTrainingHeader = (shape: TrainingShape): string => composeHeader(shape, writerOf(shape));

const writerOf = ({ format, columns, hasGroup, hasDate }: TrainingShape): InputsWriter =>
  createInputsWriter(format, columns, { group: hasGroup, date: hasDate });

function composeHeader({ format, columns }: TrainingShape, inputs: InputsWriter): string {
  if (format === 'jsonl') return '';
  return `${inputs.header.slice(0, -1)},label,${nameRoundColumn(columns)}\n`;
}

/** Name of the last column of a training file in CSV: `round`, with `_` added as long as an input column has that name. */
export function nameRoundColumn(columns: readonly string[]): string {
  let name = 'round';
  while (columns.includes(name)) name += '_';
  return name;
}

export type InputsWriter = { header: string; line: (item: Omit<TestSetItem, 'label' | 'line'>) => string };

/**
 * Makes a writer of the public file of inputs: the test set's own format and columns, without the label.
 * @param columns the input columns in the test set's order
 */
export function createInputsWriter(
  format: TestSetFormat,
  columns: readonly string[],
  has: { group: boolean; date: boolean },
): InputsWriter {
  if (format === 'jsonl')
    return {
      header: '',
      line: ({ id, inputJson, group, date }) =>
        `{"id":${JSON.stringify(id)},"input":${inputJson}${group === null ? '' : `,"group":${JSON.stringify(group)}`}${date === null ? '' : `,"date":${JSON.stringify(date)}`}}\n`,
    };
  const extra = [...(has.date ? ['date'] : []), ...(has.group ? ['group'] : [])];
  return {
    header: `${['id', ...extra, ...columns].map(csvField).join(',')}\n`,
    line: ({ id, inputJson, group, date }) => {
      const fields = [
        id,
        ...(has.date ? [date ?? ''] : []),
        ...(has.group ? [group ?? ''] : []),
        ...readCells(inputJson, columns),
      ];
      return `${fields.map(csvField).join(',')}\n`;
    },
  };
}

/** Writes a CSV field by RFC 4180, in quotes only when necessary. */
export function csvField(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
