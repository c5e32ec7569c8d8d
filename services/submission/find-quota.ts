import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { listTalliesOfGroup } from '@/db/queries/feedback-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { countDaySlotsOfTeams, countSlots } from '@/db/queries/slot-queries';
import { findSharing } from '@/db/queries/team-link-queries';
import type { Team } from '@/db/queries/team-queries';
import type { QuotaView } from '@/lib/contracts/submission';
import { addTallies, computeGroupExposure } from '@/lib/core/exposure/exposure';
import { givesNoFeedback } from '@/lib/core/feedback/decide-feedback';
import { computeFeedbackCounts, describeNextTest } from '@/lib/core/feedback/feedback-counts';
import { roundToDecimals } from '@/lib/core/feedback/rounding';
import { nextUtcDay, slotsLeft, utcDay } from '@/lib/core/quota/quota';
import { ok, type Result } from '@/lib/core/result';
import type { OpenRound } from '@/lib/core/round/round';
import { type Actor, requireSignedIn } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';
import { requireTeam } from '../team/team';

/**
 * Used and remaining quota, in the open round and today (UTC), of the actor's team together with linked teams that share its
 * slots.
 */
export async function findQuota(
  actor: Actor | null,
  slug: string,
  teamSlug?: string | null,
): Promise<Result<QuotaView>> {
  const { db } = webPlatform();
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const benchmark = await requireBenchmark(db, slug, actor);
  if (!benchmark.ok) return benchmark;
  const team = await requireTeam(db, signedIn.value, teamSlug);
  if (!team.ok) return team;
  const open = await findOpenRound(db, benchmark.value.benchmarkId);
  return ok(await readQuota(db, { benchmark: benchmark.value, open, teamId: team.value.teamId }));
}

type WithQuota = Pick<BenchmarkRow, 'benchmarkId' | 'metric' | 'quotaPerRound' | 'quotaPerDay'>;

export async function readQuota(
  db: Executor,
  { benchmark, open: round, teamId }: { benchmark: WithQuota; open: OpenRound | undefined; teamId: string },
): Promise<QuotaView> {
  const { benchmarkId } = benchmark;
  const { quotaPerRound, quotaPerDay } = round ?? benchmark;
  const now = await readClock(db);
  const { slotGroupId, slots, feedback, reason } = await findSharing(db, {
    benchmarkId,
    teamId,
    roundId: round?.roundId ?? null,
  });
  const day = utcDay(now);
  const sharing = [teamId, ...slots.map((other) => other.teamId)];
  const used = round
    ? await countSlots(db, { roundId: round.roundId, benchmarkId, teamGroupId: slotGroupId, day })
    : { inRound: 0, inDay: await countDaySlotsOfTeams(db, benchmarkId, sharing, day) };
  const inRound = { limit: quotaPerRound, used: used.inRound };
  const today = { limit: quotaPerDay, used: used.inDay };
  return {
    ...(round ? await readFeedbackOf(db, { benchmark, round, teamId }) : noFeedbackYet),
    round: { ...inRound, left: round ? slotsLeft(inRound) : 0 },
    day: { ...today, left: slotsLeft(today), resets_at: nextUtcDay(now).toISOString() },
    shared_with: viewOfTeams(slots),
    feedback_shared_with: viewOfTeams(feedback),
    shared_because: reason,
  };
}

const viewOfTeams = (teams: readonly Team[]) => teams.map(({ slug, name }) => ({ team: slug, name }));

type OfFeedback = Pick<QuotaView, 'exposure' | 'feedback' | 'next_test'>;

const noFeedbackYet: OfFeedback = { exposure: null, feedback: null, next_test: null };

/**
 * Feedback of the team together with linked teams: how much of the feedback split it has used up, and by which test the next
 * file will be compared.
 */
async function readFeedbackOf(
  db: Executor,
  { benchmark: { metric }, round, teamId }: { benchmark: WithQuota; round: OpenRound; teamId: string },
): Promise<OfFeedback> {
  const { feedbackPolicy: policy, feedbackCount, feedbackCap, quotaPerRound } = round;
  if (givesNoFeedback({ policy, feedbackCount })) return noFeedbackYet;
  const ofGroup = addTallies(await listTalliesOfGroup(db, round.roundId, teamId));
  const split = { policy, feedbackCount };
  const { used, left, leftMax } = computeFeedbackCounts({ ...split, feedbackCap, quotaPerRound }, ofGroup);
  const next = describeNextTest({ policy, metric, feedbackCount }, ofGroup);
  return {
    exposure: roundToDecimals(computeGroupExposure(split, ofGroup), 4),
    feedback: { used, left, left_max: leftMax },
    next_test: next && {
      level: next.level,
      refusals: next.refusals,
      gains_needed: next.gains && [...next.gains],
    },
  };
}
