import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { drawOrder } from '@/lib/core/commitment/draw-order';
import { createInputsWriter } from '@/lib/core/round/format-inputs';
import type { SealedRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { type ItemSpool, spoolItems } from '../vault/item-spool';
import { openSecret } from '../vault/open-secret';
import { yieldingHasher } from '../vault/yielding-hasher';

/**
 * Writes a round's items without their labels to the object store, in bounded memory: in the order that the round secret draws, so
 * that nothing is told by where an item stood in the test set.
 */
export async function publishInputs(
  platform: ScorerPlatform,
  round: SealedRound,
  benchmark: BenchmarkRow,
): Promise<void> {
  const { roundId, testSetSealedSha256, commitment } = round;
  const { task, classes } = benchmark;
  const secret = await openSecret(platform, roundId);
  const idSecret = commitment.ids === 'drawn' ? secret : null;
  const spool = await spoolItems(platform, { roundId, testSetSealedSha256, task, classes, idSecret });
  try {
    const order = await drawOrder(yieldingHasher, secret, spool.ids);
    await platform.objects.put(objectKeys.inputs(roundId), Readable.from(writeInputs(round, spool, order)));
  } finally {
    await spool.remove();
  }
}

const pieceLength = 65_536;

async function* writeInputs(
  { checkReport: report }: SealedRound,
  spool: ItemSpool,
  order: Uint32Array,
): AsyncGenerator<Uint8Array> {
  const writer = createInputsWriter(spool.format, report.inputColumns, {
    group: report.hasGroup,
    date: report.hasDate,
  });
  let piece = writer.header;
  for (const position of order) {
    piece += writer.line(spool.read(position));
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
    // Items are read from the disk without waiting.
    await setImmediate();
  }
  yield Buffer.from(piece);
}
