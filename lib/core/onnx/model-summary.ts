import { quoteValue } from '../files/quote-value';
import type { OnnxDomain } from './operators';

/** A number, the name of a symbolic dimension, or null where the file leaves it open. */
export type Dimension = number | string | null;

/** `shape` is null where the file doesn't even say how many dimensions there are. A ZipMap gives a sequence. */
export type ValueType =
  | { readonly kind: 'tensor'; readonly elementType: string; readonly shape: readonly Dimension[] | null }
  | { readonly kind: 'sequence' | 'map' | 'opaque' | 'sparse tensor' | 'optional' | 'untyped' };

/** An input or output of a model. */
export type ModelValue = { readonly name: string; readonly type: ValueType };

/** The operators of a domain as one version of ONNX defines them. */
export type Opset = { readonly domain: OnnxDomain; readonly version: number };

/** Facts about an accepted model, as its file declares them. */
export type ModelSummary = {
  readonly sizeBytes: number;
  readonly irVersion: number;
  /** The exporter's own name; empty where it gives none. */
  readonly producer: { readonly name: string; readonly version: string };
  readonly opsets: readonly Opset[];
  /** The inputs that have no initializer, in the order of the file. */
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  /** In all graphs together. */
  readonly nodeCount: number;
};

/** For people: `"X": float32 [N, 4]`. An open dimension is ?. */
export function formatModelValue({ name, type }: ModelValue): string {
  if (type.kind !== 'tensor') return `${quoteValue(name)}: ${type.kind}`;
  const shape = type.shape === null ? 'of any shape' : `[${type.shape.map(formatDimension).join(', ')}]`;
  return `${quoteValue(name)}: ${type.elementType} ${shape}`;
}

const formatDimension = (dim: Dimension): string =>
  typeof dim === 'string' ? quoteValue(dim).slice(1, -1) : String(dim ?? '?');
