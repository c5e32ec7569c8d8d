/** Counts and output of one step of `npm test`. */
export type StepOutcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Shown when a test failed or was skipped. */
  readonly output: string;
};

/** A check that counts as one test: a linter, the types, the build. */
export function singleOutcome(isPassed: boolean, output: string): StepOutcome {
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0, output };
}

/** The last line of `npm test`. */
export function formatTotal(outcomes: readonly StepOutcome[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** True when no test failed and one passed: a run without tests proves nothing. */
export function isSuccess(outcomes: readonly StepOutcome[]): boolean {
  return outcomes.every((outcome) => outcome.failed === 0) && outcomes.some((outcome) => outcome.passed > 0);
}
