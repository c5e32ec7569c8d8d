import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listRoundsOf } from '@/db/queries/round-queries';
import { countSubmissionsByRound, noSubmissions } from '@/db/queries/submission-queries';
import type { MaintainedRoundView, RoundView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmark, requireMaintained } from '../access/require-benchmark';
import { findReplacedNumber, maintainedViewOfRound, readRoundViews } from './view';

/** Public rounds, newest first. */
export async function listRounds(slug: string): Promise<Result<RoundView[], Refusal>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const rounds = await listRoundsOf(db, [benchmark.value.benchmarkId], { drafts: false });
  return ok(await readRoundViews(db, rounds));
}

/** All rounds for their maintainers, drafts and check reports included, newest first. */
export async function listMaintainedRounds(
  actor: Actor | null,
  slug: string,
): Promise<Result<MaintainedRoundView[], Refusal>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  const rounds = await listRoundsOf(db, [maintained.value.benchmark.benchmarkId], { drafts: true });
  return ok(await readMaintainedRounds(db, rounds));
}

/** @param rounds all of a benchmark */
export async function readMaintainedRounds(
  db: Executor,
  rounds: readonly Round[],
): Promise<MaintainedRoundView[]> {
  const [counts, views] = await Promise.all([
    countSubmissionsByRound(
      db,
      rounds.map((round) => round.roundId),
    ),
    readRoundViews(db, rounds),
  ]);
  return rounds.map((round, i) =>
    maintainedViewOfRound(round, {
      view: views[i]!,
      submissions: counts.get(round.roundId) ?? noSubmissions,
      replaces: findReplacedNumber(round, rounds),
    }),
  );
}
