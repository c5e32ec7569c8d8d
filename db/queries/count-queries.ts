import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Countable } from '@/lib/core/quota/quota';
import type { Executor, Transaction } from '../client';
import { apiTokens } from '../schema/api-tokens';
import { benchmarkMaintainers, benchmarks } from '../schema/benchmarks';
import { dryRuns } from '../schema/models';
import { rounds } from '../schema/rounds';

/**
 * Locks a count until the transaction ends, so that parallel transactions wait and also count the rows that
 * this one inserts.
 */
export async function lockCount(tx: Transaction, what: Countable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`count:${what}`}, 0))`);
}

/** Counts the existing things of one kind: those of a person, and those of the whole site. */
export async function countOf(
  db: Executor,
  what: Countable,
  userId: string,
): Promise<{ person: number; site: number }> {
  const [mine, all] = counted(what, userId);
  const [row] = await db.execute<{ person: number; site: number }>(
    sql`select (${mine})::int as person, (${all})::int as site`,
  );
  if (!row) throw new Error('nothing was counted');
  return row;
}

function counted(what: Countable, userId: string): [mine: SQL, all: SQL] {
  const isDraft = what === 'rounds' ? undefined : eq(rounds.state, 'draft');
  const isUnchecked = what === 'checks' ? isNull(rounds.checkedAt) : undefined;
  const ofRounds = (condition: SQL | undefined) =>
    sql`select count(*) from ${rounds} where ${and(isDraft, isUnchecked, condition) ?? sql`true`}`;
  switch (what) {
    case 'benchmarks':
      return [
        sql`select count(*) from ${benchmarkMaintainers}
          where ${and(eq(benchmarkMaintainers.userId, userId), eq(benchmarkMaintainers.role, 'owner'))}`,
        sql`select count(*) from ${benchmarks}`,
      ];
    case 'checks':
    case 'drafts':
    case 'rounds':
      return [ofRounds(eq(rounds.uploadedBy, userId)), ofRounds(undefined)];
    case 'dry_runs': {
      const waiting = inArray(dryRuns.state, ['queued', 'running']);
      return [
        sql`select count(*) from ${dryRuns} where ${and(eq(dryRuns.userId, userId), waiting)}`,
        sql`select count(*) from ${dryRuns} where ${waiting}`,
      ];
    }
    case 'tokens':
      return [
        sql`select count(*) from ${apiTokens} where ${and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt))}`,
        sql`select count(*) from ${apiTokens} where ${isNull(apiTokens.revokedAt)}`,
      ];
  }
}
