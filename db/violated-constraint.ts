import { DatabaseFault } from './query-failure';

/** The name of the constraint or index that refused a query; undefined where it failed of something else. */
export function findViolatedConstraint(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof DatabaseFault ? cause.constraint_name : undefined;
}
