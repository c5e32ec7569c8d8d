import { isDeepStrictEqual } from 'node:util';
import type { Executor } from '@/db/client';
import {
  type AssessedRound,
  findBenchmarkById,
  insertEquating,
  listNewestEquatings,
  listRoundsToAssess,
  lockEquating,
} from '@/db/queries/assessment-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import type { EquateScope } from '@/lib/contracts/jobs';
import type { Task } from '@/lib/core/benchmark';
import type { RankedRound } from '@/lib/core/equating/anchors';
import { decideEquating } from '@/lib/core/equating/equating';
import { composeEquating } from '@/lib/core/feedback/compose-assessment';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { ScorerPlatform } from '../scorer-platform';
import { openPublishedRounds, type PublishedRounds } from './published-rounds';

/**
 * Number of newest rounds whose adjustment every run computes again, since their rankings can be published
 * again.
 */
const newestCount = 2;

/**
 * Adjusts the scores of a benchmark's rounds to its base round (equating), and stores each adjustment that
 * differs from the newest stored one, so that a job that runs twice stores once.
 */
export async function runEquateRounds(
  platform: Pick<ScorerPlatform, 'client'>,
  { benchmarkId, scope }: { benchmarkId: string; scope: EquateScope },
): Promise<void> {
  await platform.client.db.transaction(async (tx) => {
    await lockEquating(tx, benchmarkId);
    const benchmark = await findBenchmarkById(tx, benchmarkId);
    if (!benchmark) return;
    const official = (await listRoundsToAssess(tx, benchmarkId)).filter(isOfficial);
    if (official.length === 0) return;
    const published = await openPublishedRounds(tx, benchmarkId);
    const isChosen = (place: number) => scope === 'all' || place >= official.length - newestCount;
    await equateRounds(tx, { benchmark, official, published, isChosen });
  });
}

const isOfficial = ({ state, isOfficial }: AssessedRound): boolean =>
  isOfficial && (state === 'closed' || state === 'revealed');

type Assessment = {
  benchmark: BenchmarkRow;
  official: readonly AssessedRound[];
  published: PublishedRounds;
  /** Selects a round by its position among the rounds with an official ranking. */
  isChosen: (place: number) => boolean;
};

/**
 * Computes adjustments for the chosen rounds, for rounds without one, and for rounds that were adjusted to
 * another base round.
 */
async function equateRounds(
  tx: Executor,
  { benchmark: { metric, task }, official, published, isChosen }: Assessment,
): Promise<void> {
  const base = await chooseBase(official, published.read, { metric, task });
  const newest = await listNewestEquatings(
    tx,
    official.map(({ roundId }) => roundId),
  );
  const computedAt = await readClock(tx);
  for (const [place, round] of official.entries()) {
    const stored = newest.get(round.roundId);
    if (!isChosen(place) && stored?.baseRound === base.round) continue;
    const equating = composeEquating({ metric, task, base, later: await published.read(round) });
    if (!isDeepStrictEqual(asStored(equating), stored))
      await insertEquating(tx, { roundId: round.roundId, computedAt, equating });
  }
}

/** Converts a value to the form in which JSON stores it, without negative zero. */
const asStored = (value: object): unknown => JSON.parse(JSON.stringify(value));

/**
 * Chooses the base round, to whose difficulty scores of other rounds are adjusted: the first round that
 * shares with a later one as many anchor models as publishing requires. Until two rounds do, it is the first
 * round. The first round has no automatic evaluations, so without vouched anchors it could be linked with no
 * other round, and would be useless as base. Proven anchors of past rounds don't disappear, so they move the
 * base round at most once. Vouched anchors also apply to earlier rounds, and can move the base round back.
 * @param rounds at least one, with official rankings, in the order of their openings; read one after another,
 * as far as needed
 */
export async function chooseBase<Round>(
  rounds: readonly Round[],
  read: (round: Round) => Promise<RankedRound>,
  rules: { readonly metric: MetricName; readonly task: Task },
): Promise<RankedRound> {
  const [first] = rounds;
  if (first === undefined) throw new RangeError('no round with an official ranking');
  for (const [place, candidate] of rounds.entries()) {
    const base = await read(candidate);
    for (const other of rounds.slice(place + 1)) {
      const { status } = decideEquating({ ...rules, base, later: await read(other) });
      if (status === 'equated') return base;
      if (status === 'no-link-scale') return read(first);
    }
  }
  return read(first);
}
