import { z } from 'zod';
import type { Task } from '@/lib/core/benchmark';
import { formatCsvLine } from '@/lib/core/commitment/item-table';
import { isJsonObject, type JsonValue } from '@/lib/core/files/canonical-json';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { countRowValues, createFeatureRowWriter } from '@/lib/core/model/feature-row';
import { modelOutputKinds } from '@/lib/core/model/model-version';
import { composeSampleInputs } from '@/lib/core/model/sample-inputs';
import type { ModelInput, ModelSignature } from '@/lib/core/onnx/model-summary';
import { lineText, longText } from './fields';

const name = lineText(1, 100);

const classes = z.array(lineText(1, 60)).min(2).max(100);

const featuresMax = 2000;

const rowValuesMax = 1_000_000;

const dimension = z.number().int().min(1).max(rowValuesMax);

const sampleRowsMax = 100;

const sampleCharactersMax = 200_000;

const hasOwnNames = (features: readonly { name: string }[]): boolean =>
  new Set(features.map((one) => one.name)).size === features.length;

const feature = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ name, type: z.literal('number') }),
    z.strictObject({
      name,
      type: z.literal('category'),
      categories: z
        .array(lineText(1, 200))
        .min(1)
        .max(10_000)
        .refine((list) => new Set(list).size === list.length, 'list each category once'),
    }),
  ],
  'give number, or category with its categories',
);

const features = z.array(feature).max(featuresMax).refine(hasOwnNames, 'each feature has a name of its own');

const inputSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('one-tensor'),
      shape: z.array(dimension).min(1).max(4),
      features: features.default([]),
    })
    .refine(
      (input) =>
        input.features.length === 0 || (input.shape.length === 1 && input.shape[0] === input.features.length),
      { path: ['shape'], message: 'a column for each feature: give their number, or no features' },
    )
    .refine(({ shape }) => shape.reduce((product, size) => product * size, 1) <= rowValuesMax, {
      path: ['shape'],
      message: `an item has at most ${rowValuesMax.toLocaleString('en')} numbers`,
    }),
  z.strictObject({ kind: z.literal('input-per-feature'), features: features.min(1) }),
]);

/** A benchmark's requirements for inputs and outputs of models, in JSON; described in docs/models.md. */
export const modelSignatureSchema: z.ZodType<ModelSignature> = z.strictObject({
  input: inputSchema,
  output: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['label', 'class-index', 'probabilities']), classes }),
    z.strictObject({ kind: z.literal('number') }),
  ]),
});

/** The model signature of a new benchmark, in which the classes may be left out, since they are those of the benchmark. */
export const newSignatureSchema = z.strictObject({
  input: inputSchema,
  output: z.strictObject({ kind: z.enum(modelOutputKinds), classes: classes.optional() }),
});

const cell = z.union([longText(1000), z.number(), z.null()]);

/** Schemas of nested lists of cells, for one to four dimensions, the most that a shape may have. */
const [line, plane, cube, block] = [
  z.array(cell),
  z.array(z.array(cell)),
  z.array(z.array(z.array(cell))),
  z.array(z.array(z.array(z.array(cell)))),
];

/** Public items with their inputs as in a test set: an object by feature name, or lists. */
export const modelSampleSchema = z
  .array(z.union([z.record(name, cell), line, plane, cube, block]))
  .min(1)
  .max(sampleRowsMax)
  .refine((rows) => JSON.stringify(rows).length <= sampleCharactersMax, 'the sample is too large');

export type ModelSample = z.output<typeof modelSampleSchema>;

type OfBenchmark = {
  task: Task;
  classes: readonly string[];
  metric: MetricName;
  model_signature?: z.output<typeof newSignatureSchema> | null | undefined;
  model_sample?: ModelSample | null | undefined;
  container_needs?: object | null | undefined;
};

