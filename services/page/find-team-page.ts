import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findPseudonymByAddress, listBenchmarksForPseudonym } from '@/db/queries/pseudonym-queries';
import { type EnteredRound, listRoundsEnteredBy } from '@/db/queries/round-queries';
import { listSnapshotsOfTeam, type SnapshotOfTeam } from '@/db/queries/snapshot-queries';
import {
  type FormerName,
  findMemberRole,
  findTeamByAddress,
  listBenchmarksEntered,
  listFormerNames,
  listMembers,
  listOwnOpenRounds,
  type Member,
  type OwnOpenRound,
} from '@/db/queries/team-queries';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { ModelInRoundView } from '@/lib/contracts/model';
import {
  type MergeView,
  type NamedPersonView,
  type OwnTeamView,
  type PseudonymView,
  teamSlugSchema,
} from '@/lib/contracts/team';
import type { Direction } from '@/lib/core/benchmark';
import { entryKey } from '@/lib/core/errata/erratum';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { selectShown } from '@/lib/core/person/profile';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { chooseShown, listShownTables, viewOfEntry } from '../publication/view-of-ranking';
import { readFreshness, viewOfFreshness } from '../round/read-freshness';
import { readMergesOf } from '../team/merges';
import { addInvitations } from '../team/own-team';
import { viewPseudonyms } from '../team/pseudonyms';

/** Maximum number of models on a page: each has links, an interval and a state, so a longer list would make the page too large. */
const modelsMax = 50;

/** Maximum number of rounds whose rankings are read; earlier results are on the pages of those rounds. */
const roundsMax = 60;

/** A model's row in one published ranking. */
export type TeamEntry = Pick<
  ModelInRoundView,
  'round' | 'title' | 'state' | 'split' | 'provisional' | 'item_count' | 'ranked' | 'entry'
> & { metric: MetricName };

export type TeamModel = {
  benchmark: Pick<BenchmarkView, 'slug' | 'title' | 'freshness'> & { direction: Direction };
  /**
   * The model's row in the newest official ranking that counts, otherwise in the newest one that doesn't count. Null if only
   * the open round's provisional table has the model.
   */
  official: TeamEntry | null;
  /** The model's row in the provisional table of the open round; null without one. */
  open: TeamEntry | null;
};

export type TeamPage = {
  name: string;
  slug: string;
  description: string;
  formerNames: readonly FormerName[];
  /**
   * If the page is that of a pseudonym, the date on which the pseudonym ends; else null. Such a page names neither team nor
   * people.
   */
  pseudonymUntil: string | null;
  memberCount: number;
  /** Members who agreed to be named on this page and whose profile shows their name. */
  namedMembers: readonly NamedPersonView[];
  /** The models of this page of the list, sorted by benchmark, the one entered last first, then by rank. */
  models: readonly TeamModel[];
  /** Number of models on all pages. */
  modelCount: number;
  benchmarkCount: number;
  /** Number of the team's rows in published rankings of all rounds. */
  roundCount: number;
  /** Number of models on earlier pages. */
  offset: number;
  page: number;
  pageCount: number;
  /** Additional content for members of the team; null for other readers. */
  own:
    | (OwnTeamView & {
        merges: readonly MergeView[];
        pseudonyms: readonly PseudonymView[];
        /** Benchmarks in which the team has models. */
        benchmarks: readonly { slug: string; title: string }[];
        openRounds: readonly OwnOpenRound[];
        /** Benchmarks that the team may still enter under a pseudonym, for a captain; empty for other members. */
        forPseudonym: readonly { slug: string; title: string }[];
      })
    | null;
};

/**
 * A team's page with its rows in the rankings of listed benchmarks. Without such a row, the page is missing (404) for everybody
 * but members, so that neither the team's existence nor its name is revealed.
 * @param requestedPage from 1 on; a number beyond the last page means the last page
 */
export async function findTeamPage(
  slug: string,
  requestedPage = 1,
  actor: Actor | null = null,
): Promise<Result<TeamPage>> {
  const { db } = webPlatform();
  const missing = refuse<Refusal>({ kind: 'not_found', what: 'team' });
  if (!teamSlugSchema.safeParse(slug).success) return missing;
  const team = await findTeamByAddress(db, slug);
  if (!team) return (await findPseudonymPage(db, slug, requestedPage)) ?? missing;
  const formerNames = await listFormerNames(db, team.teamId);
  const rows = await readRows(
    db,
    team,
    formerNames.map((former) => former.slug),
  );
  const role = actor ? await findMemberRole(db, team.teamId, actor.userId) : undefined;
  if (rows.length === 0 && !role) return missing;
  const members = await listMembers(db, team.teamId);
  const own =
    actor && role
      ? {
          ...(await addInvitations(db, { team, role, actor, members, formerNames })),
          merges: await readMergesOf(db, team.teamId, { userId: actor.userId, role }),
          pseudonyms: await viewPseudonyms(db, team.teamId, actor.userId),
          benchmarks: await listBenchmarksEntered(db, team.teamId, actor.userId),
          openRounds: await listOwnOpenRounds(db, team.teamId, actor.userId),
          forPseudonym:
            role === 'captain' ? await listBenchmarksForPseudonym(db, team.teamId, actor.userId) : [],
        }
      : null;
  return ok({
    ...{ name: team.name, slug: team.slug, description: team.description, formerNames, pseudonymUntil: null },
    memberCount: members.length,
    namedMembers: members
      .filter(({ isNamed }) => isNamed)
      .map(viewOfNamed)
      .filter(({ name }) => name !== null),
    ...(await viewModels(db, rows, requestedPage)),
    own,
  });
}

