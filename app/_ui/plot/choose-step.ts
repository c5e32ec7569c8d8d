const tickSteps = [5, 2.5, 2, 1];

/** The largest round step of an axis that is no longer than `longest`: neighbours differ by at most 2. */
export function chooseStep(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest));
  return power * tickSteps.find((step) => step * power <= longest * 1.000001)!;
}
