import { quoteValue } from '../files/cell-text';
import { ok, type Result, refuse } from '../result';
import {
  type Dimension,
  formatModelValue,
  type ModelFeature,
  type ModelOutput,
  type ModelSignature,
  type ModelSummary,
  type ModelValue,
} from './model-summary';

/** The element types of a model's inputs and outputs. */
type FedType = 'float32' | 'int64' | 'string';

/** An input of the model with its content: all features in one tensor, or only the feature with this index. */
export type FittedInput = {
  readonly name: string;
  readonly elementType: FedType;
  readonly feature: 'all' | number;
};

/** The output that contains the predictions, and its index among the model's outputs. */
export type FittedOutput = { readonly name: string; readonly index: number; readonly elementType: FedType };

/**
 * How a model fits the benchmark's signature. Inputs are in the model's order for one tensor, else in the order of the
 * features.
 */
export type SignatureFit = { readonly inputs: readonly FittedInput[]; readonly output: FittedOutput };

type SignatureFaultCode =
  | 'input_count'
  | 'input_name'
  | 'input_type'
  | 'input_shape'
  | 'fixed_batch'
  | 'zipmap_output'
  | 'output_missing'
  | 'output_ambiguous'
  | 'output_type'
  | 'output_shape';

/** One difference between a model's inputs or outputs and the benchmark's signature, in sentences for the person who exported it. */
export type SignatureFault = {
  readonly code: SignatureFaultCode;
  readonly found: string;
  readonly wanted: string;
  readonly fix: string;
};

/**
 * Compares a file's declared inputs and outputs with its benchmark's signature, and reports every difference. A shape that
 * the file leaves open fits. A declaration may be wrong, so the outputs themselves are checked after the run.
 */
export function checkSignature(
  { inputs, outputs }: Pick<ModelSummary, 'inputs' | 'outputs'>,
  { input, output }: ModelSignature,
): Result<SignatureFit, readonly SignatureFault[]> {
  const fittedInputs =
    input.kind === 'one-tensor' ? fitTensor(inputs, input.shape) : fitFeatures(inputs, input.features);
  const fittedOutput = fitOutput(outputs, output);
  const faults = [...fittedInputs, fittedOutput].flatMap((fitted) => (fitted.ok ? [] : [fitted.error]));
  const fits = fittedInputs.flatMap((fitted) => (fitted.ok ? [fitted.value] : []));
  return faults.length > 0 || !fittedOutput.ok
    ? refuse(faults)
    : ok({ inputs: fits, output: fittedOutput.value });
}

type Fitted<T> = Result<T, SignatureFault>;

const asFault = (code: SignatureFaultCode, found: string, wanted: string, fix: string): Fitted<never> =>
  refuse({ code, found, wanted, fix });

const openBatch = 'Leave the first dimension open: None in skl2onnx, dynamic_axes in PyTorch.';

/**
 * Describes the required input of a benchmark with one tensor in a sentence.
 * @param shape of one item
 */
export const describeTensorInput = (shape: readonly number[]): string =>
  `One input of float32 and shape [N, ${shape.join(', ')}].`;

function fitTensor(inputs: readonly ModelValue[], shape: readonly number[]): Fitted<FittedInput>[] {
  const wanted = describeTensorInput(shape);
  const [input, second] = inputs;
  if (input !== undefined && second === undefined)
    return [fitInput(input, ['float32'], shape, wanted, 'all')];
  const found = `The model has ${inputs.length} inputs${inputs.length > 0 ? `: ${listShort(inputs.map(formatModelValue))}` : ''}.`;
  const fix =
    'Export it with all features in one tensor: in skl2onnx initial_types=[("X", FloatTensorType([None, d]))].';
  return [asFault('input_count', found, wanted, fix)];
}

const fedTypes: Readonly<Record<ModelFeature['type'], readonly FedType[]>> = {
  number: ['float32'],
  category: ['string', 'int64', 'float32'],
};

function fitFeatures(
  inputs: readonly ModelValue[],
  features: readonly ModelFeature[],
): Fitted<FittedInput>[] {
  const names = features.map(({ name }) => name);
  const extra = inputs.filter(({ name }) => !names.includes(name));
  return [
    ...extra.map((input) =>
      asFault(
        'input_name',
        `The model has an input ${formatModelValue(input)}.`,
        `Inputs have the names of the features: ${listShort(names.map(quoteValue))}.`,
        'Rename it, or leave it out.',
      ),
    ),
    ...features.map(({ name, type }, place) => {
      const types = fedTypes[type];
      const wanted = `An input ${quoteValue(name)} of ${types.join(' or ')} and shape [N, 1].`;
      const input = inputs.find((one) => one.name === name);
      if (input !== undefined) return fitInput(input, types, [1], wanted, place);
      const fix = 'Export it with one input for each feature, of the same name.';
      return asFault('input_name', `The model has no input ${quoteValue(name)}.`, wanted, fix);
    }),
  ];
}

