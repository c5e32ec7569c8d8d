import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
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
import { encrypt, encryptPieces, makeRoundKey } from '../vault/round-cipher';
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

  const ids: string[] = [];
  const labels: string[] = [];
  const { report } = await readSealedTestSet(
    platform,
    { roundId, task: benchmark.task, classes: benchmark.classes },
    (item) => {
      // A copy: a part of a longer text would keep all of that text, inputs included, in memory.
      ids.push(Buffer.from(item.id).toString());
      labels.push(item.label);
    },
  );
  if (report.problemCount > 0) return updateRoundChecked(db, roundId, await readClock(db), report);

  const index = createItemIndex(ids);
  const rowAt = new Uint32Array(index.size);
  for (const [row, id] of ids.entries()) rowAt[index.find(id) ?? 0] = row;
  const secret = randomBytes(32);
  const keys = new BigUint64Array(index.size);
  for (const [position, id] of index.ids.entries())
    keys[position] = createHmac('sha256', secret).update(`part:${id}`).digest().readBigUInt64BE();
  const { bits, feedbackCount } = drawParts(keys, benchmark.feedbackShare);

  const roundKey = makeRoundKey();
  const itemsObjectKey = objectKeys.items(roundId, randomUUID());
  await platform.objects.put(
    itemsObjectKey,
    Readable.from(
      encryptPieces(
        roundKey,
        `items:${roundId}`,
        encodeItems(index, (position) => labels[rowAt[position]!]!),
      ),
    ),
  );
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
