import type { Outcome } from './plan';

/** Mean, standard deviation, and standard error of the mean over the repetitions, to four decimals. */
export type Summary = {
  readonly mean: number;
  readonly standard_deviation: number;
  readonly standard_error: number;
};

export function summarise(values: readonly number[]): Summary {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return {
    mean: roundResult(mean),
    standard_deviation: roundResult(deviation),
    standard_error: roundResult(deviation / Math.sqrt(values.length)),
  };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const roundResult = (value: number): number => Number(value.toFixed(4)) + 0;

/** Throws where a repetition lacks the number. */
export const valuesOf = (outcomes: readonly Outcome[], name: string): number[] =>
  outcomes.map((outcome) => {
    const value = outcome[name];
    if (value === undefined) throw new Error(`an outcome without ${name}`);
    return value;
  });
