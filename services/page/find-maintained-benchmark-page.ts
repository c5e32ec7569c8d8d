import { webPlatform } from '@/adapters/web-platform';
import { findClockHold } from '@/db/queries/clock-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import type { AnchorView } from '@/lib/contracts/anchor';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedRoundView } from '@/lib/contracts/round';
import type { MaintainerRole } from '@/lib/core/benchmark';
import type { LastPairs } from '@/lib/core/planner/plan-ranking';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { type AnchorCandidate, readAnchorsAndCandidates } from '../anchor/anchor';
import { factsOfBenchmark } from '../benchmark/view';
import { readLastPairs } from '../publication/read-last-pairs';
import { readMaintainedRounds } from '../round/list';
import { type PlannedOpenings, readPlannedOpenings } from '../round/read-planned-openings';

export type MaintainedBenchmarkPage = {
  benchmark: BenchmarkFacts;
  /** Null for a person without a role in it. */
  maintained: {
    role: MaintainerRole;
    /** Drafts included, newest first. */
    rounds: readonly MaintainedRoundView[];
    openings: PlannedOpenings;
    anchors: readonly AnchorView[];
    candidates: readonly AnchorCandidate[];
    lastPairs: LastPairs | null;
    /** Time of the site's clock jump, while no operator has accepted it. */
    clockHeldAt: string | null;
    isSpaceShort: boolean;
    /** True if it is unlisted on a site where an operator lists new ones. */
    waitsForListing: boolean;
  } | null;
};

/** A benchmark as people with a role in it see it. */
export async function findMaintainedBenchmarkPage(
  actor: Actor,
  slug: string,
): Promise<Result<MaintainedBenchmarkPage, Refusal>> {
  const { db, space, environment } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { role } = found.value;
  const benchmark = factsOfBenchmark(found.value.benchmark);
  if (!role) return ok({ benchmark, maintained: null });
  const { benchmarkId, visibility } = found.value.benchmark;
  const waitsForListing = visibility === 'unlisted' && environment.TIDEMARK_FIRST_BENCHMARK_UNLISTED === '1';
  const rows = await listRoundsOf(db, [benchmarkId], { drafts: true });
  const [rounds, openings, { anchors, candidates }, hold, lastPairs] = await Promise.all([
    readMaintainedRounds(db, rows),
    readPlannedOpenings(db, found.value.benchmark, rows),
    readAnchorsAndCandidates(db, benchmarkId),
    findClockHold(db),
    readLastPairs(db, rows),
  ]);
  const clockHeldAt = hold?.heldAt.toISOString() ?? null;
  const isSpaceShort = await space.isShort();
  return ok({
    benchmark,
    maintained: {
      role,
      rounds,
      openings,
      anchors,
      candidates,
      lastPairs,
      clockHeldAt,
      isSpaceShort,
      waitsForListing,
    },
  });
}
