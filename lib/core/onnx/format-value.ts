import { quoteValue } from '../files/quote-value';
import type { Dimension, ModelValue, ValueType } from './value-type';

/** A value as people write it: `"X": float32 [N, 4]`. A dimension that is left open is ?. */
export const formatModelValue = ({ name, type }: ModelValue): string =>
  `${quoteValue(name)}: ${formatValueType(type)}`;

export function formatValueType(type: ValueType): string {
  if (type.kind === 'sequence') return `sequence of ${formatValueType(type.of)}`;
  if (type.kind === 'map') return `map from ${type.key} to ${formatValueType(type.value)}`;
  return type.shape === null
    ? `${type.elementType} of any shape`
    : `${type.elementType} ${formatShape(type.shape)}`;
}

const formatShape = (shape: readonly Dimension[]): string =>
  `[${shape.map((dim) => (dim === null ? '?' : typeof dim === 'number' ? dim : quoteValue(dim).slice(1, -1))).join(', ')}]`;
