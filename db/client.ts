import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { removeValuesFromErrors } from './query-failure';

removeValuesFromErrors();

export type Database = PostgresJsDatabase<Record<string, never>>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** The database, or the transaction that a query is part of. */
export type Executor = Database | Transaction;

export type Client = { db: Database; sql: postgres.Sql; close: () => Promise<void> };

/**
 * A connection pool on `url`, whose errors quote no value (`QueryFailure`). Statements end after `statementTimeoutMs`, so that
 * nothing hangs behind a lock for ever.
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
 * Seconds to wait before a reconnection. The driver's default waits up to 20 s as soon as ten connections are cut at once, though
 * the server may be up again after 1 s.
 * @param retries connections in a row that were lost or refused
 */
function reconnectAfterSeconds(retries: number): number {
  return Math.min(retries, 10) / 10;
}
