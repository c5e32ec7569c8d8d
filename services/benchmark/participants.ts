import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listRoundEntries, type RoundEntry } from '@/db/queries/participant-queries';
import { listNewestSnapshots } from '@/db/queries/snapshot-queries';
import { listSubmissionsOfBenchmark } from '@/db/queries/submission-queries';
import type { FlagView } from '@/lib/contracts/moderation';
import { cutPage, type Page, type PagingQuery, readCursor } from '@/lib/contracts/paging';
import type { ParticipantView } from '@/lib/contracts/participants';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { isUuid } from '@/lib/core/is-uuid';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import { ok, type Result } from '@/lib/core/result';
import { asAuditor } from '../access/authorized';
import type { Actor } from '../access/caller';
import { requireMaintained } from '../access/require-benchmark';
import { readFlags } from '../flag/flag';
import { viewOfSubmission } from '../submission/view';

/**
 * For people with a role: the teams of each round, their submissions counted by state, and, once the ranking is official, their
 * scores.
 */
export const listParticipants = asAuditor(async ({ db, benchmark, role }) =>
  readParticipants(db, benchmark, { role, flags: await readFlags(db, benchmark.benchmarkId) }),
);

/** @param flags all flags of the benchmark */
export async function readParticipants(
  db: Executor,
  { benchmarkId }: { benchmarkId: string },
  { role, flags }: { role: MaintainerRole; flags: readonly FlagView[] },
): Promise<ParticipantView[]> {
  const entries = await listRoundEntries(db, benchmarkId);
  const official = [
    ...new Set(
      entries.filter(({ state }) => state === 'closed' || state === 'revealed').map(({ roundId }) => roundId),
    ),
  ];
  const snapshots = await listNewestSnapshots(
    db,
    official.map((roundId) => ({ roundId, split: 'final' as const })),
  );
  const boards = new Map(
    snapshots
      .filter(({ leaderboard }) => !leaderboard.erratum)
      .map(({ roundId, leaderboard }) => [roundId, leaderboard]),
  );
  return entries.map((entry) => {
    const view = viewOf(entry, boards.get(entry.roundId), flags);
    // Auditors don't see the list of entrants.
    return role === 'auditor' ? { ...view, people: [] } : view;
  });
}

const viewOf = (
  entry: RoundEntry,
  board: Leaderboard | undefined,
  flags: readonly FlagView[],
): ParticipantView => ({
  round: entry.round,
  round_title: entry.roundTitle,
  round_state: entry.state,
  team: entry.team,
  team_name: entry.teamName,
  own_name: entry.ownName,
  members: entry.memberCount,
  people: entry.people,
  host: entry.isHost,
  submissions: {
    all: entry.submissionCount,
    unfinished: entry.unfinishedCount,
    scored: entry.scoredCount,
    rejected: entry.rejectedCount,
    failed: entry.failedCount,
    withdrawn: entry.withdrawnCount,
  },
  refusals: entry.codes,
  slots_used: entry.slotsUsed,
  slots: entry.quotaPerRound,
  last_submission_at: entry.lastReceivedAt?.toISOString() ?? null,
  official: board ? findOfficial(board, [entry.team, ...entry.formerTeams]) : null,
  flags: flags.filter(
    ({ round, submissions }) => round === entry.round && submissions.some(({ team }) => team === entry.team),
  ).length,
});

/** The best row of a participant's teams: rows are in ranking order, so that is the first one found. */
function findOfficial(board: Leaderboard, teams: readonly string[]): ParticipantView['official'] {
  const row = [...board.entries, ...board.reference_entries].find(({ team_slug }) =>
    teams.includes(team_slug),
  );
  if (!row) return null;
  const { model, version, score, rank, rank_lower, rank_upper } = row;
  return { model, version, metric: board.metric, score, rank, rank_lower, rank_upper };
}

/**
 * All submissions to a benchmark, newest first, for people with a role. Those of an open round lack feedback, hash and error
 * code, as in `findSubmission`.
 */
export async function listSubmissionsForMaintainer(
  actor: Actor | null,
  slug: string,
  { limit, cursor }: PagingQuery,
): Promise<Result<Page<SubmissionView>>> {
  const { db } = webPlatform();
  const maintained = await requireMaintained(db, actor, slug, 'auditor');
  if (!maintained.ok) return maintained;
  const after = readCursor(cursor);
  const found = await listSubmissionsOfBenchmark(db, maintained.value.benchmark.benchmarkId, {
    limit: limit + 1,
    after: after !== null && isUuid(after) ? after : null,
  });
  return ok(cutPage(found.map(viewOfSubmission), limit, ({ id }) => id));
}
