import { ok, type Result, refuse } from '../result';
import type { ElementType } from './element-type';
import { formatModelValue } from './format-value';
import type { ModelOutput } from './model-signature';
import type { SignatureFault } from './signature-fault';
import type { Dimension, ModelValue } from './value-type';

/** The output that answers, and its place among the model's outputs. */
export type FittedOutput = {
  readonly name: string;
  readonly index: number;
  readonly elementType: ElementType;
};

type Faults = readonly SignatureFault[];
type Wanted = {
  readonly types: readonly ElementType[];
  readonly shapes: readonly (readonly number[])[];
  readonly words: string;
};

/** A classifier's exporter gives a label and probabilities: the one that is wanted is found by its type and shape. */
export function fitOutput(outputs: readonly ModelValue[], output: ModelOutput): Result<FittedOutput, Faults> {
  const wanted = describeWanted(output);
  const fitting = outputs.flatMap((value, index): FittedOutput[] =>
    value.type.kind === 'tensor' && isOfType(value, wanted) && isOfShape(value, wanted)
      ? [{ name: value.name, index, elementType: value.type.elementType }]
      : [],
  );
  const [first, second] = fitting;
  if (first === undefined) return refuse([explainMissing(outputs, output, wanted)]);
  if (second === undefined) return ok(first);
  return refuse([
    {
      code: 'output_ambiguous',
      found: `${fitting.length} outputs could be meant: ${fitting.map(({ index }) => formatModelValue(outputs[index]!)).join(', ')}.`,
      wanted: wanted.words,
      fix: 'Export it with only one of them.',
    },
  ]);
}

/** What is wanted of a model's output, in a sentence. */
export const describeOutput = (output: ModelOutput): string => describeWanted(output).words;

function describeWanted(output: ModelOutput): Wanted {
  switch (output.kind) {
    case 'label': {
      const areWhole = output.classes.every((name) => /^(0|-?[1-9]\d{0,14})$/.test(name));
      const types: readonly ElementType[] = areWhole ? ['string', 'int64'] : ['string'];
      return {
        types,
        shapes: [[], [1]],
        words: `One output of ${types.join(' or ')} and shape [N]: the class.`,
      };
    }
    case 'class-index':
      return {
        types: ['int64'],
        shapes: [[], [1]],
        words: `One output of int64 and shape [N]: 0 to ${output.classes.length - 1}, the place of the class.`,
      };
    case 'probabilities':
      return {
        types: ['float32'],
        shapes: [[output.classes.length]],
        words: `One output of float32 and shape [N, ${output.classes.length}]: a probability for each class, in their order.`,
      };
    case 'number':
      return {
        types: ['float32'],
        shapes: [[], [1]],
        words: 'One output of float32 and shape [N] or [N, 1].',
      };
  }
}

const isOfType = ({ type }: ModelValue, { types }: Wanted): boolean =>
  type.kind === 'tensor' && types.includes(type.elementType);

function isOfShape({ type }: ModelValue, { shapes }: Wanted): boolean {
  if (type.kind !== 'tensor' || type.shape === null) return true;
  const [items, ...rest] = type.shape;
  if (typeof items === 'number' || items === undefined) return false;
  return shapes.some(
    (shape) => rest.length === shape.length && shape.every((size, i) => isOpenOr(rest[i]!, size)),
  );
}

const isOpenOr = (dim: Dimension, size: number): boolean => typeof dim !== 'number' || dim === size;

const withoutZipMap = 'Export with zipmap=False: options={id(model): {"zipmap": False}} in skl2onnx.';

/** The fault that is nearest to what somebody meant. */
function explainMissing(outputs: readonly ModelValue[], output: ModelOutput, wanted: Wanted): SignatureFault {
  const found = `The outputs are ${outputs.map(formatModelValue).join(', ') || 'none'}.`;
  const fault = (code: SignatureFault['code'], fix: string): SignatureFault => ({
    code,
    found,
    wanted: wanted.words,
    fix,
  });
  const typed = outputs.find((value) => isOfType(value, wanted));
  const isZipped = outputs.some(({ type }) => type.kind === 'sequence' && type.of.kind === 'map');
  if (typed?.type.kind === 'tensor' && typeof typed.type.shape?.[0] === 'number')
    return fault(
      'fixed_batch',
      `Leave the first dimension open: None in skl2onnx, dynamic_axes in PyTorch. Or name it before saving: model.graph.output[${outputs.indexOf(typed)}].type.tensor_type.shape.dim[0].dim_param = "N".`,
    );
  if (isZipped && output.kind === 'probabilities') return fault('zipmap_output', withoutZipMap);
  if (typed !== undefined) return fault('output_shape', 'Export an output of this shape.');
  return outputs.length === 0
    ? fault('output_missing', 'Export the model with its outputs.')
    : fault('output_type', 'Export an output of this type.');
}
