import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findSealedRanking, type SnapshotRow } from '@/db/queries/snapshot-queries';
import { hasSubgroups, insertSubgroups } from '@/db/queries/subgroup-queries';
import { isWithdrawnSince } from '@/db/queries/submission-scorer-queries';
import {
  composeSubgroups,
  type ScoredSlice,
  type ScoredSubgroups,
} from '@/lib/core/feedback/compose-subgroups';
import { kindAsPublished, type ScoreEstimate } from '@/lib/core/leaderboard/leaderboard';
import { asModelComparison } from '@/lib/core/leaderboard/pair-codes';
import { createTextsCollector } from '@/lib/core/round/checks/collect-test-set';
import type { ClosedRound, RevealedRound, RoundIn } from '@/lib/core/round/round';
import { type AssociatedLabels, waitsForReveal } from '@/lib/core/round/slices';
import { choosePairTest, pickComparedValues } from '@/lib/core/scoring/choose-pair-test';
import { scoreSplit, seedOf } from '@/lib/core/scoring/score-split';
import { createPairComparator } from '@/lib/core/statistics/compare-pairs';
import { formSlices, type Slice } from '@/lib/core/subgroups/form-slices';
import { countPairedRows } from '@/lib/core/subgroups/subgroup-ranking';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import { readSubmittedFile } from '../scoring/read-submitted-file';
import { readSlices } from '../vault/read-sealed-test-set';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { measureHalfWidths } from './compare-ranked-models';
import { type EvaluatedModel, listRankedModels } from './list-ranked-models';

/**
 * Publishes the scores by slice of a round's official ranking once, and again after the reveal if some were
 * withheld until then. It reads every prediction file, so it holds no lock. Publishes nothing if the ranking
 * is or will be replaced, or if the round is frozen: the job is queued again later.
 */
export async function runScoreSubgroups(
  platform: ScorerPlatform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const due = await findDue(db, roundId);
  if (!due) return;
  const { round, benchmark, ranking, isRevealed } = due;
  const { snapshotId, leaderboard } = ranking;
  const opened = await vault.open(round, benchmark);
  // Roles that were given after the ranking don't change who is a label holder.
  const models = (await listRankedModels(db, opened.key, roundId)).map((model) => ({
    ...model,
    kind: kindAsPublished(leaderboard, model),
  }));
  const scored = await scoreSubgroups(platform, { round, benchmark, opened }, models, isRevealed);
  const subgroups = composeSubgroups(leaderboard, models, scored);
  await db.transaction(async (tx) => {
    await lockRound(tx, roundId);
    const now = await findDue(tx, roundId);
    if (now?.ranking.snapshotId === snapshotId && now.isRevealed === isRevealed)
      await insertSubgroups(tx, { snapshotId, isRevealed }, subgroups);
  });
}

type Due = {
  readonly round: RoundIn<'closed' | 'revealed'>;
  readonly benchmark: BenchmarkRow;
  readonly ranking: SnapshotRow;
  readonly isRevealed: boolean;
};

/** Finds the official ranking, if it lacks scores by slice. */
async function findDue(db: Executor, roundId: string): Promise<Due | null> {
  const found = await findRoundIn(db, roundId, 'closed', 'revealed');
  if (!found || found.round.checkReport.sliceColumns.length === 0) return null;
  const ranking = await findSealedRanking(db, roundId);
  if (!ranking || (await isWithdrawnSince(db, roundId, ranking.publishedAt))) return null;
  const isRevealed = found.round.state === 'revealed';
  const { snapshotId } = ranking;
  return (await hasSubgroups(db, { snapshotId, isRevealed })) ? null : { ...found, ranking, isRevealed };
}

/** Maximum number of values in memory at a time for comparisons: 200 megabytes. */
const valuesInMemoryMax = 25_000_000;

/** Maximum number of items in a slice that are compared singly; a larger slice's items are pooled. */
const sliceItemsMax = 4096;

type RoundToScore = { round: ClosedRound | RevealedRound; benchmark: BenchmarkRow; opened: OpenedRound };

/**
 * Scores the models of an official ranking on each slice of the final split, and compares them there.
 * Prediction files are read several times if all slices of all models together would take too much memory.
 * @param isRevealed true if the labels are being published; then slices that follow the label have scores too
 */
