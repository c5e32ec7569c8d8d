import { webPlatform } from '@/adapters/web-platform';
import {
  type BenchmarkRow,
  type ExampleRound,
  findExampleRound,
  listPublicOpenRounds,
  type OpenRound,
} from '@/db/queries/benchmark-queries';
import { type Entry, findEntry } from '@/db/queries/entry-queries';
import { listVersionsOfTeam } from '@/db/queries/model-version-queries';
import { findTeamInRound, type TeamInRound } from '@/db/queries/pseudonym-queries';
import { listCurrentRoundsOf, listRevealedRounds } from '@/db/queries/round-queries';
import { listSubmissionsOfTeam, listSubmissionsOfUser } from '@/db/queries/submission-queries';
import { findBoundTeam, listTeamsOf, type Team } from '@/db/queries/team-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/data-files';
import type { ModelVersionView } from '@/lib/contracts/model';
import { cutPage, type Page } from '@/lib/contracts/paging';
import type { QuotaView, SubmissionView } from '@/lib/contracts/submission';
import { hasRole, isArtefactKind } from '@/lib/core/benchmark';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { chooseTraining } from '@/lib/core/round/training';
import { chooseTeam } from '@/lib/core/team/team';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { viewOfBenchmark } from '../benchmark/view';
import { viewOfTraining } from '../publication/find-training-data';
import { readFreshness } from '../round/read-freshness';
import { viewRounds } from '../round/view';
import { readQuota } from '../submission/find-quota';
import { viewOfSubmission } from '../submission/view';
import { decideEntrants, ensureTeam } from '../team/team';
import { viewOfVersion } from '../version/version';

type NamedTeam = { slug: string; name: string };

export type SubmitPage = {
  benchmark: BenchmarkView;
  /** Training data of the revealed rounds; null while no round is revealed. */
  training: TrainingView | null;
  /** The newest versions of the team's models; empty for a visitor. */
  versions: Page<ModelVersionView>;
  /** The reader's team with its quota and submissions. Null for a visitor, and while no round is open. */
  participant: {
    teams: readonly NamedTeam[];
    team: NamedTeam;
    /**
     * True if the person, who is in several teams, has already submitted for this team and can't submit for another in the
     * round.
     */
    isBound: boolean;
    /** The reason why the team with its present members may not submit to the round; null if it may. */
    unfit: Refusal | null;
    inRound: TeamInRound;
    quota: QuotaView;
    /** Number of items in the open round's feedback split. */
    feedbackCount: number;
    isMaintainer: boolean;
    /** The person's state as an entrant, and the version of the rules that they accepted. */
    entry: Entry;
    /** The team's newest hundred submissions to the open round, newest first. */
    sent: readonly SubmissionView[];
  } | null;
};

/**
 * The submit page of a benchmark: its data, and the reader's team with quota and submissions. @param asked slug of the team to
 * submit for
 */
