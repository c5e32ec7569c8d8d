import { quoteValue } from '../files/cell-text';
import type { OnnxDomain } from './operators';

/** Size of a tensor's dimension: a number, a symbolic name, or null where the file leaves it open. */
export type Dimension = number | string | null;

/**
 * Type of an input or output. `shape` is null where the file doesn't even state the number of dimensions. A ZipMap outputs a
 * sequence.
 */
export type ValueType =
  | { readonly kind: 'tensor'; readonly elementType: string; readonly shape: readonly Dimension[] | null }
  | { readonly kind: 'sequence' | 'map' | 'opaque' | 'sparse tensor' | 'optional' | 'untyped' };

/** An input or output of a model, as the model's file declares it. */
export type ModelValue = { readonly name: string; readonly type: ValueType };

/** The version of a domain's operators that a model uses. */
export type Opset = { readonly domain: OnnxDomain; readonly version: number };

/** Facts about an accepted model, declared by its file. */
export type ModelSummary = {
  readonly sizeBytes: number;
  readonly irVersion: number;
  /** Name and version of the exporting program; empty where the file states none. */
  readonly producer: { readonly name: string; readonly version: string };
  readonly opsets: readonly Opset[];
  /** The model's inputs in the order of the file, without those that have an initial value in the file. */
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  /** Number of nodes in all graphs of the model together. */
  readonly nodeCount: number;
};

/** Formats an input or output for people: `"X": float32 [N, 4]`. An open dimension is written as ?. */
export function formatModelValue({ name, type }: ModelValue): string {
  if (type.kind !== 'tensor') return `${quoteValue(name)}: ${type.kind}`;
  const shape = type.shape === null ? 'of any shape' : `[${type.shape.map(formatDimension).join(', ')}]`;
  return `${quoteValue(name)}: ${type.elementType} ${shape}`;
}

const formatDimension = (dim: Dimension): string =>
  typeof dim === 'string' ? quoteValue(dim).slice(1, -1) : String(dim ?? '?');

/** An input column of a benchmark. A category's code is its index in `categories`, from 0. */
export type ModelFeature =
  | { readonly name: string; readonly type: 'number' }
  | { readonly name: string; readonly type: 'category'; readonly categories: readonly string[] };

/**
 * Input of a model. `one-tensor`: one input of float32 and shape [N, d…], N items at a time; `shape` is d…, and where it is a
 * single number the columns are the features in their order, categories as their codes. `input-per-feature`: an input of shape
 * [N, 1] for each feature, with the feature's name: float32 for numbers; for categories their texts, or their codes as int64 or
 * float32, by the model's input type.
 */
export type ModelInput =
  | {
      readonly kind: 'one-tensor';
      readonly shape: readonly number[];
      readonly features: readonly ModelFeature[];
    }
  | { readonly kind: 'input-per-feature'; readonly features: readonly ModelFeature[] };

/**
 * Output of a model for N items. `label`: a class by its name, as text [N], or as int64 [N] where all names are whole numbers;
 * `class-index`: int64 [N], the class's index in `classes`; `probabilities`: float32 [N, C] in the order of `classes`; `number`:
 * float32 [N] or [N, 1].
 */
export type ModelOutput =
  | { readonly kind: 'label' | 'class-index' | 'probabilities'; readonly classes: readonly string[] }
  | { readonly kind: 'number' };

/** A benchmark's requirements for a model's inputs and outputs. */
export type ModelSignature = { readonly input: ModelInput; readonly output: ModelOutput };
