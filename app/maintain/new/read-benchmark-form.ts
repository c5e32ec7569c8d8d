import type { SubmissionKind, Task } from '@/lib/core/benchmark';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { metricByName } from '@/lib/core/metrics/metric-name';

/** The form's texts in the shape of the API's body; whether they are right is for its contract to say. */
export function readBenchmarkForm(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const { classes = '', secondary_metrics = '', feedback_share = '', accepts = '', ...more } = values;
  const texts = Object.entries(more).filter(([name]) => !name.startsWith('model_'));
  return {
    ...Object.fromEntries(texts),
    accepts: splitBy(accepts, ','),
    ...(takesModels(accepts) && readModelForm(values)),
    classes: splitBy(classes, /\r?\n/),
    secondary_metrics: splitBy(secondary_metrics, ','),
    // People type per cent; the API takes a share.
    feedback_share: feedback_share.trim() === '' ? undefined : Number(feedback_share) / 100,
  };
}

const splitBy = (text: string, separator: string | RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Values = Readonly<Record<string, string>>;

const modelKind: SubmissionKind = 'onnx';

/** Whether the form's kinds of submissions, joined by commas, have models. */
const takesModels = (accepts: string): boolean => accepts.split(',').includes(modelKind);

/** What the form says of models, in the shape of the API's body; whether it is right is for its contract to say. */
export function readModelForm(values: Values): { model_signature: unknown; model_sample: unknown } {
  const features = splitLines(values.model_features).map(readFeature);
  const shape = (values.model_shape ?? '').split(/[\s,×x]+/).filter((part) => part !== '');
  const input =
    values.model_input === 'input-per-feature'
      ? { kind: 'input-per-feature', features }
      : {
          kind: 'one-tensor',
          shape: shape.length > 0 ? shape.map(Number) : [features.length],
          features,
        };
  return {
    model_signature: { input, output: values.model_output || chooseOutput(values) },
    model_sample: readSample((values.model_sample ?? '').trim()),
  };
}

const splitLines = (text = ''): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `hour: number`, or `carrier: AA, DL, UA`. A line without a type has none, which its contract refuses. */
function readFeature(line: string): object {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line };
  const [name, type] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  if (type === 'number') return { name, type };
  const categories = type
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return { name, type: 'category', categories };
}

/** What fits the task and the metric, where nobody chose. */
function chooseOutput({ task, metric }: Values): string {
  const regression: Task = 'regression';
  if (task === regression) return 'number';
  const chosen = Object.values(metricByName).find(({ name }) => name === metric);
  return chosen?.needs === 'probabilities' ? 'probabilities' : 'label';
}

/** JSON, or CSV with a header; what is neither stays the text it is, so that it is refused. */
function readSample(text: string): unknown {
  if (text === '') return undefined;
  if (!text.startsWith('[')) return readCsv(text) ?? text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readCsv(text: string): Record<string, string>[] | null {
  let names: readonly string[] = [];
  let isFaulty = false;
  const items: Record<string, string>[] = [];
  const reader = createDelimitedReader({
    onHeader: (header) => {
      names = [...header];
      return true;
    },
    onRow: (fields) => {
      items.push(Object.fromEntries(names.map((name, i) => [name, fields[i] ?? ''])));
    },
    onProblem: () => {
      isFaulty = true;
    },
  });
  reader.push(text);
  reader.finish();
  return isFaulty ? null : items;
}
