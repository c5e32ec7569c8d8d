import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { removeValuesFromErrors } from './query-failure';

removeValuesFromErrors();

export type Database = PostgresJsDatabase<Record<string, never>>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** The database, or the transaction in which a query runs. */
export type Executor = Database | Transaction;

export type Client = { db: Database; sql: postgres.Sql; close: () => Promise<void> };

/**
 * Opens a connection pool to `url`. Its errors quote no value (`QueryFailure`). Statements are cancelled
 * after `statementTimeoutMs`, so that none waits for a lock for ever.
 */
export function connect(
  url: string,
  options: { max?: number; statementTimeoutMs?: number; applicationName?: string } = {},
): Client {
  const sql = postgres(url, {
    max: options.max ?? 10,
    onnotice: () => {},
    connect_timeout: 10,
    backoff: reconnectAfterSeconds,
    connection: {
      application_name: options.applicationName ?? 'tidemark',
      statement_timeout: options.statementTimeoutMs ?? 30_000,
    },
  });
  return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) };
}

/**
 * Seconds to wait before a reconnection. The driver's default waits up to 20 s as soon as ten connections are
 * lost at once, although the server may be up again after 1 s. @param retries number of connections in a row
 * that were lost or refused
 */
function reconnectAfterSeconds(retries: number): number {
  return Math.min(retries, 10) / 10;
}
