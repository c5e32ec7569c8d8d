import type { FittedInput } from '@/lib/core/onnx/check-signature';
import type { ModelFeature, ModelInput } from '@/lib/core/onnx/model-signature';
import type { Tensor } from '../runner/tensor';
import type { FedInputs } from './fed-inputs';

/** The tensors that a model takes of a round's inputs: all of them as one, or one for each feature, [N, 1]. */
export function composeTensors(
  fitted: readonly FittedInput[],
  input: ModelInput,
  { rowCount, values }: Pick<FedInputs, 'rowCount' | 'values'>,
): Tensor[] {
  const { features } = input;
  const shape = input.kind === 'one-tensor' ? input.shape : [features.length];
  return fitted.map(({ name, elementType, feature }): Tensor => {
    if (feature === 'all') return { name, type: 'float32', shape: [rowCount, ...shape], values };
    const column = Float32Array.from(
      { length: rowCount },
      (_, row) => values[row * features.length + feature]!,
    );
    return { name, shape: [rowCount, 1], ...writeAs(elementType, features[feature]!, column) };
  });
}

type Values<Type extends Tensor['type']> = Pick<Extract<Tensor, { type: Type }>, 'type' | 'values'>;

/** @param column numbers, or the codes of a category */
function writeAs(
  elementType: FittedInput['elementType'],
  feature: ModelFeature,
  column: Float32Array,
): Values<'float32'> | Values<'int64'> | Values<'string'> {
  if (elementType === 'float32' || feature.type === 'number') return { type: 'float32', values: column };
  return elementType === 'int64'
    ? { type: 'int64', values: BigInt64Array.from(column, BigInt) }
    : { type: 'string', values: Array.from(column, (code) => feature.categories[code]!) };
}