async function scoreSubgroups(
  platform: ScorerPlatform,
  { round, benchmark, opened }: RoundToScore,
  models: readonly EvaluatedModel[],
  isRevealed: boolean,
): Promise<ScoredSubgroups> {
  const columns = await readSlices(platform, round, benchmark, opened.index);
  const labels = asAssociated(opened.labels);
  const waiting = new Set(isRevealed ? [] : columns.filter((column) => waitsForReveal(column, labels)));
  const slices = formSlices(
    columns.filter((column) => !waiting.has(column)),
    {
      positions: opened.positions.final,
      labels: opened.labels,
      classCount: benchmark.classes.length,
      isRevealed,
    },
  );
  const shown = slices.filter(({ state }) => state === 'shown');
  const compared = pickCompared(models, benchmark, shown.length);
  const found = new Map<Slice, NonNullable<ScoredSlice['found']>>();
  for (const batch of batchSlices(shown, compared.length))
    for (const [slice, scored] of await scoreBatch(platform, { round, benchmark, opened }, batch, {
      models,
      compared,
    }))
      found.set(slice, scored);
  return {
    columns: columns.map((column) => ({ name: column.name, waits_for_reveal: waiting.has(column) })),
    slices: slices.map((slice) => ({
      column: slice.column,
      value: slice.value,
      state: slice.state,
      itemCount: slice.places.length,
      found: found.get(slice) ?? null,
    })),
    compared,
    test: choosePairTest(benchmark.metric, { ...opened, positions: opened.positions.final }).name,
  };
}

function asAssociated(labels: OpenedRound['labels']): AssociatedLabels {
  if (labels instanceof Int32Array) return { kind: 'classes', indices: labels };
  if (labels instanceof Float64Array) return { kind: 'numbers', values: labels };
  const texts = createTextsCollector();
  for (const label of labels) texts.add(label);
  return texts.finish();
}

/**
 * Number of models compared in addition to those stored: models with equal published scores may be ranked in
 * another order than their exact scores.
 */
const spareRows = 20;

/**
 * Picks the models whose comparisons are stored: the best ranked ones, as many as `countPairedRows` gives.
 * Returns their positions.
 */
function pickCompared(
  models: readonly EvaluatedModel[],
  { direction }: Pick<BenchmarkRow, 'direction'>,
  shownCount: number,
): readonly number[] {
  const ranked = models.flatMap(({ kind, scores: { final } }, place) =>
    kind === 'entry' && final.primary !== null ? [{ place, score: final.primary.score }] : [],
  );
  ranked.sort((a, b) => (direction === 'higher' ? b.score - a.score : a.score - b.score));
  return ranked
    .slice(0, countPairedRows(ranked.length, shownCount) + spareRows)
    .map(({ place }) => place)
    .sort((a, b) => a - b);
}

function batchSlices(slices: readonly Slice[], modelCount: number): Slice[][] {
  const batches: Slice[][] = [];
  let inMemory = Infinity;
  for (const slice of slices) {
    const values = Math.min(slice.places.length, sliceItemsMax) * modelCount;
    if (inMemory + values > valuesInMemoryMax) {
      batches.push([]);
      inMemory = 0;
    }
    batches.at(-1)!.push(slice);
    inMemory += values;
  }
  return batches;
}

async function scoreBatch(
  platform: ScorerPlatform,
  { round, benchmark, opened }: RoundToScore,
  slices: readonly Slice[],
  { models, compared }: { models: readonly EvaluatedModel[]; compared: readonly number[] },
): Promise<[Slice, NonNullable<ScoredSlice['found']>][]> {
  const scorers = slices.map((slice) => createSliceScorer(slice, { round, benchmark, opened }));
  const isCompared = new Set(compared);
  for (const [place, model] of models.entries()) {
    const predictions = await readSubmittedFile(platform, model.submissionId, benchmark, opened);
    if (!predictions.ok) throw new Error('a scored prediction file is refused');
    for (const scorer of scorers) {
      scorer.add(model, predictions.value, isCompared.has(place));
      // Yields to the event loop between slices, so that the thread can send its heartbeat.
      await setImmediate();
    }
  }
  const found: [Slice, NonNullable<ScoredSlice['found']>][] = [];
  for (const [i, slice] of slices.entries()) found.push([slice, await scorers[i]!.finish()]);
  return found;
}

function createSliceScorer(
  { column, value, places }: Slice,
  { round, benchmark, opened: { labels, groups, positions: ofSplits } }: RoundToScore,
) {
  const positions = Uint32Array.from(places, (place) => ofSplits.final[place]!);
  const items = { labels, groups, positions };
  const name = `${column}=${value}`;
  const test = choosePairTest(benchmark.metric, items);
  const comparator = createPairComparator(test);
  const estimates: (ScoreEstimate | null)[] = [];
  return {
    add({ fileSha256 }: EvaluatedModel, predictions: Predictions, isCompared: boolean): void {
      const seed = seedOf({ fileSha256, benchmark: benchmark.slug, round: round.number }, 'final');
      const scored = scoreSplit({
        ...items,
        rules: { ...benchmark, secondaryMetrics: [] },
        predictions,
        seed: `${seed}:${name}`,
      });
      estimates.push(scored.scores.primary);
      if (!isCompared) return;
      const { values, codes } = pickComparedValues(test, scored);
      comparator.add(values, codes);
    },
    /** Computes all half widths before they are read, since a transaction waits for the reader. */
    async finish(): Promise<NonNullable<ScoredSlice['found']>> {
      const compared = asModelComparison(test, comparator.finish());
      const { comparison } = await measureHalfWidths({ evaluationIds: [], comparison: compared });
      return { estimates, pairs: comparison.pairs };
    },
  };
}
