import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { objectKeys } from '@/adapters/object-store/object-store';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { drawOrder } from '@/lib/core/commitment/drawn-secrets';
import type { TestSetFormat } from '@/lib/core/round/read-test-set';
import type { SealedRound } from '@/lib/core/round/round';
import { createInputsWriter } from '@/lib/core/round/training';
import { createSampleWriter } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import { spoolItems } from '../vault/item-spool';
import { openSecret } from '../vault/round-cipher';
import { yieldingHasher } from '../vault/yielding-hasher';

/** Writes the inputs of a sealed round before its opening. No one may read them until the round is open. */
export async function runPrepareInputs(
  platform: ScorerPlatform,
  { roundId }: { roundId: string },
): Promise<void> {
  const found = await findRoundIn(platform.client.db, roundId, 'sealed');
  if (found?.benchmark.inputs !== 'public') return;
  if (await platform.objects.has(objectKeys.inputs(roundId))) return;
  await publishInputs(platform, found.round, found.benchmark);
}

/** Writes a round's inputs to the object store, and a sample submission for them. */
export async function publishInputs(
  platform: ScorerPlatform,
  round: SealedRound,
  benchmark: BenchmarkRow,
): Promise<void> {
  const { roundId } = round;
  await withDrawnInputs(platform, round, benchmark, async ({ inputs, sampleSubmission }) => {
    // The sample submission is written first, since the existence of the inputs signals that both files exist.
    await platform.objects.put(objectKeys.sampleSubmission(roundId), sampleSubmission());
    await platform.objects.put(objectKeys.inputs(roundId), inputs());
  });
}

type DrawnInputs = {
  readonly format: TestSetFormat;
  /** The items in the form that participants get: without labels, under their published ids. */
  inputs(): Readable;
  sampleSubmission(): Readable;
};

/**
 * Reads a round's items without labels, in bounded memory, in the order that the round secret draws, so that
 * an item's position in the test set reveals nothing.
 */
export async function withDrawnInputs<T>(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  round: Pick<SealedRound, 'roundId' | 'testSetSealedSha256' | 'commitment' | 'checkReport'>,
  benchmark: BenchmarkRow,
  use: (drawn: DrawnInputs) => Promise<T>,
): Promise<T> {
  const { roundId, testSetSealedSha256, commitment, checkReport: report } = round;
  const { task, classes } = benchmark;
  const secret = await openSecret(platform, roundId);
  const idSecret = commitment.ids === 'drawn' ? secret : null;
  const spool = await spoolItems(platform, { roundId, testSetSealedSha256, task, classes, idSecret });
  try {
    const order = await drawOrder(yieldingHasher, secret, spool.ids);
    const pieces = (header: string, line: (position: number) => string) =>
      Readable.from(encodeLines(header, order, line));
    const sample = createSampleWriter(benchmark);
    const inputs = createInputsWriter(spool.format, report.inputColumns, {
      group: report.hasGroup,
      date: report.hasDate,
    });
    return await use({
      format: spool.format,
      inputs: () => pieces(inputs.header, (position) => inputs.line(spool.read(position))),
      sampleSubmission: () => pieces(sample.header, (position) => sample.line(spool.ids[position]!)),
    });
  } finally {
    await spool.remove();
  }
}

const pieceLength = 65_536;

async function* encodeLines(
  header: string,
  order: Uint32Array,
  line: (position: number) => string,
): AsyncGenerator<Uint8Array> {
  let piece = header;
  for (const position of order) {
    piece += line(position);
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
    // Yields to the event loop, because items are read from the disk synchronously.
    await setImmediate();
  }
  yield Buffer.from(piece);
}
