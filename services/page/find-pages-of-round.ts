import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readBudgetMax } from '@/db/queries/budget-queries';
import { listPublicErrata } from '@/db/queries/erratum-queries';
import { findOpenRound, findRoundByNumber } from '@/db/queries/round-queries';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { RankingFactsView } from '@/lib/contracts/freshness';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { RoundFacts } from '@/lib/contracts/round';
import type { SubgroupsView } from '@/lib/contracts/subgroups';
import type { MaintainerRole } from '@/lib/core/benchmark';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Commitment, PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmarkWithRole } from '../access/require-benchmark';
import { factsOfBenchmark } from '../benchmark/view';
import { type PublicErrataView, viewOfPublicErrata } from '../erratum/view';
import { readSubgroups } from '../publication/find-subgroups';
import { readBoard } from '../publication/view-of-ranking';
import { readRankingFacts } from '../round/read-freshness';
import { factsOfRound } from '../round/view';

/** A public round with its benchmark, in the form in which pages name them. */
export type NamedRound = {
  benchmark: BenchmarkFacts & { role: MaintainerRole | null };
  round: RoundFacts;
};

/** Finds a public round, with the facts that its page shows and the rows from which further queries start. */
export async function requireNamedRound(
  db: Executor,
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<{ named: NamedRound; benchmark: BenchmarkRow; round: PublicRound }>> {
  const found = await requireBenchmarkWithRole(db, actor, slug);
  if (!found.ok) return found;
  const { benchmark, role } = found.value;
  const round = await findRoundByNumber(db, benchmark.benchmarkId, number);
  if (!round || round.state === 'draft') return refuse({ kind: 'not_found', what: 'round' });
  const named = { benchmark: { ...factsOfBenchmark(benchmark), role }, round: factsOfRound(round) };
  return ok({ named, benchmark, round });
}

export type ErrataPage = NamedRound & PublicErrataView;

/** The published errata of a round, and the one open for objections, for every reader. */
export async function findErrataPage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<ErrataPage>> {
  const { db } = webPlatform();
  const found = await requireNamedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  return ok({ ...named, ...viewOfPublicErrata(await listPublicErrata(db, round.roundId)) });
}

/** The page on which a reader reports a leak of a round's hidden labels. */
export async function findReportPage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<NamedRound & { reportsOfPersonMax: number }>> {
  const { db } = webPlatform();
  const found = await requireNamedRound(db, actor, slug, number);
  if (!found.ok) return found;
  return ok({ ...found.value.named, reportsOfPersonMax: await readBudgetMax(db, 'leak_reports') });
}

export type ScorePage = NamedRound & {
  /** The benchmark's open round, to which a scored file could be submitted; null without one. */
  open: { title: string } | null;
};

/** The page on which a reader's browser scores a file on a revealed round. */
export async function findScorePage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<ScorePage>> {
  const { db } = webPlatform();
  const found = await requireNamedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, benchmark, round } = found.value;
  const open = round.state === 'revealed' ? undefined : await findOpenRound(db, benchmark.benchmarkId);
  return ok({ ...named, open: open ? { title: open.title } : null });
}

export type SubgroupsPage = NamedRound & {
  /**
   * Scores by slice. Null before the official ranking, for a round that doesn't count, and for a test set without slice
   * columns.
   */
  subgroups: SubgroupsView | null;
};

/** The page of a round's scores by slice. */
export async function findSubgroupsPage(
  actor: Actor | null,
  slug: string,
  number: number,
  pair: readonly string[],
): Promise<Result<SubgroupsPage>> {
  const { db } = webPlatform();
  const found = await requireNamedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  const subgroups = await readSubgroups(db, slug, round, {
    models: [],
    pair: pair.length === 0 ? 'first-two' : pair,
  });
  return ok({ ...named, subgroups: subgroups.ok ? subgroups.value : null });
}

/** The page of a round's commitment, and of its archive after the reveal. */
export async function findVerifyPage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<NamedRound & { commitment: Commitment }>> {
  const found = await requireNamedRound(webPlatform().db, actor, slug, number);
  return found.ok ? ok({ ...found.value.named, commitment: found.value.round.commitment }) : found;
}

/** A round with its newest ranking; the ranking is null while none is published. */
export type HowMadePage = NamedRound & {
  board: LeaderboardView | null;
  /** Facts about the official ranking; null before its publication. */
  facts: RankingFactsView | null;
};

export async function findHowMadePage(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<HowMadePage>> {
  const { db } = webPlatform();
  const found = await requireNamedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { named, round } = found.value;
  const [read, facts] = await Promise.all([readBoard(db, slug, round), readRankingFacts(db, round)]);
  return ok({ ...named, board: read?.board ?? null, facts });
}
