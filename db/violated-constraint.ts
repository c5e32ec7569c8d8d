import { DatabaseFault } from './query-failure';

/** The name of the constraint or index that refused a query; undefined for another failure. */
export function findViolatedConstraint(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof DatabaseFault ? cause.constraint_name : undefined;
}
