import { isDeepStrictEqual } from 'node:util';
import type { Executor } from '@/db/client';
import {
  type AssessedRound,
  findBenchmarkById,
  insertEquating,
  listCloses,
  listNewestEquatings,
  listRoundsToAssess,
  lockFreshness,
  type RoundClose,
} from '@/db/queries/assessment-queries';
import { findNewestFreshness, insertFreshness, listNewestFreshness } from '@/db/queries/freshness-queries';
import { readClock } from '@/db/queries/read-clock';
import type { AssessScope } from '@/lib/contracts/jobs';

import { composeEquating } from '@/lib/core/feedback/compose-equating';
import { composeFreshness } from '@/lib/core/feedback/compose-freshness';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { chooseBase } from './choose-base';
import { gatherRoundRecord, isOfficial, type Outlook, type Scorer } from './gather-round-record';
import { openPublishedRounds } from './published-rounds';

/** Assessed daily, with the open round: the newest official round, and the one whose drop it shows. */
const dailyOfficialCount = 2;

/**
 * Assesses how fresh a benchmark's rounds are, and how their scores read on the base round's scale, and records what it finds:
 * the first assessment after the official ranking is the one at the close; any other is recorded where it finds something else than
 * the newest record, or is the first of its UTC day. So a job that runs twice records once.
 */
export async function runAssessFreshness(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  vault: RoundVault,
  { benchmarkId, scope }: { benchmarkId: string; scope: AssessScope },
): Promise<void> {
  const scorer = { platform, vault };
  await platform.client.db.transaction(async (tx) => {
    await lockFreshness(tx, benchmarkId);
    const benchmark = await findBenchmarkById(tx, benchmarkId);
    if (!benchmark) return;
    const rounds = await listRoundsToAssess(tx, benchmarkId);
    const published = await openPublishedRounds(tx, benchmarkId);
    const closes = [...(await listCloses(tx, benchmarkId))];
    const outlook: Outlook = { benchmark, rounds, published, closes };
    const at = await readClock(tx);
    const chosen = await chooseRounds(tx, scope, rounds);
    for (const round of chosen) await assessRound(tx, scorer, { outlook, closes, round, at });
    await equateRounds(tx, outlook, chosen, at);
  });
}

async function chooseRounds(
  tx: Executor,
  scope: AssessScope,
  rounds: readonly AssessedRound[],
): Promise<readonly AssessedRound[]> {
  if (scope === 'all') return rounds;
  return scope === 'open' ? rounds.filter(({ state }) => state === 'open') : chooseNewest(tx, rounds);
}

/** Those that change by themselves, and those that have become what their newest record doesn't say. */
async function chooseNewest(tx: Executor, rounds: readonly AssessedRound[]): Promise<AssessedRound[]> {
  const records = await listNewestFreshness(
    tx,
    rounds.map(({ roundId }) => roundId),
  );
  const daily = new Set(rounds.filter(isOfficial).slice(-dailyOfficialCount));
  return rounds.filter((round) => {
    const inputs = records.get(round.roundId)?.freshness.inputs;
    return (
      round.state === 'open' ||
      daily.has(round) ||
      inputs === undefined ||
      (round.state === 'revealed') !== (inputs.phase === 'revealed') ||
      (round.state === 'invalidated') !== inputs.hasConfirmedLeak
    );
  });
}

type Assessment = { outlook: Outlook; closes: RoundClose[]; round: AssessedRound; at: Date };

async function assessRound(tx: Executor, scorer: Scorer, { outlook, closes, round, at }: Assessment) {
  const { roundId } = round;
  const freshness = composeFreshness(await gatherRoundRecord(tx, scorer, outlook, round));
  const isAtClose =
    round.state === 'closed' && round.isOfficial && !closes.some((close) => close.roundId === roundId);
  const newest = await findNewestFreshness(tx, roundId);
  const isSame = newest !== undefined && isDeepStrictEqual(asStored(freshness), newest.freshness);
  if (isSame && !isAtClose && dayOf(newest.computedAt) === dayOf(at)) return;
  await insertFreshness(tx, { roundId, computedAt: at, isAtClose, freshness });
  // The next round of this assessment counts it.
  if (isAtClose) closes.push({ roundId, state: freshness.state, isExcessAtFive: freshness.isExcessAtFive });
}

/** Those that were chosen, and all whose scale was another round's. */
async function equateRounds(
  tx: Executor,
  { benchmark, rounds, published }: Outlook,
  chosen: readonly AssessedRound[],
  at: Date,
): Promise<void> {
  const official = rounds.filter(isOfficial);
  if (!chosen.some(isOfficial)) return;
  const { metric, task } = benchmark;
  const base = await chooseBase(official, published.read, { metric, task });
  const newest = await listNewestEquatings(
    tx,
    official.map(({ roundId }) => roundId),
  );
  for (const round of official) {
    const stored = newest.get(round.roundId);
    if (!chosen.includes(round) && stored?.baseRound === base.round) continue;
    const equating = composeEquating({ metric, task, base, later: await published.read(round) });
    if (!isDeepStrictEqual(asStored(equating), stored))
      await insertEquating(tx, { roundId: round.roundId, computedAt: at, equating });
  }
}

/** As JSON keeps it: without a minus before zero. */
const asStored = (value: object): unknown => JSON.parse(JSON.stringify(value));

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
