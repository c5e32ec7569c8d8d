import { readClock } from '@/db/queries/read-clock';
import { findOpenRound } from '@/db/queries/round-queries';
import { countDaySlots, countRoundSlots } from '@/db/queries/slot-queries';
import { findSharing } from '@/db/queries/team-link-queries';
import { webPlatform } from '@/lib/adapters/web-platform';
import type { QuotaView } from '@/lib/contracts/submission';
import { nextUtcDay, slotsLeft, utcDay } from '@/lib/core/quota/quota';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from './actor';
import { requireBenchmark } from './require-benchmark';
import { requireSignedIn } from './require-signed-in';
import { requireTeam } from './require-team';

/** What the actor's team, with those it is linked with, has used and has left: in the open round, and today (UTC). */
export async function findQuota(
  actor: Actor | null,
  slug: string,
  teamSlug?: string | null,
): Promise<Result<QuotaView, Refusal>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(db, slug);
  if (!benchmark.ok) return benchmark;
  const team = await requireTeam(db, signedIn.value, teamSlug);
  if (!team.ok) return team;
  const { benchmarkId, quotaPerRound, quotaPerDay } = benchmark.value;
  const now = await readClock(db);
  const round = await findOpenRound(db, benchmarkId);
  const { groupId, reason, others } = await findSharing(db, {
    benchmarkId,
    teamId: team.value.teamId,
    roundId: round?.roundId ?? null,
  });
  const inRound = {
    limit: quotaPerRound,
    used: round ? await countRoundSlots(db, round.roundId, groupId) : 0,
  };
  const today = {
    limit: quotaPerDay,
    used: await countDaySlots(db, benchmarkId, groupId, utcDay(now)),
  };
  return ok({
    round: { ...inRound, left: round ? slotsLeft(inRound) : 0 },
    day: { ...today, left: slotsLeft(today), resets_at: nextUtcDay(now).toISOString() },
    shared_with: others.map((other) => ({ team: other.slug, name: other.name })),
    shared_because: reason,
  });
}