function fitInput(
  input: ModelValue,
  types: readonly FedType[],
  shape: readonly number[],
  wanted: string,
  feature: FittedInput['feature'],
): Fitted<FittedInput> {
  const found = `The input is ${formatModelValue(input)}.`;
  const elementType = findType(input, types);
  if (elementType === undefined || input.type.kind !== 'tensor')
    return asFault(
      'input_type',
      found,
      wanted,
      'Export it with inputs of this type: FloatTensorType for numbers.',
    );
  if (input.type.shape !== null) {
    if (!isShape(input.type.shape.slice(1), shape))
      return asFault('input_shape', found, wanted, 'Train and export it on exactly these columns.');
    if (typeof input.type.shape[0] === 'number') return asFault('fixed_batch', found, wanted, openBatch);
  }
  return ok({ name: input.name, elementType, feature });
}

type WantedOutput = {
  readonly types: readonly FedType[];
  /** Shapes without the first dimension, which counts items. */
  readonly shapes: readonly (readonly number[])[];
  readonly words: string;
};

/** Describes the required output of a benchmark in a sentence. */
export const describeOutput = (output: ModelOutput): string => describeWanted(output).words;

function describeWanted(output: ModelOutput): WantedOutput {
  const column = [[], [1]];
  switch (output.kind) {
    case 'label': {
      const areWhole = output.classes.every((name) => /^(0|-?[1-9]\d{0,14})$/.test(name));
      const types: readonly FedType[] = areWhole ? ['string', 'int64'] : ['string'];
      return {
        types,
        shapes: column,
        words: `One output of ${types.join(' or ')} and shape [N]: the class.`,
      };
    }
    case 'class-index': {
      const words = `One output of int64 and shape [N]: 0 to ${output.classes.length - 1}, the place of the class.`;
      return { types: ['int64'], shapes: column, words };
    }
    case 'probabilities': {
      const { length } = output.classes;
      const words = `One output of float32 and shape [N, ${length}]: a probability for each class, in their order.`;
      return { types: ['float32'], shapes: [[length]], words };
    }
    case 'number':
      return { types: ['float32'], shapes: column, words: 'One output of float32 and shape [N] or [N, 1].' };
  }
}

/**
 * Finds the output that has the required type and shape, since exported classifiers have two outputs: a label and
 * probabilities.
 */
function fitOutput(outputs: readonly ModelValue[], output: ModelOutput): Fitted<FittedOutput> {
  const wanted = describeWanted(output);
  const fitting = outputs.flatMap((value, index): FittedOutput[] => {
    const elementType = findType(value, wanted.types);
    return elementType !== undefined && isAnyShape(value, wanted.shapes)
      ? [{ name: value.name, index, elementType }]
      : [];
  });
  const [first, second] = fitting;
  if (first === undefined) return explainMissing(outputs, output, wanted);
  if (second === undefined) return ok(first);
  const found = `${fitting.length} outputs fit: ${fitting.map(({ index }) => formatModelValue(outputs[index]!)).join(', ')}.`;
  return asFault('output_ambiguous', found, wanted.words, 'Export it with only one of them.');
}

/** Describes the fault of the output that was most probably meant to be the required one. */
function explainMissing(
  outputs: readonly ModelValue[],
  output: ModelOutput,
  { types, words }: WantedOutput,
): Fitted<never> {
  const found = `The outputs are ${outputs.map(formatModelValue).join(', ') || 'none'}.`;
  const typed = outputs.find((value) => findType(value, types) !== undefined);
  if (typed?.type.kind === 'tensor' && typeof typed.type.shape?.[0] === 'number')
    return asFault(
      'fixed_batch',
      found,
      words,
      `${openBatch} Or name it before saving: model.graph.output[${outputs.indexOf(typed)}].type.tensor_type.shape.dim[0].dim_param = "N".`,
    );
  if (output.kind === 'probabilities' && outputs.some(({ type }) => type.kind === 'sequence')) {
    const fix = 'Export with zipmap=False: options={id(model): {"zipmap": False}} in skl2onnx.';
    return asFault('zipmap_output', found, words, fix);
  }
  if (typed !== undefined) return asFault('output_shape', found, words, 'Export an output of this shape.');
  return outputs.length === 0
    ? asFault('output_missing', found, words, 'Export the model with its outputs.')
    : asFault('output_type', found, words, 'Export an output of this type.');
}

const findType = ({ type }: ModelValue, types: readonly FedType[]): FedType | undefined =>
  types.find((one) => type.kind === 'tensor' && type.elementType === one);

function isAnyShape({ type }: ModelValue, shapes: WantedOutput['shapes']): boolean {
  if (type.kind !== 'tensor') return false;
  if (type.shape === null) return true;
  const [items, ...rest] = type.shape;
  return typeof items !== 'number' && items !== undefined && shapes.some((shape) => isShape(rest, shape));
}

/** Compares a shape with the required one. A dimension that the file leaves open fits any size. */
const isShape = (dims: readonly Dimension[], shape: readonly number[]): boolean =>
  dims.length === shape.length && dims.every((dim, i) => typeof dim !== 'number' || dim === shape[i]);

const shownMax = 5;

const listShort = (words: readonly string[]): string =>
  `${words.slice(0, shownMax).join(', ')}${words.length > shownMax ? ' …' : ''}`;
