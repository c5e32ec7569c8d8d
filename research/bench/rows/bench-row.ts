/** What a bench says of a row, and whether its bound held; null where there is none. */
export type Verdict = { readonly line: string; readonly isWithin: boolean | null };

/**
 * A row of a bench: something that is drawn again and again, and what is said of all of it. In a list the outcomes of rows are of
 * different types, and only a row itself knows its own: hence methods.
 */
export type BenchRow<Outcome = unknown> = {
  /** The part of the bench by which it is asked for alone. */
  readonly part: string;
  /** How often it is measured where no share of that is asked for. */
  readonly repetitions: number;
  /** One repetition. Its number is in its seed, so any share of them can be run anywhere. */
  measure(repetition: number): Outcome;
  /** @param outcomes of the repetitions, in their order */
  conclude(outcomes: readonly Outcome[]): Verdict;
};

/** A row as one of a list. */
export const rowOf = <Outcome>(row: BenchRow<Outcome>): BenchRow => row;
