import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { insertSealedRound } from '@/db/hidden/vault-queries';
import { readClock } from '@/db/queries/read-clock';
import { lockRound } from '@/db/queries/round-queries';
import {
  findRoundWithBenchmark,
  updateRoundChecked,
  updateRoundSealed,
} from '@/db/queries/round-scorer-queries';
import { objectKeys } from '@/lib/adapters/object-store/object-store';
import { drawParts } from '@/lib/core/round/draw-parts';
import { createItemIndex } from '@/lib/core/round/item-index';
import type { ScorerPlatform } from '../scorer-platform';
import { scorerVersion } from '../scorer-version';
import { readSealedTestSet } from '../vault/read-sealed-test-set';
import { encrypt, makeRoundKey } from '../vault/round-cipher';
import { encodeItems } from '../vault/sealed-items';

/**
 * Seals a draft: draws the round's key and secret, draws the parts from the secret, and fixes all of it in one
 * transaction. A test set with problems stays a draft with a new report.
 */
export async function sealRound(platform: ScorerPlatform, { roundId }: { roundId: string }): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundWithBenchmark(db, roundId);
  if (found?.round.state !== 'draft') return;
  const { benchmark } = found;

  const labels = new Map<string, string>();
  const { report } = await readSealedTestSet(
    platform,
    { roundId, task: benchmark.task, classes: benchmark.classes },
    (item) => labels.set(item.id, item.label),
  );
  if (report.problemCount > 0) return updateRoundChecked(db, roundId, await readClock(db), report);

  const index = createItemIndex(labels.keys());
  const secret = randomBytes(32);
  const keys = BigUint64Array.from(index.ids, (id) =>
    createHmac('sha256', secret).update(`part:${id}`).digest().readBigUInt64BE(),
  );
  const { bits, feedbackCount } = drawParts(keys, benchmark.feedbackShare);

  const roundKey = makeRoundKey();
  const itemsObjectKey = objectKeys.items(roundId, randomUUID());
  const items = encrypt(
    roundKey,
    `items:${roundId}`,
    encodeItems(index, (id) => labels.get(id) ?? ''),
  );
  await platform.objects.put(itemsObjectKey, inOnePiece(items));
  const sealedKey = await platform.identity.seal(roundKey);

  const isSealed = await db.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round?.state !== 'draft') return false;
    await insertSealedRound(tx, roundId, {
      sealedKey,
      itemsObjectKey,
      secret: encrypt(roundKey, `secret:${roundId}`, secret),
      parts: encrypt(roundKey, `parts:${roundId}`, bits),
    });
    await updateRoundSealed(tx, roundId, {
      sealedAt: await readClock(tx),
      itemCount: index.size,
      feedbackCount,
      finalCount: index.size - feedbackCount,
      scorerVersion,
      feedbackPolicy: benchmark.feedbackPolicy,
    });
    return true;
  });
  if (!isSealed) await platform.objects.delete(itemsObjectKey);
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
