import type { Attribute } from './read-attribute';
import type { Node } from './read-node';
import { nothingKnown, type ValueFacts } from './value-facts';

type Inputs = readonly ValueFacts[];
type Estimate = (inputs: Inputs, attributes: ReadonlyMap<string, Attribute>) => number;

const multiply = (numbers: readonly number[]): number => numbers.reduce((product, n) => product * n, 1);
const productOf = (facts: ValueFacts | undefined): number => (facts?.values ? multiply(facts.values) : 0);
/** Of an input of which nothing is known, one element. */
const countOf = (facts: ValueFacts | undefined): number => Math.max(1, facts?.elementCountMin ?? 1);
const numberOf = (facts: ValueFacts | undefined): number => facts?.values?.[0] ?? 0;
const sum = (inputs: Inputs): number =>
  inputs.reduce((total, { elementCountMin }) => total + elementCountMin, 0);

/** What at least is around one element: `pads` are all beginnings, then all ends. */
function countPadded(pads: readonly number[]): number {
  const rank = pads.length / 2;
  return multiply(pads.slice(0, rank).map((begin, i) => Math.max(1, 1 + begin + (pads[rank + i] ?? 0))));
}

/** Operators whose output may be larger than everything that goes in: at least how many elements they make. */
const growing: Readonly<Record<string, Estimate>> = {
  AffineGrid: ([, size]) => productOf(size),
  BlackmanWindow: ([size]) => numberOf(size),
  CenterCropPad: ([, shape]) => productOf(shape),
  Col2Im: ([, shape]) => productOf(shape),
  Concat: sum,
  ConstantOfShape: ([shape]) => productOf(shape),
  ConvTranspose: (_, attributes) => multiply(attributes.get('output_shape')?.values ?? [0]),
  Expand: ([input, shape]) => Math.max(productOf(shape), input?.elementCountMin ?? 0),
  EyeLike: ([input]) => input?.elementCountMin ?? 0,
  FeatureVectorizer: sum,
  Gather: ([, indices]) => indices?.elementCountMin ?? 0,
  GatherElements: ([, indices]) => indices?.elementCountMin ?? 0,
  HammingWindow: ([size]) => numberOf(size),
  HannWindow: ([size]) => numberOf(size),
  MaxUnpool: ([, , shape]) => productOf(shape),
  MelWeightMatrix: ([bins, length]) => numberOf(bins) * (numberOf(length) / 2),
  OneHot: ([indices, depth]) => countOf(indices) * numberOf(depth),
  Pad: ([, pads], attributes) => countPadded(pads?.values ?? attributes.get('pads')?.values ?? []),
  Range: ([start, limit, delta]) =>
    [start, limit, delta].every((input) => input?.values)
      ? Math.max(0, Math.ceil((numberOf(limit) - numberOf(start)) / numberOf(delta)))
      : 0,
  // Opset 10 has the scales second, later ones third and sizes fourth.
  Resize: (inputs) =>
    inputs.length === 2
      ? countOf(inputs[0]) * productOf(inputs[1])
      : Math.max(
          productOf(inputs[3]),
          inputs[2]?.values?.length ? countOf(inputs[0]) * productOf(inputs[2]) : 0,
        ),
  Tile: ([input, repeats]) => countOf(input) * productOf(repeats),
  Upsample: ([input, scales], attributes) =>
    countOf(input) * (scales ? productOf(scales) : multiply(attributes.get('scales')?.values ?? [0])),
};

/** The first input's elements again, with its numbers or with others. */
const keeping = new Set('Identity Cast CastLike Reshape Flatten Squeeze Unsqueeze'.split(' '));
const mapping = new Set(
  `Abs Ceil Clip CumSum Dropout Elu Erf Exp Floor Gelu HardSigmoid HardSwish LeakyRelu Log Mish Neg Not PRelu Reciprocal Relu
  Round Selu Sigmoid Sign Sin Cos Softmax LogSoftmax Softplus Sqrt Swish Tanh Transpose Trilu`.split(/\s+/),
);
/** Broadcast: as many as the larger input has, or more. */
const broadcasting = new Set(
  'Add And Div Equal Greater Less Max Mean Min Mod Mul Or Pow Sub Sum Where Xor BitwiseAnd BitwiseOr'.split(
    ' ',
  ),
);

/**
 * What is known of a node's first output, and how many elements it makes beyond those that go in. All are lower bounds for one row,
 * so that no honest model is refused for them; what shapes would tell that hang on inputs is left to the runner's memory limit.
 */
export function estimateOutput(
  { operator, attributes }: Node,
  inputs: Inputs,
): { readonly facts: ValueFacts; readonly madeElementCount: number } {
  if (operator === 'Constant')
    return { facts: readConstant([...attributes.values()][0]), madeElementCount: 0 };
  const estimate = growing[operator];
  if (estimate !== undefined) {
    const count = Math.max(0, estimate(inputs, attributes) || 0);
    return {
      facts: { elementCountMin: count, values: joinValues(operator, inputs) },
      madeElementCount: count,
    };
  }
  const [first = nothingKnown] = inputs;
  const facts = keeping.has(operator)
    ? first
    : mapping.has(operator)
      ? { ...nothingKnown, elementCountMin: first.elementCountMin }
      : broadcasting.has(operator)
        ? {
            ...nothingKnown,
            elementCountMin: inputs.reduce((most, one) => Math.max(most, one.elementCountMin), 0),
          }
        : nothingKnown;
  return { facts, madeElementCount: 0 };
}

function readConstant(attribute: Attribute | undefined): ValueFacts {
  if (attribute?.tensor)
    return { elementCountMin: attribute.tensor.elementCount, values: attribute.tensor.values };
  return attribute === undefined
    ? nothingKnown
    : { elementCountMin: Math.max(1, attribute.count), values: attribute.values };
}

const joinedMax = 32;

/** Exporters put shapes together by Concat. */
function joinValues(operator: string, inputs: Inputs): readonly number[] | null {
  if (operator !== 'Concat') return null;
  const joined: number[] = [];
  for (const { values } of inputs) {
    if (values === null || joined.length + values.length > joinedMax) return null;
    joined.push(...values);
  }
  return joined;
}
