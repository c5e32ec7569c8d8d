import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgresHome } from '@/adapters/embedded-postgres/postgres-home';
import { dataDir } from '../site';
import { openDatabase } from './database';

/** PostgreSQL's own log of the web process's statements. */
export type StatementLog = {
  /** The SQL statements of a request, which may run beside other requests. */
  statementsOf: (request: () => Promise<unknown>) => Promise<string[]>;
  stop: () => Promise<void>;
};

/** Makes the server of the site under test log every statement, without its parameters. */
export async function startStatementLog(): Promise<StatementLog> {
  const settings = { log_statement: 'all', log_parameter_max_length: '0' };
  const apply = async (...statements: string[]) => {
    const sql = await openDatabase('superuser');
    for (const statement of statements) await sql.unsafe(statement);
    await sql`select pg_reload_conf()`;
    await sql.end();
    // The backends read the new settings before their next statement, after the postmaster's signal.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  };
  await apply(...Object.entries(settings).map(([name, value]) => `alter system set ${name} = '${value}'`));
  const file = join(findPostgresHome(dataDir()), 'server.log');
  return {
    statementsOf: async (request) => {
      const from = sizeOf(file);
      await request();
      return listStatements(readFrom(file, from));
    },
    stop: () => apply(...Object.keys(settings).map((name) => `alter system reset ${name}`)),
  };
}

const line = /^\S+ \S+ UTC \[(\d+)\] (\S*)@\S* LOG: {2}(?:execute [^:]*|statement): (.*)$/;

/** Further lines of a statement begin with a tab. */
const continued = /\n\t/g;

/** The statements of the web process, without those that it runs for nobody's request. */
function listStatements(log: string): string[] {
  const bySession = new Map<string, string[]>();
  for (const text of log.replaceAll(continued, ' ').split('\n')) {
    const [, session, role, statement] = line.exec(text) ?? [];
    if (role !== 'tidemark_web' || !session || statement === undefined) continue;
    bySession.set(session, [...(bySession.get(session) ?? []), statement.trim()]);
  }
  return [...bySession.values()].flatMap(withoutBackground).filter((statement) => !isOfNobody(statement));
}

/** Leaves out the transactions of nobody's request, with their `begin`, and the rest of one begun before the request. */
function withoutBackground(statements: readonly string[]): string[] {
  let logged: string[] = [];
  let transaction: string[] | null = null;
  for (const statement of statements) {
    if (/^begin\b/i.test(statement)) transaction = [];
    (transaction ?? logged).push(statement);
    if (!/^(commit|rollback)\b/i.test(statement)) continue;
    if (!transaction) logged = [];
    else if (!transaction.some(isOfNobody)) logged.push(...transaction);
    transaction = null;
  }
  return logged;
}

/**
 * Conditions of what the web process looks for by itself: mails, events of webhooks and merges that are due; the schema's version; a
 * connection's types; and what the site's runner asks for.
 */
const ofNobody = [
  'notice_deliveries',
  'from "runs"',
  'update "runners"',
  '"notices"."addressed_at" is null',
  '"webhooks"."off_at" is null',
  '"team_merges"."objections_until" <=',
  'from "schema_state"',
  'pg_catalog.pg_type',
];

const isOfNobody = (statement: string): boolean => ofNobody.some((part) => statement.includes(part));

function sizeOf(file: string): number {
  const handle = openSync(file, 'r');
  const { size } = fstatSync(handle);
  closeSync(handle);
  return size;
}

function readFrom(file: string, from: number): string {
  const handle = openSync(file, 'r');
  const bytes = Buffer.alloc(fstatSync(handle).size - from);
  readSync(handle, bytes, 0, bytes.length, from);
  closeSync(handle);
  return bytes.toString('utf8');
}
