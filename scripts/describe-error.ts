/** One line about a thrown error for the person who ran the program. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
