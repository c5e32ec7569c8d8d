import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { Transaction } from '@/db/client';
import { insertSealedRound } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { lockBenchmark } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import { lockRound } from '@/db/queries/round-queries';
import {
  findRoundIn,
  listRoundsToCompare,
  updateRoundChecked,
  updateRoundReplaced,
  updateRoundSealed,
} from '@/db/queries/round-scorer-queries';
import type { JobPayload } from '@/lib/contracts/jobs';
import { computeSplitKeys, drawIds, drawSplits, type SplitBits } from '@/lib/core/commitment/drawn-secrets';
import { computeFeedbackCap } from '@/lib/core/feedback/feedback-counts';
import { createItemIndex, type ItemIndex, indexGroups } from '@/lib/core/round/item-index';
import type { DraftRound } from '@/lib/core/round/round';
import { decideBenchmarkRules } from '@/lib/core/scoring/decide-benchmark-rules';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import { computeSealedRoot } from '../vault/compute-sealed-root';
import { type DraftItems, readDraft } from '../vault/read-draft';
import { encrypt, encryptPieces, makeRoundKey } from '../vault/round-cipher';
import { encodeItems } from '../vault/sealed-items';
import { yieldingHasher } from '../vault/yielding-hasher';

type DraftOfBenchmark = { readonly round: DraftRound; readonly benchmark: BenchmarkRow };

/**
 * Seals a draft: draws the round's key and secret, draws the splits from the secret, commits to the items
 * with their splits, and stores all of this in one transaction. A test set with problems, or that a check
 * blocks, remains a draft with a new report. @throws to be tried again, when the rounds to compare with have
 * changed since
 */
export async function runSealRound(
  platform: ScorerPlatform,
  { roundId, ids }: JobPayload<'seal_round'>,
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundIn(db, roundId, 'draft');
  if (!found) return;
  const { round: draft, benchmark } = found;
  // Only a checked draft can be sealed.
  if (draft.checkReport === null) throw new Error('a test set without a check report can not be sealed');
  // The metric is checked again here: the web process can write the policy, and a metric that leaks labels
  // must never give exact feedback.
  if (!decideBenchmarkRules(benchmark).ok) throw new Error('the metric does not allow this feedback policy');
  const roundKey = makeRoundKey();
  // The test set is compared again with other rounds, since one may have been sealed after the first check.
  const drawsIds = ids === 'drawn';
  const { report, checks, passed } = await readDraft(platform, found, { key: roundKey, drawsIds });
  if (passed === null) return updateRoundChecked(db, roundId, await readClock(db), { ...report, checks });
  const drawn = await drawSealing(platform, found, { items: passed.items, drawsIds });
  const itemsObjectKey = await storeItems(platform, { roundId, roundKey, benchmark }, drawn);
  const sealedKey = await platform.identity.seal(roundKey);
  const { comparedIds, leakOverruled, fingerprintsObjectKey } = passed;
  const sealed = {
    sealedKey,
    itemsObjectKey,
    fingerprintsObjectKey,
    secret: encrypt(roundKey, `secret:${roundId}`, drawn.secret),
    splits: encrypt(roundKey, `splits:${roundId}`, drawn.bits),
  };
  const outcome = await db.transaction((tx) =>
    fixSealing(tx, found, { sealed, drawn, comparedIds, leakOverruled }),
  );
  if (outcome === 'sealed') return;
  await platform.objects.delete(itemsObjectKey);
  await platform.objects.delete(fingerprintsObjectKey);
  if (outcome === 'outdated')
    throw new Error('other rounds or the feedback policy have changed while the test set was checked');
}

/** A draft's items, everything that a sealing draws at random for them, and the commitment's Merkle root. */
type Drawn = {
  /** The items, with pseudonymous ids if the round has those. */
  readonly items: DraftItems;
  readonly drawsIds: boolean;
  readonly index: ItemIndex;
  readonly secret: Uint8Array;
  readonly bits: SplitBits;
  readonly feedbackCount: number;
  readonly root: string;
};

async function drawSealing(
  platform: ScorerPlatform,
  { round: { roundId, testSetSealedSha256 }, benchmark }: DraftOfBenchmark,
  { items, drawsIds }: { items: DraftItems; drawsIds: boolean },
): Promise<Drawn> {
  const secret = randomBytes(32);
  const ids = drawsIds ? await drawIds(yieldingHasher, secret, items.ids) : items.ids;
  const index = createItemIndex(ids);
  const keys = await computeSplitKeys(yieldingHasher, secret, index.listIds());
  const { bits, feedbackCount } = drawSplits(keys, benchmark.feedbackShare);
  const { task, classes } = benchmark;
  const root = await computeSealedRoot(
    platform,
    { roundId, testSetSealedSha256, task, classes },
    { index, secret, bits, ids, originalIds: items.ids },
  );
  return { items: { ...items, ids }, drawsIds, index, secret, bits, feedbackCount, root };
}

