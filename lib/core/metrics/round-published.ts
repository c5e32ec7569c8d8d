/**
 * A number for the public, which depends only on whether its metric has two bounds: four decimals, or five significant digits
 * (`publishedNumber` gives the reason).
 */
export function roundPublished(isBounded: boolean, value: number): number {
  const rounded = isBounded ? Number(value.toFixed(4)) : Number(value.toPrecision(5));
  return rounded === 0 ? 0 : rounded;
}
