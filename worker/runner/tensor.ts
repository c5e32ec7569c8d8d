export const tensorTypes = ['float32', 'int64', 'string'] as const;
type TensorType = (typeof tensorTypes)[number];

type Shaped = {
  readonly name: string;
  /**
   * The first dimension is the number of rows, one for each item. The product of all is the number of values.
   */
  readonly shape: readonly number[];
};

/** A named table of values of one type, in row-major order. */
export type Tensor = Shaped &
  (
    | { readonly type: 'float32'; readonly values: Float32Array }
    | { readonly type: 'int64'; readonly values: BigInt64Array }
    | { readonly type: 'string'; readonly values: readonly string[] }
  );

/** A requested output: `[rows, …]` of any shape with this number of values in each row. */
export type WantedOutput = {
  readonly name: string;
  readonly type: TensorType;
  readonly valuesPerRow: number;
};
