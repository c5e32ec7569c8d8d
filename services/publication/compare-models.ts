import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listPairCodes, listRowsOfModels, type RowsOfModels } from '@/db/queries/pair-queries';
import { listRoundsOf } from '@/db/queries/round-queries';
import {
  type ComparedModelsView,
  type ComparedPair,
  type ComparedRanking,
  type ComparedRound,
  comparedRoundsMax,
  modelLetters,
} from '@/lib/contracts/compared-models';
import { publishedNumber } from '@/lib/core/feedback/rounding';
import { computeDifferenceInterval, decodePair } from '@/lib/core/leaderboard/pair-codes';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { ok, type Result } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { Actor } from '../access/caller';
import { requireBenchmark } from '../access/require-benchmark';

/**
 * Compares two to four models pair by pair in the official rankings of a benchmark's newest closed rounds, by the sealed labels
 * and by corrected ones; the same for every reader. Open, frozen and invalidated rounds are excluded, and a model that no such
 * ranking has is left out.
 * @param slugs of the models, in the order of their letters A to D
 */
export async function compareModels(
  slug: string,
  slugs: readonly string[],
  reader: Actor | null = null,
): Promise<Result<ComparedModelsView>> {
  const { db } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  return benchmark.ok ? ok(await readComparedModels(db, benchmark.value, slugs)) : benchmark;
}

export async function readComparedModels(
  db: Executor,
  { benchmarkId, slug, metric, direction }: BenchmarkRow,
  slugs: readonly string[],
): Promise<ComparedModelsView> {
  const closed = (await listRoundsOf(db, [benchmarkId], { drafts: false })).filter(
    ({ state }) => state === 'closed' || state === 'revealed',
  );
  const looked = closed.slice(0, comparedRoundsMax);
  const found = await listRowsOfModels(
    db,
    looked.map(({ roundId }) => roundId),
    slugs,
  );
  const rounds = looked.flatMap((round) => {
    const ofRound = found.filter(({ roundId, rows }) => roundId === round.roundId && rows.length > 0);
    const rows = ofRound.find(({ erratum }) => erratum === null);
    const corrected = ofRound.find(({ erratum }) => erratum !== null);
    return rows ? [{ round, rows, corrected }] : [];
  });
  // Newest round first, since the newest ranking that has a model gives its name.
  const known = slugs.filter((one) => findEntry(rounds, one) !== undefined);
  const codes = await readCodes(
    db,
    rounds.flatMap(({ rows, corrected }) => (corrected ? [rows, corrected] : [rows])),
  );
  return {
    benchmark: slug,
    metric,
    direction,
    models: known.map((one, i) => {
      const { model, model_slug, team, team_slug } = findEntry(rounds, one)!;
      return { letter: modelLetters[i]!, model, model_slug, team, team_slug };
    }),
    rounds: rounds
      .filter(({ rows }) => rows.rows.length >= 2)
      .map(({ round, ...rankings }) => viewOfRound(round, rankings, { known, metric, codes })),
    older_rounds: closed.length - looked.length,
  };
}

const findEntry = (rounds: readonly { rows: RowsOfModels }[], slug: string) =>
  rounds.flatMap(({ rows }) => rows.rows).find(({ entry }) => entry.model_slug === slug)?.entry;

const keyOf = (snapshotId: string, i: number, j: number): string => `${snapshotId} ${i} ${j}`;

type Codes = ReadonlyMap<string, number>;

async function readCodes(db: Executor, rounds: readonly RowsOfModels[]): Promise<Codes> {
  const wanted = rounds.flatMap(({ snapshotId, rows }) => {
    const places = rows.flatMap(({ place, entry }) => (entry.rank === null ? [] : [place]));
    return places.flatMap((j, at) => places.slice(0, at).map((i) => ({ snapshotId, i, j })));
  });
  const codes = await listPairCodes(db, wanted);
  return new Map(codes.map(({ snapshotId, i, j, code }) => [keyOf(snapshotId, i, j), code]));
}

type Compared = { known: readonly string[]; metric: MetricName; codes: Codes };

function viewOfRound(
  { number, title }: PublicRound,
  { rows, corrected }: { rows: RowsOfModels; corrected: RowsOfModels | undefined },
  compared: Compared,
): ComparedRound {
  const erratum = corrected?.erratum ?? null;
  return {
    round: number,
    title,
    ...viewOfRanking(rows, compared),
    after_erratum: corrected && erratum !== null ? { erratum, ...viewOfRanking(corrected, compared) } : null,
  };
}

function viewOfRanking(
  { snapshotId, itemCount, test, pairCount, rows }: RowsOfModels,
  { known, metric, codes }: Compared,
): ComparedRanking {
  const scored = known.flatMap((slug, at) => {
    const row = rows.find(({ entry }) => entry.model_slug === slug);
    return row ? [{ ...row, letter: modelLetters[at]! }] : [];
  });
  const pairs = scored.flatMap((second, at) =>
    scored.slice(0, at).flatMap((first): ComparedPair[] => {
      const [i, j] = [Math.min(first.place, second.place), Math.max(first.place, second.place)];
      const code = codes.get(keyOf(snapshotId, i, j));
      return code === undefined ? [] : [viewOfPair(metric, first, second, code)];
    }),
  );
  const isComparable = scored.filter(({ entry }) => entry.rank !== null).length >= 2;
  return {
    snapshot_id: snapshotId,
    item_count: itemCount,
    test,
    pair_count: pairCount,
    models: scored.map(({ letter, entry }) => ({
      letter,
      version: entry.version,
      score: entry.score,
      interval: entry.interval && { lower: entry.interval.lower, upper: entry.interval.upper },
      rank: entry.rank,
      rank_lower: entry.rank_lower,
      rank_upper: entry.rank_upper,
      evidence: entry.evidence,
    })),
    pairs: isComparable && pairs.length === 0 ? null : pairs.sort((a, b) => orderOf(a) - orderOf(b)),
  };
}

/** Sort key of a pair: A–B, A–C, A–D, B–C … */
const orderOf = ({ first, second }: ComparedPair): number =>
  modelLetters.length * modelLetters.indexOf(first) + modelLetters.indexOf(second);

type Scored = RowsOfModels['rows'][number] & { letter: ComparedPair['first'] };

function viewOfPair(metric: MetricName, first: Scored, second: Scored, code: number): ComparedPair {
  const verdict = decodePair(code);
  const difference = publishedNumber(metric, first.entry.score - second.entry.score);
  const interval = computeDifferenceInterval(difference, verdict, metricByName[metric].range);
  return {
    first: first.letter,
    second: second.letter,
    difference,
    interval: interval && {
      lower: publishedNumber(metric, interval.lower),
      upper: publishedNumber(metric, interval.upper),
    },
    is_significant_alone: verdict.isSignificantAlone,
    is_significant: verdict.isSignificant,
  };
}
