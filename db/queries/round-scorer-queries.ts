import { and, asc, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { ModelSample } from '@/lib/contracts/model-signature';
import type { FeedbackPolicyName } from '@/lib/core/benchmark';
import { computeDueDates } from '@/lib/core/freshness/due-dates';
import { parseRound } from '@/lib/core/round/parse-round';
import type { CheckReport } from '@/lib/core/round/read-test-set';
import {
  type ArchiveFile,
  type Commitment,
  isInState,
  type Round,
  type RoundIn,
  type SealedRound,
} from '@/lib/core/round/round';
import type { RoundState } from '@/lib/core/round/round-state';
import type { Database, Executor } from '../client';
import { benchmarks, trainingFiles } from '../schema/benchmarks';
import { dueDates } from '../schema/freshness';
import { leakOverrules } from '../schema/round-history';
import { rounds } from '../schema/rounds';
import type { BenchmarkRow } from './benchmark-queries';

/**
 * Finds a round with its benchmark; the benchmark's secondary metrics are those with which the round was
 * sealed.
 */
export async function findRoundWithBenchmark(
  db: Executor,
  roundId: string,
): Promise<{ round: Round; benchmark: BenchmarkRow } | undefined> {
  const [row] = await db
    .select({ round: rounds, benchmark: benchmarks })
    .from(rounds)
    .innerJoin(benchmarks, eq(benchmarks.benchmarkId, rounds.benchmarkId))
    .where(eq(rounds.roundId, roundId));
  if (!row) return undefined;
  const round = parseRound(row.round);
  const secondaryMetrics = [...(round.secondaryMetrics ?? row.benchmark.secondaryMetrics)];
  return { round, benchmark: { ...row.benchmark, secondaryMetrics } };
}

/** Finds a round, if it is in one of these states. */
export async function findRoundIn<S extends RoundState>(
  db: Executor,
  roundId: string,
  ...states: readonly S[]
): Promise<{ round: RoundIn<S>; benchmark: BenchmarkRow } | undefined> {
  const found = await findRoundWithBenchmark(db, roundId);
  if (!found) return undefined;
  const { round, benchmark } = found;
  return isInState(round, states) ? { round, benchmark } : undefined;
}

/**
 * Finds the reason for which two maintainers let a draft be sealed although the check `label_leak` blocks it;
 * null without such a decision.
 */
export async function findLeakOverruleReason(db: Executor, roundId: string): Promise<string | null> {
  const [row] = await db
    .select({ reason: leakOverrules.reason })
    .from(leakOverrules)
    .where(
      and(
        eq(leakOverrules.roundId, roundId),
        isNotNull(leakOverrules.consentedAt),
        isNotNull(leakOverrules.proposedBy),
        isNotNull(leakOverrules.consentedBy),
        isNull(leakOverrules.droppedAt),
      ),
    );
  return row?.reason ?? null;
}

export async function updateRoundChecked(
  db: Executor,
  roundId: string,
  checkedAt: Date,
  checkReport: CheckReport,
): Promise<void> {
  await db.update(rounds).set({ checkedAt, checkReport }).where(eq(rounds.roundId, roundId));
}

export async function updateRoundSealed(
  db: Executor,
  roundId: string,
  sealed: {
    sealedAt: Date;
    itemCount: number;
    feedbackCount: number;
    finalCount: number;
    scorerVersion: string;
    feedbackPolicy: FeedbackPolicyName;
    feedbackCap: number | null;
    commitment: Commitment;
  },
): Promise<void> {
  await db
    .update(rounds)
    .set({ state: 'sealed', ...sealed })
    .where(eq(rounds.roundId, roundId));
}

/** Marks a sealed round as replaced; its replacement takes over its queue position. */
export async function updateRoundReplaced(
  db: Executor,
  roundId: string,
  invalidatedAt: Date,
  invalidationReason: string,
): Promise<void> {
  await db
    .update(rounds)
    .set({ state: 'invalidated', invalidatedAt, invalidationReason })
    .where(eq(rounds.roundId, roundId));
}

/** Opens a round and fixes its due dates. */
export async function updateRoundOpened(
  db: Executor,
  { roundId, commitment: { schedule } }: Pick<SealedRound, 'roundId' | 'commitment'>,
  interval: { openedAt: Date; closesAt: Date },
): Promise<void> {
  await db
    .update(rounds)
    .set({ state: 'open', opensAt: interval.openedAt, ...interval })
    .where(eq(rounds.roundId, roundId));
  const { cadence, time_zone: timeZone } = schedule;
  await db.insert(dueDates).values({ roundId, ...computeDueDates({ cadence, timeZone }, interval.closesAt) });
}

/** Sets a later close. The caller must hold the round's lock. */
export async function updateRoundExtended(db: Executor, roundId: string, closesAt: Date): Promise<void> {
  await db.update(rounds).set({ closesAt }).where(eq(rounds.roundId, roundId));
}

/**
 * Lists the rounds with which a draft's test set is compared: all other rounds of the benchmark that are
 * sealed or later, except those that were replaced before they opened, and the one that the draft replaces
 * unless that one has opened.
 */
export async function listRoundsToCompare(
  db: Executor,
  { roundId, benchmarkId, replacesRoundId }: Round,
): Promise<{ roundId: string; number: number; testSetSealedSha256: string; state: RoundState }[]> {
  return db
    .select({
      roundId: rounds.roundId,
      number: rounds.number,
      testSetSealedSha256: rounds.testSetSealedSha256,
      state: rounds.state,
    })
    .from(rounds)
    .where(
      and(
        eq(rounds.benchmarkId, benchmarkId),
        ne(rounds.roundId, roundId),
        replacesRoundId === null
          ? undefined
          : or(ne(rounds.roundId, replacesRoundId), ne(rounds.state, 'sealed')),
        ne(rounds.state, 'draft'),
        or(ne(rounds.state, 'invalidated'), isNotNull(rounds.openedAt)),
      ),
    )
    .orderBy(asc(rounds.number));
}

/** Marks a round as revealed. The caller must hold the round's lock. */
export async function updateRoundRevealed(
  db: Executor,
  roundId: string,
  revealed: { revealedAt: Date; archive: ArchiveFile[] },
): Promise<void> {
  await db
    .update(rounds)
    .set({ state: 'revealed', ...revealed })
    .where(eq(rounds.roundId, roundId));
}

/**
 * Gives a benchmark its public sample, from items that this transaction reveals; an existing sample stays.
 */
export async function updateModelSample(
  db: Executor,
  benchmarkId: string,
  modelSample: ModelSample,
): Promise<void> {
  await db
    .update(benchmarks)
    .set({ modelSample })
    .where(and(eq(benchmarks.benchmarkId, benchmarkId), isNull(benchmarks.modelSample)));
}

/** Returns those of the ids that belong to existing rounds. */
export async function listKnownRounds(db: Executor, roundIds: string[]): Promise<Set<string>> {
  const rows = await db.select({ id: rounds.roundId }).from(rounds).where(inArray(rounds.roundId, roundIds));
  return new Set(rows.map(({ id }) => id));
}

/** Lists the SHA-256 of each round's encrypted test set. */
export async function listSealedTestSets(db: Executor): Promise<{ roundId: string; sha256: string }[]> {
  return db
    .select({ roundId: rounds.roundId, sha256: rounds.testSetSealedSha256 })
    .from(rounds)
    .orderBy(rounds.roundId);
}

/**
 * Records the hash of a test set that was encrypted to another key. A trigger prevents changes of a sealed
 * round by every role, so it is disabled within the transaction, which locks the table. @param db connected
 * as the tables' owner
 */
export async function updateTestSetResealed(db: Database, roundId: string, sha256: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`alter table rounds disable trigger rounds_legal_change`);
    await tx.update(rounds).set({ testSetSealedSha256: sha256 }).where(eq(rounds.roundId, roundId));
    await tx.execute(sql`alter table rounds enable trigger rounds_legal_change`);
  });
}

/**
 * Returns those of the ids that belong to existing training files; the scorer may read no other column of
 * that table.
 */
export async function listKnownTrainingFiles(db: Executor, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: trainingFiles.trainingFileId })
    .from(trainingFiles)
    .where(inArray(trainingFiles.trainingFileId, ids));
  return new Set(rows.map(({ id }) => id));
}
