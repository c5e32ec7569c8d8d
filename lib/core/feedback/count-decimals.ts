/** Decimals of a number as it prints. */
export function countDecimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

/** Decimals of a reported score, whose standard error may have one more, a 5 for half a step. */
export function countReportedDecimals(score: number, standardError: number): number {
  const ofError = countDecimals(standardError);
  const endsInHalf = ofError > 0 && standardError.toFixed(ofError).endsWith('5');
  return Math.max(countDecimals(score), endsInHalf ? ofError - 1 : ofError);
}