/** The page of a pseudonym in force: its rows in the one benchmark. It shows nothing of the team behind it, to members either. */
async function findPseudonymPage(
  db: Executor,
  slug: string,
  requestedPage: number,
): Promise<Result<TeamPage> | null> {
  const found = await findPseudonymByAddress(db, slug);
  const rows = found ? await readRows(db, found) : [];
  if (!found || rows.length === 0) return null;
  const { name, endsAt } = found;
  return ok({
    ...{ name, slug, description: '', formerNames: [], pseudonymUntil: endsAt.toISOString() },
    ...{ memberCount: 0, namedMembers: [], own: null },
    ...(await viewModels(db, rows, requestedPage)),
  });
}

/** The ranking rows under the present or a former address of a team or a pseudonym. */
async function readRows(
  db: Executor,
  named: { teamId: string; slug: string },
  formerSlugs: readonly string[] = [],
): Promise<Row[]> {
  const entered = await listRoundsEnteredBy(db, named, roundsMax);
  const snapshots = await listSnapshotsOfTeam(db, listShownTables(entered.map(({ round }) => round)), [
    named.slug,
    ...formerSlugs,
  ]);
  const shown = chooseShown(snapshots, ({ isCorrected }) => isCorrected);
  return entered.flatMap((one) => listEntries(one, shown.get(one.round.roundId)));
}

async function viewModels(db: Executor, rows: readonly Row[], requestedPage: number) {
  const benchmarkIds = [...new Set(rows.map(({ benchmarkId }) => benchmarkId))];
  const found = await readFreshness(db, benchmarkIds);
  const freshness = new Map(benchmarkIds.map((id) => [id, viewOfFreshness(found.ofBenchmark(id))]));
  const models = gatherModels(rows, freshness);
  const pageCount = Math.max(1, Math.ceil(models.length / modelsMax));
  const page = Math.min(requestedPage, pageCount);
  const offset = (page - 1) * modelsMax;
  return {
    models: models.slice(offset, offset + modelsMax),
    modelCount: models.length,
    benchmarkCount: freshness.size,
    roundCount: new Set(rows.map(({ roundId }) => roundId)).size,
    ...{ offset, page, pageCount },
  };
}

const viewOfNamed = ({ shownFields, ...profile }: Member): NamedPersonView =>
  selectShown(profile, shownFields);

type Row = {
  benchmarkId: string;
  roundId: string;
  benchmark: EnteredRound['benchmark'];
  entry: TeamEntry;
};

function listEntries(
  { round, benchmark }: EnteredRound,
  ranking: (SnapshotOfTeam & { corrected: SnapshotOfTeam | null }) | undefined,
): Row[] {
  if (!ranking) return [];
  const { split, provisional, metric, itemCount: item_count, rankedCount: ranked, overfitting } = ranking;
  const after = new Map(ranking.corrected?.entries.map((entry) => [entryKey(entry), entry]));
  const view = (entry: LeaderboardEntry) =>
    viewOfEntry({ metric, item_count }, entry, {
      ...{ equating: undefined, overfitting, after: after.get(entryKey(entry)) },
    });
  return ranking.entries.map((entry) => ({
    benchmarkId: round.benchmarkId,
    roundId: round.roundId,
    benchmark,
    entry: {
      ...{ round: round.number, title: round.title, state: round.state },
      ...{ split, provisional, metric, item_count, ranked, entry: view(entry) },
    },
  }));
}

type Freshness = ReadonlyMap<string, BenchmarkView['freshness']>;

/** @param rows newest first, by the opening of their rounds */
function gatherModels(rows: readonly Row[], freshness: Freshness): TeamModel[] {
  const ofModel = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.benchmark.slug}/${row.entry.entry.model_slug}`;
    ofModel.set(key, [...(ofModel.get(key) ?? []), row]);
  }
  const order = [...new Set(rows.map(({ benchmarkId }) => benchmarkId))];
  return [...ofModel.values()]
    .map((own) => {
      const { benchmarkId, benchmark } = own[0]!;
      return {
        place: order.indexOf(benchmarkId),
        model: {
          benchmark: { ...benchmark, freshness: freshness.get(benchmarkId) ?? null },
          ...chooseEntries(own.map(({ entry }) => entry)),
        },
      };
    })
    .sort((a, b) => a.place - b.place || compareRanks(a.model, b.model))
    .map(({ model }) => model);
}

/** @param entries of one model, those of the newest round first */
function chooseEntries(entries: readonly TeamEntry[]): Pick<TeamModel, 'official' | 'open'> {
  const counts = ({ provisional, state }: TeamEntry) =>
    !provisional && (state === 'closed' || state === 'revealed');
  return {
    official: entries.find(counts) ?? entries.find(({ state }) => state !== 'open') ?? null,
    open: entries.find(({ state }) => state === 'open') ?? null,
  };
}

/** Sorts by rank; models without a rank come last. */
function compareRanks(a: TeamModel, b: TeamModel): number {
  const [one, other] = [a.official?.entry.rank ?? null, b.official?.entry.rank ?? null];
  return one === null || other === null ? Number(one === null) - Number(other === null) : one - other;
}
