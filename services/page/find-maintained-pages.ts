import { webPlatform } from '@/adapters/web-platform';
import type { Database } from '@/db/client';
import { type BenchmarkRow, findTrainingFile, wasListed } from '@/db/queries/benchmark-queries';
import { findClockHold } from '@/db/queries/clock-queries';
import {
  findWaitingRequests,
  listWaitingProposals,
  listWaitingReports,
  type WaitingProposal,
  type WaitingRequests,
} from '@/db/queries/moderation-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import { listSubmissionsOfBenchmark } from '@/db/queries/submission-queries';
import type { AnchorView } from '@/lib/contracts/anchor';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { TrainingFileView } from '@/lib/contracts/benchmark-data';
import type { MaintainedRoundView, RoundFacts } from '@/lib/contracts/round';
import { hasRole, type MaintainerRole } from '@/lib/core/benchmark';
import type { LastPairs } from '@/lib/core/planner/plan-ranking';
import { type ClassShares, findClassShares } from '@/lib/core/planner/typical-set';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { type AnchorCandidate, readAnchorsAndCandidates } from '../anchor/anchor';
import { readParticipants } from '../benchmark/participants';
import { viewOfTrainingFile } from '../benchmark/training-file';
import { factsOfBenchmark } from '../benchmark/view';
import { readFlags } from '../flag/flag';
import { readInvitations } from '../people/invitations';
import { readPeople } from '../people/roles';
import { readLastPairs } from '../publication/read-last-pairs';
import { factsOfRound, readMaintainedRounds } from '../round/view';
import {
  type AvailableRunner,
  listAvailableRunners,
  listRequestedRunners,
  type RunnerRequestView,
} from '../runner/trusted';
import { viewOfSubmission } from '../submission/view';
import { readLinkedTeams } from '../team/link';
import { readAgreedMerges } from '../team/merges';

export type MaintainedBenchmarkPage = {
  benchmark: BenchmarkFacts;
  /** Null for a reader without a role in the benchmark. */
  maintained: {
    role: MaintainerRole;
    /** All rounds, newest first, drafts included. */
    rounds: readonly MaintainedRoundView[];
    anchors: readonly AnchorView[];
    candidates: readonly AnchorCandidate[];
    lastPairs: LastPairs | null;
    /** Time of a jump of the server's clock that no operator has accepted yet, else null. Until then no round opens or closes. */
    clockHeldAt: string | null;
    isSpaceShort: boolean;
    /** True if the benchmark is unlisted on a site where an operator must list new benchmarks. */
    waitsForListing: boolean;
    /** Proposals, leak reports and requests that a maintainer must decide; empty for an auditor. */
    waiting: {
      readonly proposals: readonly (Pick<
        WaitingProposal,
        'kind' | 'round' | 'proposedAt' | 'proposerName'
      > & {
        readonly isYours: boolean;
      })[];
      readonly reports: readonly { readonly round: number; readonly count: number }[];
      readonly requests: WaitingRequests;
    };
  } | null;
};

/** A benchmark's page for people with a role in it. */
export async function findMaintainedBenchmarkPage(
  actor: Actor,
  slug: string,
): Promise<Result<MaintainedBenchmarkPage>> {
  const { db, space, environment } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { role } = found.value;
  const benchmark = factsOfBenchmark(found.value.benchmark);
  if (!role) return ok({ benchmark, maintained: null });
  const { benchmarkId, visibility } = found.value.benchmark;
  const waitsForListing =
    visibility === 'unlisted' &&
    environment.TIDEMARK_FIRST_BENCHMARK_UNLISTED === '1' &&
    !(await wasListed(db, benchmarkId));
  const rows = await listRoundsOf(db, [benchmarkId], { drafts: true });
  const isMaintainer = hasRole(role, 'maintainer');
  const [rounds, { anchors, candidates }, hold, lastPairs, proposals, reports, requests] = await Promise.all([
    readMaintainedRounds(db, found.value.benchmark, rows),
    readAnchorsAndCandidates(db, benchmarkId),
    findClockHold(db),
    readLastPairs(db, rows),
    isMaintainer ? listWaitingProposals(db, benchmarkId) : [],
    isMaintainer ? listWaitingReports(db, benchmarkId) : [],
    isMaintainer ? findWaitingRequests(db, benchmarkId) : { applications: null, flags: null, merges: null },
  ]);
  const clockHeldAt = hold?.heldAt.toISOString() ?? null;
  const isSpaceShort = await space.isShort();
  return ok({
    benchmark,
    maintained: {
      role,
      rounds,
      anchors,
      candidates,
      lastPairs,
      clockHeldAt,
      isSpaceShort,
      waitsForListing,
      waiting: {
        proposals: proposals.map(({ proposedBy, ...proposal }) => ({
          ...proposal,
          isYours: proposedBy === actor.userId,
        })),
        reports,
        requests,
      },
    },
  });
}

export type SchedulePage = BenchmarkFacts & {
  role: MaintainerRole | null;
  /** The sealed rounds and the open one; none for a reader without a role. */
  committed_rounds: readonly RoundFacts[];
};

