import { webPlatform } from '@/adapters/web-platform';
import { listRoundsOf } from '@/db/queries/round-queries';
import { listStandingSubmissions, type StandingSubmission } from '@/db/queries/submission-queries';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Round } from '@/lib/core/round/round';
import type { Actor } from '../access/actor';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { type ModeratedRound, readModeratedRound } from '../round/read-moderated';
import { type PlannedOpening, readPlannedOpenings } from '../round/read-planned-openings';

export type MaintainedRoundPage = {
  benchmark: { title: string; role: MaintainerRole | null };
  /** Null for whoever has nothing to look after here. */
  maintained: {
    moderated: ModeratedRound;
    opening: PlannedOpening | undefined;
    /** What counts in a closed round, for those who may withdraw it. */
    standing: readonly StandingSubmission[];
  } | null;
};

/** One round as its maintainers, auditors and the site's operators see it. */
export async function findMaintainedRoundPage(
  actor: Actor,
  slug: string,
  number: number,
): Promise<Result<MaintainedRoundPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const named = { title: benchmark.title, role };
  const as = decideReader(actor, role);
  if (!as) return ok({ benchmark: named, maintained: null });
  const rows = await listRoundsOf(db, [benchmark.benchmarkId], { drafts: as !== 'operator' });
  const round = rows.find((row) => row.number === number);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  const [moderated, opening, standing] = await Promise.all([
    readModeratedRound(db, { round, as, reader: actor }),
    findOpening(round, async () => readPlannedOpenings(db, benchmark, rows)),
    as === 'maintainer' && round.state === 'closed' ? listStandingSubmissions(db, round.roundId) : [],
  ]);
  return ok({ benchmark: named, maintained: { moderated, opening, standing } });
}

/** An operator consents to invalidations, of public rounds alone, whether an auditor or nobody here. */
function decideReader(actor: Actor, role: MaintainerRole | null): ModeratedRound['as'] | null {
  if (role && hasRole(role, 'maintainer')) return 'maintainer';
  if (actor.isOperator) return 'operator';
  return role ? 'auditor' : null;
}

async function findOpening(
  { number, state }: Round,
  readOpenings: () => ReturnType<typeof readPlannedOpenings>,
): Promise<PlannedOpening | undefined> {
  return state === 'sealed' ? (await readOpenings()).get(number) : undefined;
}