export async function findSubmitPage(
  actor: Actor | null,
  slug: string,
  teamSlug: string | null,
): Promise<Result<SubmitPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { role } = found.value;
  const rows = await listCurrentRoundsOf(db, [found.value.benchmark.benchmarkId]);
  const { benchmarkId } = found.value.benchmark;
  const freshness = await readFreshness(db, [benchmarkId]);
  const rounds = await viewRounds(db, rows, freshness, new Map());
  const benchmark = viewOfBenchmark(found.value.benchmark, rounds, freshness.ofBenchmark(benchmarkId));
  const training = viewOfTraining(
    slug,
    chooseTraining(await listRevealedRounds(db, found.value.benchmark.benchmarkId)),
  );
  const open = rows.find((round) => round.state === 'open');
  if (!actor) return ok({ benchmark, training, versions: nothing, participant: null });
  const teams = await listTeamsOf(db, actor.userId);
  const bound = open && teams.length > 1 && (await findBoundTeam(db, open.roundId, actor.userId));
  // A person who has submitted for a team in the round can only submit for that team.
  const boundTeam = bound ? teams.find(({ slug }) => slug === bound.slug) : undefined;
  const team =
    boundTeam ??
    teams.find((candidate) => candidate.slug === teamSlug) ??
    chooseTeam(teams) ??
    teams[0] ??
    null;
  const versions = await readVersions(found.value.benchmark, team);
  if (!open) return ok({ benchmark, training, versions, participant: null });
  const own = team ?? (await ensureTeam(db, actor));
  const { teamId } = own;
  const quota = await readQuota(db, { benchmark: found.value.benchmark, open, teamId });
  const { entrants, ...inRound } = await findTeamInRound(db, { benchmarkId, roundId: open.roundId, teamId });
  const isMaintainer = role !== null && hasRole(role, 'maintainer');
  const entry = await findEntry(db, { benchmarkId, userId: actor.userId });
  const { feedbackCount, roundId, closesAt } = open;
  const sent = await listSubmissionsOfTeam(db, { roundId, teamId, limit: sentMax });
  const unfit = decideEntrants(entrants, {
    round: { roundId, closesAt },
    ...{ userId: actor.userId, sizeMax: found.value.benchmark.teamSizeMax },
  });
  return ok({
    benchmark,
    training,
    versions,
    participant: {
      ...{
        teams: boundTeam ? [boundTeam] : teams,
        team: own,
        isBound: boundTeam !== undefined,
        unfit,
        inRound,
        quota,
        feedbackCount,
        isMaintainer,
        entry,
      },
      sent: sent.map(viewOfSubmission),
    },
  });
}

const nothing: Page<ModelVersionView> = { items: [], next: null };

const versionsMax = 20;

const sentMax = 100;

async function readVersions(
  { benchmarkId, accepts }: BenchmarkRow,
  team: Pick<Team, 'teamId'> | null,
): Promise<Page<ModelVersionView>> {
  if (!accepts.some(isArtefactKind) || !team) return nothing;
  const { teamId } = team;
  const wanted = { benchmarkId, teamId, limit: versionsMax + 1, after: null };
  const found = await listVersionsOfTeam(webPlatform().db, wanted);
  return cutPage(found.map(viewOfVersion), versionsMax, ({ id }) => id);
}

export type { ExampleRound, OpenRound };

export type QuickStartPage = {
  /** The open round that the page's example commands use; null if no open round accepts prediction files. */
  example: ExampleRound | null;
  /** Null for a visitor. */
  participant: {
    /** The team for which the person submits by default. */
    teamName: string;
    isInSeveralTeams: boolean;
    isNewcomer: boolean;
    open: readonly OpenRound[];
  } | null;
};

/** The start page of submitting: the same commands for every reader, and a signed-in person's team and open rounds. */
export async function findQuickStartPage(actor: Actor | null): Promise<QuickStartPage> {
  const { db } = webPlatform();
  const example = (await findExampleRound(db)) ?? null;
  if (!actor) return { example, participant: null };
  const { teamId, name } = await ensureTeam(db, actor);
  const [teams, open, sent] = await Promise.all([
    listTeamsOf(db, actor.userId),
    listPublicOpenRounds(db, teamId),
    listSubmissionsOfUser(db, actor.userId, { limit: 1 }),
  ]);
  return {
    example,
    participant: {
      teamName: name,
      isInSeveralTeams: teams.length > 1,
      isNewcomer: sent.length === 0,
      open,
    },
  };
}

const shownMax = 200;

export type SubmissionsPage = {
  submissions: readonly SubmissionView[];
  /** The metric of each submission's benchmark, by slug; scores can't be formatted without it. */
  metrics: ReadonlyMap<string, MetricName>;
};

/** The page of the newest submissions of all the actor's teams. */
export async function findSubmissionsPage(actor: Actor): Promise<SubmissionsPage> {
  const submissions = await listSubmissionsOfUser(webPlatform().db, actor.userId, { limit: shownMax });
  return {
    submissions: submissions.map(viewOfSubmission),
    metrics: new Map(submissions.map(({ benchmarkSlug, metric }) => [benchmarkSlug, metric])),
  };
}
