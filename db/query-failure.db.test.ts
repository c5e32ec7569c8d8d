import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { type SQL, sql } from 'drizzle-orm';
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFault } from '@/adapters/faults';
import { logConsole, makeLog } from '@/adapters/log';
import { createOwnDatabase, embeddedOwnerUrl } from '@/scripts/start/prepare-database';
import { startThrowawayPostgres, type ThrowawayPostgres } from '@/testing/start-throwaway-postgres';
import { type Client, connect } from './client';

const secret = 'a-secret-that-no-log-may-have';

/** A table that only this test uses. */
const kept = pgTable('kept', {
  identifier: text('identifier').notNull(),
  token: text('token').notNull(),
  expires: timestamp('expires_at', { withTimezone: true }).notNull(),
});

const secrets = {
  ownerPassword: 'owner-password',
  webPassword: 'web-password',
  scorerPassword: 'scorer-password',
  superuserPassword: 'superuser-password',
  authSecret: 'auth-secret',
};

/**
 * Queries that each fail in another way; without the tested code, the error of PostgreSQL or drizzle would
 * quote the secret.
 */
const failing: Record<string, SQL> = {
  'a row that is there already': sql`insert into kept (identifier, token, expires_at) values (${secret}, ${secret}, now())`,
  'a value that is none of its type': sql`select ${secret}::text::uuid`,
  'a missing value beside others': sql`insert into kept (identifier, token, expires_at) values (${secret}, ${secret}, null)`,
  'a check that fails': sql`insert into checked values (${secret})`,
  'a cast to a date': sql`select to_date(${secret}, 'YYYY')`,
  'a table that isn’t there': sql`select * from nothing where a = ${secret}`,
};

describe('failed query', () => {
  let server: ThrowawayPostgres;
  let client: Client;

  beforeAll(async () => {
    server = await startThrowawayPostgres('failure', { durable: false });
    await createOwnDatabase(server.superuserUrl, secrets);
    client = connect(embeddedOwnerUrl(server.port, secrets), { max: 2 });
    await client.sql.unsafe(`
      create table kept (identifier text not null, token text not null, expires_at timestamptz not null, primary key (identifier, token));
      create table checked (a text, check (length(a) < 3));
      insert into kept values ('${secret}', '${secret}', now());`);
  });
  afterAll(async () => {
    await client?.close();
    await server?.remove();
  });

  /** Returns every text of an error that a program could log. */
  const describeAll = (error: unknown): string =>
    [
      String(error),
      error instanceof Error ? error.stack : '',
      JSON.stringify(error),
      inspect(error, { depth: null, showHidden: true }),
    ].join('\n');

  it('quotes none of its parameters in its error, in any log format, but names the fault and where it happened', async () => {
    for (const [name, query] of Object.entries(failing)) {
      const error = await client.db.execute(query).catch((caught: unknown) => caught);
      expect(error, name).toMatchObject({
        name: 'QueryFailure',
        cause: { code: expect.stringMatching(/^\w{5}$/) },
      });
      expect(describeAll(error), name).not.toContain(secret);
    }
    const row = { identifier: secret, token: secret, expires: new Date() };
    const ways = [
      () => client.db.insert(kept).values(row),
      () => client.db.insert(kept).values(row).returning(),
      () => client.db.transaction((tx) => tx.insert(kept).values(row)),
    ];
    for (const way of ways) {
      const error = await Promise.resolve(way()).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ cause: { code: '23505', constraint_name: 'kept_pkey' } });
      expect(describeAll(error)).not.toContain(secret);
    }
  });

  it.each(['web', 'scorer'] as const)('quotes no parameter in the log of the %s process', async (program) => {
    const lines: string[] = [];
    const log = makeLog(program, { write: (line: string) => void lines.push(line) });
    const printer = { ...console };
    // Next prints the errors of pages, and the scorer describes the errors of its jobs; both ways are tested.
    logConsole(log, printer);
    const ways = [
      ...Object.values(failing).map((query) => () => client.db.execute(query)),
      () => client.sql`select ${secret}::text::uuid`,
    ];
    for (const way of ways) {
      const error = await Promise.resolve(way()).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      log.error(describeFault(error), 'job failed');
      printer.error(' ⨯', error);
      printer.error(error);
    }
    expect(lines).toHaveLength(3 * ways.length);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ process: program, at: expect.any(Array) });
    expect(lines.join('')).not.toContain(secret);
  });

  it('quotes no parameter in the log of a process that doesn’t catch the error, nor in PostgreSQL’s own log', async () => {
    const program = `
      import { sql } from 'drizzle-orm';
      import { connect } from './db/client';
      const { db } = connect(process.env.URL ?? '', { max: 1 });
      await db.execute(sql\`select 1\`);
      await db.execute(sql\`select \${process.env.SECRET}::text::uuid\`);`;
    const ended = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      {
        env: { ...process.env, URL: embeddedOwnerUrl(server.port, secrets), SECRET: secret },
      },
    ).catch((error: { stderr: string; stdout: string }) => error);
    expect(ended.stderr).toContain('QueryFailure');
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(secret);
    const log = readFileSync(join(server.homeDir, 'server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain(secret);
  });
});
