import { fileURLToPath } from 'node:url';
import { type Disclosure, undisclosed } from '@/lib/core/model/disclosure';
import { formatMonth, formatMonthSpan } from './flights/demo-calendar';

/** A model that research/demo/onnx/train-models.py trained, and that the demo submits once. */
export type OnnxModel = {
  readonly team: string;
  readonly model: string;
  /** Name of its file in demo/onnx/models, without `.onnx`. */
  readonly file: string;
  /** First words of the notes in the model's disclosure. */
  readonly what: string;
  /** Training data are the flights from January 2001 to this month. The demo submits the model in the month after. */
  readonly lastMonth: number;
};

/** Number of flights on which each model was trained. */
export const onnxTrainingRows = 40_000;

export const versionOf = ({ lastMonth }: OnnxModel): string => formatMonth(lastMonth);

export const pathOf = ({ file }: Pick<OnnxModel, 'file'>): string =>
  fileURLToPath(new URL(`onnx/models/${file}.onnx`, import.meta.url));

/** The disclosure of a model. Code, weights and flights are in this repository or in its packages. */
export const discloseOnnx = ({ what, lastMonth }: OnnxModel): Disclosure => ({
  ...undisclosed,
  training_cutoff: formatMonth(lastMonth),
  external_data: 'none',
  licence: 'Apache-2.0',
  links: [{ kind: 'data', url: 'https://github.com/vega/vega-datasets' }],
  openness: { code: 'open', weights: 'open', training_data: 'open' },
  notes: `${what}; trained on ${onnxTrainingRows.toLocaleString('en-US')} flights of ${formatMonthSpan(lastMonth)} by research/demo/onnx/train-models.py, frozen, and run by the site on every later round.`,
});