/** Lists contradictions between a benchmark's signature, its public sample and its other fields. */
export function* listSignatureFaults({
  task,
  classes: names,
  metric,
  model_signature: signature,
  model_sample: sample,
  container_needs: containerNeeds,
}: OfBenchmark): Generator<{ path: (string | number)[]; message: string }> {
  const withId = (sample ?? []).findIndex((item) => Object.hasOwn(item, 'id'));
  if (withId !== -1)
    yield { path: ['model_sample', withId], message: 'leave out `id`: the site gives each item one' };
  if (!signature) {
    if (!sample) return;
    if (!containerNeeds)
      yield { path: ['model_sample'], message: 'a sample needs a signature, or containers to run on it' };
    else if (new Set(sample.map((item) => Array.isArray(item))).size > 1)
      yield { path: ['model_sample'], message: 'give all items with named columns, or all as lists' };
    return;
  }
  const outputs = listOutputs(task, metric);
  const { kind, classes: given } = signature.output;
  if (!outputs.includes(kind))
    yield {
      path: ['model_signature', 'output', 'kind'],
      message: `give ${outputs.join(', ')} for this task and metric`,
    };
  if (given && given.join('\n') !== names.join('\n'))
    yield {
      path: ['model_signature', 'output', 'classes'],
      message: 'leave them out, or give the classes of the benchmark in the same order',
    };
  yield* listSampleFaults(signature.input, sample ?? []);
}

function listOutputs(task: Task, metric: MetricName): readonly string[] {
  if (task === 'regression') return ['number'];
  return metricByName[metric].needs === 'probabilities'
    ? ['probabilities']
    : ['label', 'class-index', 'probabilities'];
}

function* listSampleFaults(input: ModelInput, sample: ModelSample) {
  const width = countRowValues(input);
  // The shape is invalid, which the schema of the shape reports.
  if (!Number.isInteger(width) || width < 1 || width > rowValuesMax) return;
  const write = createFeatureRowWriter(input);
  const row = new Float32Array(width);
  for (const [i, inputs] of sample.entries()) {
    const fault = write(inputs, row);
    if (fault)
      yield { path: ['model_sample', i], message: `${fault.feature}: ${fault.kind.replaceAll('_', ' ')}` };
  }
}

/** Number of items in a public sample: enough to see typical items, and to discover incompatible inputs. */
const itemCount = 20;

/**
 * Picks the first items of a revealed round as a public sample: only the columns that are model inputs, or all columns if
 * the benchmark runs only containers.
 * @param input null if the benchmark runs no ONNX models
 * @returns null if the items exceed the size of a public sample, or don't fit the models' inputs
 */
export function pickSample(
  items: Iterable<{ readonly inputJson: string }>,
  input: ModelInput | null,
): ModelSample | null {
  const picked: JsonValue[] = [];
  const pick = input ? makePick(input) : (inputs: JsonValue) => inputs;
  for (const { inputJson } of items) {
    if (picked.length === itemCount) break;
    const inputs = pick(JSON.parse(inputJson));
    if (inputs === null) return null;
    picked.push(inputs);
  }
  const sample = modelSampleSchema.safeParse(picked);
  return sample.success ? sample.data : null;
}

function makePick(input: ModelInput): (inputs: JsonValue) => JsonValue | null {
  const write = createFeatureRowWriter(input);
  const row = new Float32Array(countRowValues(input));
  return (inputs) => {
    if (write(inputs, row) !== null) return null;
    return isJsonObject(inputs) ? pickFeatures(inputs, input) : inputs;
  };
}

const pickFeatures = (inputs: Readonly<Record<string, JsonValue>>, { features }: ModelInput) =>
  Object.fromEntries(features.map(({ name }) => [name, inputs[name] ?? null]));

export type SampleFile = { text: string; mediaType: string; extension: 'csv' | 'jsonl' };

/** Formats a sample as a file: CSV with a column for each feature, in the signature's order; JSON Lines for tensors. */
export function formatModelSample(sample: ModelSample, { features }: ModelInput): SampleFile {
  if (features.length === 0)
    return {
      text: sample.map((item) => `${JSON.stringify(item)}\n`).join(''),
      mediaType: 'application/jsonl',
      extension: 'jsonl',
    };
  const names = features.map(({ name }) => name);
  const lines = sample.map((item) =>
    names.map((name) => (Array.isArray(item) ? null : (item[name] ?? null))),
  );
  return {
    text: [names, ...lines].map(formatCsvLine).join(''),
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
  };
}

/** Formats a sample, with ids, as the input file that a container reads. */
export function formatSampleInputs(
  sample: ModelSample,
  features: readonly { readonly name: string }[],
): SampleFile {
  const names = features.map(({ name }) => name);
  const { format, text } = composeSampleInputs(sample, names, null);
  return {
    text,
    mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl',
    extension: format,
  };
}