/** Stores the labelled items, encrypted, in item index order. @returns the object's key */
async function storeItems(
  platform: ScorerPlatform,
  {
    roundId,
    roundKey,
    benchmark: { task, classes },
  }: { roundId: string; roundKey: Uint8Array; benchmark: BenchmarkRow },
  { items: { ids, labels, groups }, index }: Drawn,
): Promise<string> {
  const rowAt = new Uint32Array(index.size);
  for (const [row, id] of ids.entries()) rowAt[index.find(id) ?? 0] = row;
  const encoded = encodeItems(
    index,
    { task, classes, groups: indexGroups(Array.from(rowAt, (row) => groups[row]!)) },
    (position) => labels[rowAt[position]!]!,
  );
  const key = objectKeys.items(roundId, randomUUID());
  const pieces = encryptPieces(roundKey, `items:${roundId}`, encoded);
  await platform.objects.put(key, Readable.from(pieces), { once: true });
  return key;
}

/**
 * Writes the sealing to the database, unless the draft was deleted, or the inputs of its check or sealing
 * have changed.
 */
async function fixSealing(
  tx: Transaction,
  { round: { roundId }, benchmark }: DraftOfBenchmark,
  {
    sealed,
    drawn,
    comparedIds,
    leakOverruled,
  }: {
    sealed: Parameters<typeof insertSealedRound>[2];
    drawn: Drawn;
    comparedIds: readonly string[];
    leakOverruled: string | null;
  },
): Promise<'sealed' | 'gone' | 'outdated'> {
  // Openings and other sealings of this benchmark wait for this lock.
  const now = await lockBenchmark(tx, benchmark.benchmarkId);
  const round = await lockRound(tx, roundId);
  if (round?.state !== 'draft') return 'gone';
  if (now?.feedbackPolicy !== benchmark.feedbackPolicy || now.feedbackShare !== benchmark.feedbackShare)
    return 'outdated';
  const toCompare = await listRoundsToCompare(tx, round);
  if (toCompare.map((other) => other.roundId).join() !== comparedIds.join()) return 'outdated';
  const sealedAt = await readClock(tx);
  await insertSealedRound(tx, roundId, sealed);
  await fixSealedRound(tx, { round, benchmark, sealedAt, drawn, leakOverruled });
  if (round.replacesRoundId !== null) await retireReplaced(tx, round, round.replacesRoundId, sealedAt);
  return 'sealed';
}

async function fixSealedRound(
  tx: Transaction,
  sealed: {
    round: DraftRound;
    benchmark: BenchmarkRow;
    sealedAt: Date;
    drawn: Drawn;
    leakOverruled: string | null;
  },
): Promise<void> {
  const { round, benchmark, sealedAt, leakOverruled } = sealed;
  const { root, index, feedbackCount, drawsIds } = sealed.drawn;
  const itemCount = index.size;
  const finalCount = itemCount - feedbackCount;
  await updateRoundSealed(tx, round.roundId, {
    sealedAt,
    itemCount,
    feedbackCount,
    finalCount,
    scorerVersion,
    feedbackPolicy: benchmark.feedbackPolicy,
    feedbackCap: computeFeedbackCap({
      policy: benchmark.feedbackPolicy,
      quotaPerRound: benchmark.quotaPerRound,
      feedbackCount,
    }),
    commitment: {
      root,
      item_count: itemCount,
      feedback_count: feedbackCount,
      final_count: finalCount,
      metric: benchmark.metric,
      log_loss_clip: benchmark.logLossClip,
      scorer_version: scorerVersion,
      sealed_at: sealedAt.toISOString(),
      inputs_order: 'drawn',
      ...(drawsIds ? { ids: 'drawn' } : {}),
      schedule: {
        opens_at: round.opensAt?.toISOString() ?? null,
        closes_at: round.closesAt?.toISOString() ?? null,
        cadence: benchmark.schedule.cadence,
        time_zone: benchmark.schedule.timeZone,
      },
    },
  });
  await recordAct(tx, {
    act: 'round_sealed',
    by: 'scorer',
    at: sealedAt,
    benchmarkId: benchmark.benchmarkId,
    roundId: round.roundId,
    detail: {
      round: round.number,
      root,
      item_count: itemCount,
      ...(leakOverruled !== null && { leak_overruled: leakOverruled }),
    },
  });
}

/**
 * Retires the sealed round that the new one replaces: it will never open, and its commitment stays in the
 * public record.
 */
async function retireReplaced(
  tx: Transaction,
  by: DraftRound,
  replacedRoundId: string,
  at: Date,
): Promise<void> {
  const replaced = await lockRound(tx, replacedRoundId);
  // If the replaced round has opened or was replaced already, the new round waits for its turn like any
  // other.
  if (replaced?.state !== 'sealed' || replaced.benchmarkId !== by.benchmarkId) return;
  await updateRoundReplaced(tx, replacedRoundId, at, `Replaced by round ${by.number} before it opened.`);
  await recordAct(tx, {
    act: 'round_replaced',
    by: 'scorer',
    at,
    benchmarkId: by.benchmarkId,
    roundId: replacedRoundId,
    detail: { round: replaced.number, replaced_by: by.number, root: replaced.commitment.root },
  });
}
