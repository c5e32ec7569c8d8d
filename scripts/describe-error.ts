/** What was thrown, in a line for whoever ran the program. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
