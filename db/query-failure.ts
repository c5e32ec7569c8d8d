import { PostgresJsPreparedQuery, PostgresJsSession } from 'drizzle-orm/postgres-js';

/** What PostgreSQL says of a fault that names places and never values: its `detail`, its context and the parameters aren't among it. */
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
 * Classes of faults whose message is about names, locks, rights or the connection. Others may quote what was sent, as
 * `invalid input syntax for type uuid: "…"` does.
 */
const classesWithoutValues = /^(08|23|25|28|40|42|53|55|57|P0)/;

/** A fault of the database without any value of a query: a log can have it. */
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

/** A query that failed: its text, which has no values, and the fault. */
export class QueryFailure extends Error {
  override readonly name = 'QueryFailure';

  constructor(
    readonly query: string,
    cause: Error,
  ) {
    super(`a query failed: ${cause.message}`, { cause });
  }
}

/** The same error without values; one that comes from elsewhere as it is. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('params' in error && 'query' in error && error.cause instanceof Error)
    return new QueryFailure(String(error.query), new DatabaseFault(error.cause));
  // The driver hangs the parameters on what it throws itself, too.
  return 'severity' in error || 'parameters' in error ? new DatabaseFault(error) : error;
}

const rethrow = (error: unknown): never => {
  throw withoutValues(error);
};

/**
 * Makes every error of drizzle's one without values, for good: its own quotes all parameters in its message, and whoever logs it
 * would log session tokens and addresses. Doing it twice does no harm.
 */
export function keepValuesOutOfErrors(): void {
  const query = PostgresJsPreparedQuery.prototype;
  const { execute, all } = query;
  query.execute = function (...input) {
    return execute.apply(this, input).catch(rethrow);
  };
  query.all = function (...input) {
    return all.apply(this, input).catch(rethrow);
  };
  // A constraint that is looked at as the transaction ends fails outside of any query.
  const session = PostgresJsSession.prototype;
  const { transaction } = session;
  Object.assign(session, {
    transaction(this: typeof session, ...input: Parameters<typeof transaction>) {
      return transaction.apply(this, input).catch(rethrow);
    },
  });
}
