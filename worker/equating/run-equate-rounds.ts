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
import { readClock } from '@/db/queries/read-clock';
import type { EquateScope } from '@/lib/contracts/jobs';
import { composeEquating } from '@/lib/core/feedback/compose-equating';
import type { ScorerPlatform } from '../scorer-platform';
import { chooseBase } from './choose-base';
import { openPublishedRounds, type PublishedRounds } from './published-rounds';

/** Equated again with `newest`: rankings of these rounds can be published again. */
const newestCount = 2;

/**
 * Equates a benchmark's rounds to its base round, and records each equating that differs from the newest record, so that a job that
 * runs twice records once.
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
  /** By the place among the official rounds. */
  isChosen: (place: number) => boolean;
};

/** The chosen rounds, those without an equating, and all whose scale was another round's. */
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

/** As JSON keeps it: without a minus before zero. */
const asStored = (value: object): unknown => JSON.parse(JSON.stringify(value));
