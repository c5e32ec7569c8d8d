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

/** Maximum of models on a page: each has links, an interval and a state, so a longer page would be too large. */
const modelsMax = 50;

/** Maximum of rounds whose rankings are read: earlier entries are on those rounds' own pages. */
const roundsMax = 60;

/** A model's row in one published ranking. */
export type TeamEntry = Pick<
  ModelInRoundView,
  'round' | 'title' | 'state' | 'split' | 'provisional' | 'item_count' | 'ranked' | 'entry'
> & { metric: MetricName };

export type TeamModel = {
  benchmark: Pick<BenchmarkView, 'slug' | 'title' | 'freshness'> & { direction: Direction };
  /**
   * The model's row in the newest ranking that counts, else in the newest one that doesn't. Null if only the open round's table
   * has the model.
   */
  official: TeamEntry | null;
  /** The model's row in the open round's table. */
  open: TeamEntry | null;
};

export type TeamPage = {
  name: string;
  slug: string;
  description: string;
  formerNames: readonly FormerName[];
  /** The date of a pseudonym, whose page names no team and no people; else null. */
  pseudonymUntil: string | null;
  memberCount: number;
  /** The members who agreed to be named here and show their name. */
  namedMembers: readonly NamedPersonView[];
  /** Models of the page, by the benchmark entered last, and in it by rank. */
  models: readonly TeamModel[];
  /** Number of models on all pages. */
  modelCount: number;
  benchmarkCount: number;
  /** Number of the team's shown rows in all rounds. */
  roundCount: number;
  /** Number of models before the page. */
  offset: number;
  page: number;
  pageCount: number;
  /** The members' own view; null for everybody else. */
  own:
    | (OwnTeamView & {
        merges: readonly MergeView[];
        pseudonyms: readonly PseudonymView[];
        /** Benchmarks in which the team has models. */
        benchmarks: readonly { slug: string; title: string }[];
        openRounds: readonly OwnOpenRound[];
        /** Benchmarks that a captain may enter under a pseudonym; empty for another member. */
        forPseudonym: readonly { slug: string; title: string }[];
      })
    | null;
};

/**
 * A team in the rankings of listed benchmarks. A team without a shown ranking gets 404, except for its members, so that neither
 * its existence nor its name is revealed.
 * @param requestedPage from 1 on; a number past the last page means the last
 */
export async function findTeamPage(
  slug: string,
  requestedPage = 1,
  actor: Actor | null = null,
): Promise<Result<TeamPage, Refusal>> {
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

/** A pseudonym in force: its rows in the one benchmark and nothing of its team, not even for the members. */
async function findPseudonymPage(
  db: Executor,
  slug: string,
  requestedPage: number,
): Promise<Result<TeamPage, Refusal> | null> {
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

/** The rows under a team's address or a pseudonym's, and under former addresses. */
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

/** @param rows in the order of their rounds' openings, newest first */
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

/** @param entries of a model, of the newest round first */
function chooseEntries(entries: readonly TeamEntry[]): Pick<TeamModel, 'official' | 'open'> {
  const counts = ({ provisional, state }: TeamEntry) =>
    !provisional && (state === 'closed' || state === 'revealed');
  return {
    official: entries.find(counts) ?? entries.find(({ state }) => state !== 'open') ?? null,
    open: entries.find(({ state }) => state === 'open') ?? null,
  };
}

/** Models without a rank come last. */
function compareRanks(a: TeamModel, b: TeamModel): number {
  const [one, other] = [a.official?.entry.rank ?? null, b.official?.entry.rank ?? null];
  return one === null || other === null ? Number(one === null) - Number(other === null) : one - other;
}
