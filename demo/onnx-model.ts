import { fileURLToPath } from 'node:url';
import { type Disclosure, undisclosed } from '@/lib/core/model/disclosure';
import { formatMonth, formatMonthSpan } from './flights/demo-calendar';

/** A model that was trained by research/demo/onnx/train-models.py, and is sent once. */
export type OnnxModel = {
  readonly team: string;
  readonly model: string;
  /** Its file in demo/onnx/models, without `.onnx`. */
  readonly file: string;
  /** Begins the notes of its disclosure. */
  readonly what: string;
  /** Training data: January 2001 to this month. It is submitted in the month after it. */
  readonly lastMonth: number;
};

/** Number of training flights of each model. */
export const onnxTrainingRows = 40_000;

export const versionOf = ({ lastMonth }: OnnxModel): string => formatMonth(lastMonth);

export const pathOf = ({ file }: Pick<OnnxModel, 'file'>): string =>
  fileURLToPath(new URL(`onnx/models/${file}.onnx`, import.meta.url));

/** Code, weights and flights are in this repository, or come with it. */
export const discloseOnnx = ({ what, lastMonth }: OnnxModel): Disclosure => ({
  ...undisclosed,
  training_cutoff: formatMonth(lastMonth),
  external_data: 'none',
  licence: 'Apache-2.0',
  links: [{ kind: 'data', url: 'https://github.com/vega/vega-datasets' }],
  openness: { code: 'open', weights: 'open', training_data: 'open' },
  notes: `${what}; trained on ${onnxTrainingRows.toLocaleString('en-US')} flights of ${formatMonthSpan(lastMonth)} by research/demo/onnx/train-models.py, frozen, and run by the site on every later round.`,
});
