import { createHash } from 'node:crypto';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { type BenchmarkRow, listBenchmarksById } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  type Entry,
  enterByCode,
  findEntry,
  findRulesAcceptedAt,
  findRulesInForce,
  findRulesOfReader,
  insertApplication,
  insertRulesAcceptance,
  listPrivateBenchmarksFor,
} from '@/db/queries/entry-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { findViolatedConstraint } from '@/db/query-failure';
import {
  acceptedRulesSchema,
  newApplicationSchema,
  newEntrySchema,
  type RulesAcceptanceView,
} from '@/lib/contracts/entry';
import { parseWith } from '@/lib/contracts/parse-metadata';
import type { NewSubmission } from '@/lib/contracts/submission';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import { normalizeClassCode } from '@/lib/core/entry/entry';
import { faultyField, type Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { startOfHour } from '@/lib/core/sign-in/session';
import { asPerson } from '../access/authorized';
import { transact } from '../access/budgets';
import { type Actor, requireSignedIn } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import type { RunnerView } from '../runner/trusted';

/** SHA-256 of a class code, however it was typed. */
export const hashClassCode = (code: string): string =>
  createHash('sha256').update(normalizeClassCode(code)).digest('hex');

/**
 * Refuses a person who has not entered the benchmark, or has not accepted the rules in force. The database checks the same in the
 * transaction of the submission.
 * @param accepts the version that the request accepts; null for none. A dry run needs no acceptance
 */
export async function requireEntry(
  db: Executor,
  { userId }: Pick<Actor, 'userId'>,
  benchmark: BenchmarkRow,
  accepts: number | null | 'dry run',
): Promise<Result<null>> {
  const of = await findEntry(db, { benchmarkId: benchmark.benchmarkId, userId });
  const refusal =
    refuseEntry(benchmark, of) ?? (accepts === 'dry run' ? null : refuseRules(benchmark, of, accepts));
  return refusal ? refuse(refusal) : ok(null);
}

function refuseEntry({ slug, entry }: BenchmarkRow, { isHost, way, state, reason }: Entry): Refusal | null {
  return isHost || way !== null ? null : { kind: 'entry_needed', slug, entry, state, reason };
}

function refuseRules(
  { slug, rules, rulesVersion }: BenchmarkRow,
  { isHost, acceptedVersion }: Entry,
  accepts: number | null,
): Refusal | null {
  const inForce = rules === '' ? null : rulesVersion;
  const refusal: Refusal = { kind: 'rules_not_accepted', slug, version: inForce };
  if (accepts !== null) return accepts === inForce ? null : refusal;
  return inForce === null || isHost || acceptedVersion === inForce ? null : refusal;
}

/** The refusal of a submission by what has changed during its transaction; null where nothing has. */
export async function findEntryRefusal(
  db: Executor,
  { userId, benchmark, metadata }: { userId: string; benchmark: BenchmarkRow; metadata: NewSubmission },
): Promise<Refusal | null> {
  const [now] = await listBenchmarksById(db, [benchmark.benchmarkId]);
  const admitted = now && (await requireEntry(db, { userId }, now, metadata.rules_version ?? null));
  return admitted && !admitted.ok ? admitted.error : null;
}

/** Records that the actor accepts a version of the rules, which must be the one in force. A repeated acceptance keeps its time. */
export async function acceptRules(
  actor: Actor | null,
  slug: string,
  input: unknown,
): Promise<Result<RulesAcceptanceView>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const { db } = webPlatform();
  const found = await requireBenchmark(db, slug, signedIn.value);
  if (!found.ok) return found;
  const parsed = parseWith(acceptedRulesSchema, input);
  if (!parsed.ok) return parsed;
  const { benchmarkId } = found.value;
  const { userId } = signedIn.value;
  const number = parsed.value.version;
  try {
    await insertRulesAcceptance(db, { benchmarkId, number, userId });
  } catch (error) {
    if (findViolatedConstraint(error) !== 'rules_acceptances_in_force') throw error;
  }
  const inForce = await findRulesInForce(db, benchmarkId);
  const acceptedAt = await findRulesAcceptedAt(db, { benchmarkId, number, userId });
  if (inForce?.number !== number || !acceptedAt)
    return refuse({ kind: 'rules_not_accepted', slug, version: inForce?.number ?? null });
  return ok({
    benchmark: slug,
    version: number,
    sha256: inForce.sha256,
    accepted_at: acceptedAt.toISOString(),
  });
}

