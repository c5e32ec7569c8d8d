import { createInputsWriter, csvField, type InputsWriter } from './format-inputs';
import type { TestSetFormat, TestSetItem } from './read-test-set';

export type TrainingItem = Omit<TestSetItem, 'label' | 'line'> & { readonly label: string | number };

/** One format and one list of columns: files of rounds that agree in both can be put one after the other. */
export type TrainingShape = {
  readonly format: TestSetFormat;
  /** The input columns in the test set's order. */
  readonly columns: readonly string[];
  readonly hasGroup: boolean;
  readonly hasDate: boolean;
};

export const trainingFileName = (format: TestSetFormat): string => `train.${format}`;

/**
 * The labelled items of a revealed round in the format and columns of its published inputs, with the columns `label` and `round` behind
 * them: a program that reads the inputs of the open round reads these too.
 */
export function createTrainingWriter(
  shape: TrainingShape,
  round: number,
): { header: string; line: (item: TrainingItem) => string } {
  const inputs = writerOf(shape);
  return {
    header: composeHeader(shape, inputs),
    line:
      shape.format === 'jsonl'
        ? ({ label, ...item }) =>
            `${inputs.line(item).slice(0, -2)},"label":${JSON.stringify(label)},"round":${round}}\n`
        : ({ label, ...item }) => `${inputs.line(item).slice(0, -1)},${csvField(String(label))},${round}\n`,
  };
}

/** The first line of a training file; empty for JSON Lines. */
export const composeTrainingHeader = (shape: TrainingShape): string => composeHeader(shape, writerOf(shape));

const writerOf = ({ format, columns, hasGroup, hasDate }: TrainingShape): InputsWriter =>
  createInputsWriter(format, columns, { group: hasGroup, date: hasDate });

function composeHeader({ format, columns }: TrainingShape, inputs: InputsWriter): string {
  if (format === 'jsonl') return '';
  // An input column may have the name.
  let round = 'round';
  while (columns.includes(round)) round += '_';
  return `${inputs.header.slice(0, -1)},label,${round}\n`;
}
