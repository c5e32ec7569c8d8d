import type { ElementType } from './element-type';

/** A number, the name of a symbolic dimension, or null where the file leaves it open. */
export type Dimension = number | string | null;

/** What a value is. `shape` is null where the file doesn't even say how many dimensions there are. */
export type ValueType =
  | {
      readonly kind: 'tensor';
      readonly elementType: ElementType;
      readonly shape: readonly Dimension[] | null;
    }
  | { readonly kind: 'sequence'; readonly of: ValueType }
  | { readonly kind: 'map'; readonly key: ElementType; readonly value: ValueType };

/** An input or output of a model. */
export type ModelValue = { readonly name: string; readonly type: ValueType };
