/**
 * A number as the public sees it, by whether its metric has two bounds and nothing else of it: four decimals, or five significant
 * digits of another (`publishedNumber` says why).
 */
export function roundPublished(isBounded: boolean, value: number): number {
  const rounded = isBounded ? Number(value.toFixed(4)) : Number(value.toPrecision(5));
  return rounded === 0 ? 0 : rounded;
}
