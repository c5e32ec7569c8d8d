import { readContainerNeeds } from '@/app/_ui/maintain/container-needs';
import { artefactKinds, type InputVisibility, type Task } from '@/lib/core/benchmark';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { RoundToPlan } from '@/lib/core/planner/plan-round';
import { slicePrefix } from '@/lib/core/round/slices';

/** The request body from the form, not yet validated; the API's schema does that. */
export function readBenchmarkForm(values: Readonly<Record<string, string>>): Record<string, unknown> {
  const { classes = '', secondary_metrics = '', feedback_share = '', ...more } = values;
  const accepts = decideAccepted(values);
  const texts = Object.entries(more).filter(([name]) => !/^(?:model|container)_/.test(name));
  return {
    ...Object.fromEntries(texts),
    accepts,
    ...(accepts.includes('onnx') && { model_signature: readSignature(values) }),
    ...(accepts.includes('container') && { container_needs: readContainerNeeds(values) }),
    ...(accepts.some(isArtefact) && { model_sample: readSample((values.model_sample ?? '').trim()) }),
    classes: splitBy(classes, /\r?\n/),
    secondary_metrics: splitBy(secondary_metrics, ','),
    // The form has a percentage, the API a share.
    feedback_share: feedback_share.trim() === '' ? undefined : Number(feedback_share) / 100,
  };
}

const splitBy = (text: string, separator: string | RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Values = Readonly<Record<string, string>>;

const hiddenInputs: InputVisibility = 'hidden';

/** The accepted kinds. Prediction files are left out if inputs are hidden, since their senders must read the inputs. */
function decideAccepted({ inputs, accepts = '' }: Values): string[] {
  const kinds = splitBy(accepts, ',');
  if (inputs !== hiddenInputs) return kinds;
  const artefacts = kinds.filter(isArtefact);
  return artefacts.length > 0 ? artefacts : [artefactKinds[0]];
}

const isArtefact = (kind: string): boolean => artefactKinds.some((one) => one === kind);

/** The model signature from the form, not yet validated; the API's schema does that. */
function readSignature(values: Values): unknown {
  const features = readFeatures(values.model_features ?? '');
  const shape = (values.model_shape ?? '').split(/[\s,×x]+/).filter((part) => part !== '');
  const input =
    values.model_input === 'input-per-feature'
      ? { kind: 'input-per-feature', features }
      : {
          kind: 'one-tensor',
          shape: shape.length > 0 ? shape.map(Number) : [features.length],
          features,
        };
  return { input, output: { kind: values.model_output || chooseOutput(values) } };
}

/** Reads features: one on each line, or a pasted CSV header with or without rows below. */
function readFeatures(text: string): object[] {
  const lines = splitBy(text, /\r?\n/);
  const isCsv = lines[0]?.includes(',') && !lines[0].includes(':');
  const table = isCsv ? readCsv(text) : null;
  return table
    ? table.names.filter(isInput).map((name) => guessFeature(name, table.items))
    : lines.map(readFeature);
}

const isInput = (column: string): boolean =>
  column !== 'id' && column !== 'label' && !column.startsWith(slicePrefix);

/** Guesses a feature's type from rows: a number, unless a row has another text in that column. */
function guessFeature(name: string, items: readonly Record<string, string>[]): object {
  const values = new Set(items.map((item) => item[name] ?? '').filter((value) => value !== ''));
  return [...values].every((value) => Number.isFinite(Number(value)))
    ? { name, type: 'number' }
    : { name, type: 'category', categories: [...values] };
}

/**
 * Parses a line such as `hour: number` or `carrier: AA, DL, UA`. A line without a type gives a feature without one, which the
 * API's schema rejects.
 */
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

/** The default output of models for the task and the metric. */
function chooseOutput({ task, metric }: Values): string {
  const regression: Task = 'regression';
  if (task === regression) return 'number';
  const chosen = Object.values(metricByName).find(({ name }) => name === metric);
  return chosen?.needs === 'probabilities' ? 'probabilities' : 'label';
}

/** Parses a sample as JSON, or as CSV with a header. Other text is returned as typed, and the API's schema rejects it. */
function readSample(text: string): unknown {
  if (text === '') return undefined;
  if (!text.startsWith('[')) return readCsv(text)?.items ?? text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Table = { readonly names: readonly string[]; readonly items: readonly Record<string, string>[] };

function readCsv(text: string): Table | null {
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
  return isFaulty ? null : { names, items };
}

/** Selects a task that fits the plan's metric, if possible one with as many classes as the plan has shares. */
export function decidePlannedTask({ metric, shares }: Pick<RoundToPlan, 'metric' | 'shares'>): Task {
  const byShares: Task = shares.length > 2 ? 'multiclass' : 'binary';
  const fitting = metricByName[metric].tasks;
  return fitting.includes(byShares) ? byShares : (fitting[0] ?? byShares);
}