/** Enters the benchmark of a class code. Wrong codes have a budget, and are all refused alike. */
export const enterBenchmarkByCode = asPerson(newEntrySchema, async ({ db, actor }, input) => {
  const entered = await transact(async (tx) =>
    ok(await enterByCode(tx, actor.userId, hashClassCode(input.code))),
  );
  if (!entered.ok) return entered;
  const [benchmark] = entered.value ? await listBenchmarksById(db, [entered.value]) : [];
  return benchmark
    ? ok({ benchmark: benchmark.slug, title: benchmark.title })
    : refuse(
        faultyField(
          'unknown_code',
          'code',
          'no benchmark has this class code; check each character, or ask for a new code',
        ),
      );
});

/** Applies to enter a benchmark, with an answer to each of its questions. A second application changes nothing. */
export async function applyToEnter(actor: Actor | null, slug: string, input: unknown): Promise<Result<null>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const found = await requireBenchmark(webPlatform().db, slug, signedIn.value);
  if (!found.ok) return found;
  const { benchmarkId, entry, entryQuestions } = found.value;
  const { userId } = signedIn.value;
  const before = await findEntry(webPlatform().db, { benchmarkId, userId });
  if (before.way !== null || before.state === 'asked') return ok(null);
  if (entry !== 'approval' || before.state !== null)
    return refuse({ kind: 'entry_needed', slug, entry, state: before.state, reason: before.reason });
  const parsed = parseWith(newApplicationSchema, input);
  if (!parsed.ok) return parsed;
  const { answers } = parsed.value;
  if (answers.length !== entryQuestions.length)
    return refuse(
      faultyField(
        'wrong_count',
        'answers',
        `the benchmark has ${entryQuestions.length} questions, and there are ${answers.length} answers`,
      ),
    );
  return transact(async (tx): Promise<Result<null>> => {
    const pairs = answers.map((answer, i) => ({ question: entryQuestions[i] ?? '', answer }));
    if (!(await insertApplication(tx, { benchmarkId, userId, answers: pairs }))) return ok(null);
    const now = await readClock(tx);
    // One mail an hour, however many apply.
    await insertNotice(tx, {
      key: `entry_asked:${benchmarkId}:${startOfHour(now).toISOString()}`,
      kind: 'entry_asked',
      benchmarkId,
      detail: {},
      createdAt: now,
    });
    return ok(null);
  });
}

/** The version in force, and whether the reader has accepted it. `at` is null before, and for a host, who needn't. */
export type RulesAcceptance = { since: string; by: 'visitor' | 'person' | 'host'; at: string | null };

/** The reader's acceptance of the rules in force, null without rules; and the runners that may read models and hidden inputs. */
export async function findRulesOfPage(
  actor: Actor | null,
  { slug, role }: { slug: string; role: MaintainerRole | null },
): Promise<{ acceptance: RulesAcceptance | null; runners: readonly RunnerView[] }> {
  const found = await findRulesOfReader(webPlatform().db, slug, actor?.userId ?? null);
  const runners = found?.runners ?? [];
  if (!found?.madeAt) return { acceptance: null, runners };
  const isHost = role !== null && hasRole(role, 'maintainer');
  const acceptance: RulesAcceptance = {
    since: found.madeAt.toISOString(),
    by: !actor ? 'visitor' : isHost ? 'host' : 'person',
    at: found.acceptedAt?.toISOString() ?? null,
  };
  return { acceptance, runners };
}

/** The private benchmarks that a person has entered or may enter: no list shows them. */
export const listPrivateBenchmarks = (actor: Actor): Promise<{ slug: string; title: string }[]> =>
  listPrivateBenchmarksFor(webPlatform().db, actor.userId);
