/**
 * Writes the sum of each column's drawn values into `sums`, added in the order of the draws. An addition waits for the one before it, so
 * four columns that are added side by side take little more than the time of one.
 */
export function sumDrawn(columns: readonly Float64Array[], drawn: Int32Array, sums: Float64Array): void {
  let column = 0;
  for (; column + 4 <= columns.length; column += 4) sumFour(columns, drawn, sums, column);
  for (; column + 2 <= columns.length; column += 2) sumTwo(columns, drawn, sums, column);
  if (column < columns.length) sumOne(columns[column]!, drawn, sums, column);
}

function sumFour(
  columns: readonly Float64Array[],
  drawn: Int32Array,
  sums: Float64Array,
  first: number,
): void {
  const a = columns[first]!;
  const b = columns[first + 1]!;
  const c = columns[first + 2]!;
  const d = columns[first + 3]!;
  let sumA = 0;
  let sumB = 0;
  let sumC = 0;
  let sumD = 0;
  for (let i = 0; i < drawn.length; i++) {
    const at = drawn[i]!;
    sumA += a[at]!;
    sumB += b[at]!;
    sumC += c[at]!;
    sumD += d[at]!;
  }
  sums[first] = sumA;
  sums[first + 1] = sumB;
  sums[first + 2] = sumC;
  sums[first + 3] = sumD;
}

function sumTwo(
  columns: readonly Float64Array[],
  drawn: Int32Array,
  sums: Float64Array,
  first: number,
): void {
  const a = columns[first]!;
  const b = columns[first + 1]!;
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < drawn.length; i++) {
    const at = drawn[i]!;
    sumA += a[at]!;
    sumB += b[at]!;
  }
  sums[first] = sumA;
  sums[first + 1] = sumB;
}

function sumOne(values: Float64Array, drawn: Int32Array, sums: Float64Array, column: number): void {
  let sum = 0;
  for (let i = 0; i < drawn.length; i++) sum += values[drawn[i]!]!;
  sums[column] = sum;
}
