/** Half of a normal interval's middle 50 % over half of its 95 %: .6745 / 1.9600. */
const halfOfWhole = 0.34414;

/** The middle half of an interval, by the normal approximation on each side of the score. */
export const middleHalf = (
  score: number,
  { lower, upper }: { lower: number; upper: number },
): readonly [number, number] => [
  score - (score - lower) * halfOfWhole,
  score + (upper - score) * halfOfWhole,
];