/** The rotation schedule of a benchmark. The role is null for a reader without one. */
export async function findSchedulePage(actor: Actor, slug: string): Promise<Result<SchedulePage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const rounds = role ? await listRoundsOf(db, [benchmark.benchmarkId], { drafts: false }) : [];
  const committed = rounds.filter(({ state }) => state === 'sealed' || state === 'open');
  return ok({ ...factsOfBenchmark(benchmark), role, committed_rounds: committed.map(factsOfRound) });
}

export type SettingsOfBenchmark = BenchmarkFacts & {
  role: MaintainerRole | null;
  /** All rounds, newest first, drafts included; none for a reader without a role. */
  rounds: readonly RoundFacts[];
  trainingFile: TrainingFileView | null;
  /**
   * The runners that may run the benchmark's models, and open requests to register others. Null for a benchmark without runs,
   * and for a reader without a role.
   */
  runners_to_choose: {
    readonly available: readonly AvailableRunner[];
    readonly requested: readonly RunnerRequestView[];
  } | null;
};

/** The settings page of a benchmark. The role is null for a reader without one. */
export async function findSettingsOfBenchmark(
  actor: Actor,
  slug: string,
): Promise<Result<SettingsOfBenchmark>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const rounds = role ? await listRoundsOf(db, [benchmark.benchmarkId], { drafts: true }) : [];
  const file = role ? await findTrainingFile(db, benchmark.benchmarkId) : undefined;
  const runsModels = benchmark.modelSignature !== null || benchmark.containerNeeds !== null;
  return ok({
    ...factsOfBenchmark(benchmark),
    ...{ role, rounds: rounds.map(factsOfRound), trainingFile: file ? viewOfTrainingFile(slug, file) : null },
    runners_to_choose:
      role && runsModels
        ? {
            available: await listAvailableRunners(db, benchmark.benchmarkId),
            requested: await listRequestedRunners(db, benchmark.benchmarkId),
          }
        : null,
  });
}

/** A page for people with a role in the benchmark. Other readers get its title alone. */
const maintainedPage =
  <T>(
    read: (
      db: Database,
      found: { benchmark: BenchmarkRow; role: MaintainerRole; actor: Actor },
    ) => Promise<T>,
  ) =>
  async (actor: Actor, slug: string): Promise<Result<{ title: string; maintained: T | null }>> => {
    const { db } = webPlatform();
    const found = await requireBenchmarkWithRole(db, actor, slug);
    if (!found.ok) return found;
    const { benchmark, role } = found.value;
    return ok({ title: benchmark.title, maintained: role && (await read(db, { benchmark, role, actor })) });
  };

/** The people of a benchmark and its open invitations, for people with a role. */
export const findPeoplePage = maintainedPage(async (db, { benchmark: { benchmarkId }, role, actor }) => {
  const [people, invitations] = await Promise.all([
    readPeople(db, benchmarkId, { reader: actor, role }),
    readInvitations(db, benchmarkId, role),
  ]);
  return { role, people, invitations };
});

/** The flags of a benchmark (suspicions about submissions) and its linked teams, for people with a role in it. */
export const findFlagsPage = maintainedPage(async (db, { benchmark: { benchmarkId }, role, actor }) => {
  const [flags, linked, merges] = await Promise.all([
    readFlags(db, benchmarkId),
    readLinkedTeams(db, benchmarkId, actor),
    readAgreedMerges(db, benchmarkId),
  ]);
  return { role, flags, linked, merges };
});

const submissionsShownMax = 20;

/** The participants of a benchmark, their newest submissions and all flags, for people with a role. */
export const findParticipantsPage = maintainedPage(async (db, { benchmark, role }) => {
  const [flags, submissions] = await Promise.all([
    readFlags(db, benchmark.benchmarkId),
    listSubmissionsOfBenchmark(db, benchmark.benchmarkId, { limit: submissionsShownMax }),
  ]);
  const participants = await readParticipants(db, benchmark, { role, flags });
  return { participants, flags, submissions: submissions.map(viewOfSubmission) };
});

export type FeedbackPage = BenchmarkFacts & {
  /** The reader's role; null without one. */
  role: MaintainerRole | null;
  /** Shares of the classes in the newest test set that was checked; null without one. */
  newest: { itemCount: number; shares: ClassShares } | null;
  lastPairs: LastPairs | null;
};

/** The page of a benchmark's feedback policy, and the probable size and class shares of its next test set. */
export async function findFeedbackPage(actor: Actor, slug: string): Promise<Result<FeedbackPage>> {
  const { db } = webPlatform();
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const rounds = role ? await listRoundsOf(db, [benchmark.benchmarkId], { drafts: true }) : [];
  const report = rounds.find(({ checkReport }) => checkReport !== null)?.checkReport ?? null;
  return ok({
    ...factsOfBenchmark(benchmark),
    role,
    lastPairs: await readLastPairs(db, rounds),
    newest: report && {
      itemCount: report.itemCount,
      shares: findClassShares(Object.values(report.classSharePercent)),
    },
  });
}
