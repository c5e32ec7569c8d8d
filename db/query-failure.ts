import { PostgresJsPreparedQuery, PostgresJsSession } from 'drizzle-orm/postgres-js';
import { isBudgetName, type SpentBudget } from '@/lib/core/quota/budgets';

/**
 * Fields of a PostgreSQL error that name tables, columns and positions, and never values; detail, context and
 * parameters are left out.
 */
const places = [
  'code',
  'severity',
  'schema_name',
  'table_name',
  'column_name',
  'constraint_name',
  'routine',
] as const;

/**
 * SQLSTATE classes whose message names only tables, locks, rights or the connection. Messages of other
 * classes may quote parameters, as `invalid input syntax for type uuid: "…"` does.
 */
const classesWithoutValues = /^(08|23|25|28|40|42|53|55|57|P0)/;

/** An error of the database, without any value of a query, so that it may be logged. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';
  readonly code: string = '';
  declare readonly constraint_name?: string;

  constructor(fault: Error) {
    const code = 'code' in fault ? String(fault.code) : '';
    const isOurs = !('severity' in fault);
    super(isOurs || classesWithoutValues.test(code) ? fault.message : `PostgreSQL refused a value (${code})`);
    for (const place of places)
      if (place in fault) Object.assign(this, { [place]: Reflect.get(fault, place) });
  }
}

/** A query that failed: its SQL text, which has no values, and the database's error as cause. */
export class QueryFailure extends Error {
  override readonly name = 'QueryFailure';

  constructor(
    readonly query: string,
    cause: Error,
  ) {
    super(`a query failed: ${cause.message}`, { cause });
  }
}

/** Replaces an error of the database by one without values; other errors are returned unchanged. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('params' in error && 'query' in error && error.cause instanceof Error)
    return new QueryFailure(String(error.query), new DatabaseFault(error.cause));
  // The driver attaches a query's parameters to its own errors too.
  return 'severity' in error || 'parameters' in error ? new DatabaseFault(error) : error;
}

const rethrow = (error: unknown): never => {
  throw withoutValues(error);
};

/**
 * Patches drizzle so that none of its errors contains values: drizzle quotes all parameters in the message,
 * so that a log would contain session tokens and addresses. Idempotent.
 */
export function removeValuesFromErrors(): void {
  const query = PostgresJsPreparedQuery.prototype;
  const { execute, all } = query;
  query.execute = function (...input) {
    return execute.apply(this, input).catch(rethrow);
  };
  query.all = function (...input) {
    return all.apply(this, input).catch(rethrow);
  };
  // A deferred constraint fails at the end of the transaction, outside of any query, so transactions are
  // patched too.
  const session = PostgresJsSession.prototype;
  const { transaction } = session;
  Object.assign(session, {
    transaction(this: typeof session, ...input: Parameters<typeof transaction>) {
      return transaction.apply(this, input).catch(rethrow);
    },
  });
}

/** Returns the name of the constraint or index that refused a query; undefined for another error. */
export function findViolatedConstraint(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof DatabaseFault ? cause.constraint_name : undefined;
}

/**
 * True if the database aborted a transaction because of another one: a deadlock, or a serialization failure.
 * The transaction can be tried again.
 */
export function isConflict(error: unknown): boolean {
  const cause = error instanceof QueryFailure ? error.cause : error;
  return cause instanceof DatabaseFault && ['40P01', '40001'].includes(cause.code);
}

/**
 * Returns the budget that `spend_budget` found used up (db/functions/budgets.sql); undefined for another
 * error.
 */
export function readSpentBudget(error: unknown): SpentBudget | undefined {
  const cause = error instanceof QueryFailure ? error.cause : error;
  if (!(cause instanceof DatabaseFault) || cause.constraint_name !== 'spent_budgets_max') return undefined;
  const [, budget = '', limit, seconds] =
    /^the budget (\w+) is spent: at most (\d+), again in (\d+) s$/.exec(cause.message) ?? [];
  return isBudgetName(budget)
    ? { budget, limit: Number(limit), retryAfterSeconds: Number(seconds) }
    : undefined;
}
