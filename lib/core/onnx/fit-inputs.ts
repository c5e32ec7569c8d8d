import { quoteValue } from '../files/quote-value';
import { ok, type Result, refuse } from '../result';
import type { ElementType } from './element-type';
import { formatModelValue } from './format-value';
import type { ModelFeature, ModelInput } from './model-signature';
import type { SignatureFault } from './signature-fault';
import type { Dimension, ModelValue } from './value-type';

/** An input of the model, and what is fed: all features in one tensor, or the one with this place. */
export type FittedInput = {
  readonly name: string;
  readonly elementType: 'float32' | 'int64' | 'string';
  readonly feature: 'all' | number;
};

type Faults = readonly SignatureFault[];

const elementTypesOf: Record<ModelFeature['type'], readonly FittedInput['elementType'][]> = {
  number: ['float32'],
  category: ['string', 'int64', 'float32'],
};

/** In the order of the model's inputs for one tensor, of the features otherwise. */
export function fitInputs(
  inputs: readonly ModelValue[],
  wanted: ModelInput,
): Result<readonly FittedInput[], Faults> {
  return wanted.kind === 'one-tensor'
    ? fitTensor(inputs, wanted.shape)
    : fitFeatures(inputs, wanted.features);
}

/** What is wanted of a model's one input. @param shape of an item */
export const describeTensorInput = (shape: readonly number[]): string =>
  `One input of float32 and shape [N, ${shape.join(', ')}].`;

function fitTensor(
  inputs: readonly ModelValue[],
  shape: readonly number[],
): Result<readonly FittedInput[], Faults> {
  const words = describeTensorInput(shape);
  const [input, second] = inputs;
  if (input === undefined || second !== undefined)
    return refuse([
      {
        code: 'input_count',
        found: `The model has ${describeList(inputs)}.`,
        wanted: words,
        fix: 'Export it with all features in one tensor: in skl2onnx initial_types=[("X", FloatTensorType([None, d]))].',
      },
    ]);
  const faults = checkInput(input, ['float32'], shape, words);
  return faults.length > 0
    ? refuse(faults)
    : ok([{ name: input.name, elementType: 'float32', feature: 'all' }]);
}

function fitFeatures(
  inputs: readonly ModelValue[],
  features: readonly ModelFeature[],
): Result<readonly FittedInput[], Faults> {
  const byName = new Map(inputs.map((input) => [input.name, input]));
  const known = new Set(features.map(({ name }) => name));
  const extra: SignatureFault[] = inputs
    .filter(({ name }) => !known.has(name))
    .map((input) => ({
      code: 'input_name',
      found: `The model has an input ${formatModelValue(input)}.`,
      wanted: `Inputs are called as the features are: ${describeNames(features)}.`,
      fix: 'Rename it, or leave it out.',
    }));
  const fitted = features.map((feature, i) => fitFeature(feature, i, byName.get(feature.name)));
  const faults = [...extra, ...fitted.flatMap((one) => (one.ok ? [] : one.error))];
  return faults.length > 0 ? refuse(faults) : ok(fitted.flatMap((one) => (one.ok ? [one.value] : [])));
}

function fitFeature(
  feature: ModelFeature,
  place: number,
  input: ModelValue | undefined,
): Result<FittedInput, Faults> {
  const types = elementTypesOf[feature.type];
  const words = `An input ${quoteValue(feature.name)} of ${types.join(' or ')} and shape [N, 1].`;
  if (input === undefined)
    return refuse([
      {
        code: 'input_name',
        found: `The model has no input ${quoteValue(feature.name)}.`,
        wanted: words,
        fix: 'Export it with an input for each feature, called as it is.',
      },
    ]);
  const faults = checkInput(input, types, [1], words);
  const elementType = types.find((type) => input.type.kind === 'tensor' && type === input.type.elementType);
  return faults.length > 0 || elementType === undefined
    ? refuse(faults)
    : ok({ name: input.name, elementType, feature: place });
}

function checkInput(
  input: ModelValue,
  types: readonly ElementType[],
  shape: readonly number[],
  wanted: string,
): SignatureFault[] {
  const { type } = input;
  const found = `The input is ${formatModelValue(input)}.`;
  if (type.kind !== 'tensor' || !types.includes(type.elementType))
    return [
      {
        code: 'input_type',
        found,
        wanted,
        fix: 'Export it with inputs of this type: FloatTensorType for numbers.',
      },
    ];
  if (type.shape === null) return [];
  const [items, ...rest] = type.shape;
  if (rest.length !== shape.length || !shape.every((size, i) => fits(rest[i]!, size)))
    return [{ code: 'input_shape', found, wanted, fix: 'Train and export it on exactly these columns.' }];
  return typeof items === 'number'
    ? [
        {
          code: 'fixed_batch',
          found,
          wanted,
          fix: 'Leave the first dimension open: None in skl2onnx, dynamic_axes in PyTorch.',
        },
      ]
    : [];
}

const fits = (dim: Dimension, size: number): boolean => typeof dim !== 'number' || dim === size;

const shownMax = 5;

const describeList = (values: readonly ModelValue[]): string =>
  values.length === 0
    ? 'no inputs'
    : `${values.length} inputs: ${values.slice(0, shownMax).map(formatModelValue).join(', ')}${values.length > shownMax ? ' …' : ''}`;

const describeNames = (features: readonly ModelFeature[]): string =>
  `${features
    .slice(0, shownMax)
    .map(({ name }) => quoteValue(name))
    .join(', ')}${features.length > shownMax ? ' …' : ''}`;
