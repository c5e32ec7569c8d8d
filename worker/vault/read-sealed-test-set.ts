import { Readable } from 'node:stream';
import { openPlain } from '@/adapters/decompress';
import { FileRefused } from '@/adapters/faults';
import {
  type ComparedBytes,
  compareBytes,
  ObjectChanged,
  objectKeys,
} from '@/adapters/object-store/object-store';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { Task } from '@/lib/core/benchmark';
import { drawIds } from '@/lib/core/commitment/drawn-secrets';
import { detachText } from '@/lib/core/files/cell-text';
import { createFormatFinder } from '@/lib/core/files/detect-format';
import type { FileProblem } from '@/lib/core/files/file-problem';
import type { ItemIndex } from '@/lib/core/round/item-index';
import {
  createTestSetReader,
  type TestSetFormat,
  type TestSetItem,
  type TestSetReader,
  type TestSetReport,
  testSetItemsMax,
} from '@/lib/core/round/read-test-set';
import type { ClosedRound } from '@/lib/core/round/round';
import { createSliceCollector, type SliceValues } from '@/lib/core/round/slices';
import { openTestSetEnvelope, testSetEnvelope, unpadTestSet } from '@/lib/core/round/test-set-envelope';
import type { ScorerPlatform } from '../scorer-platform';
import { openSecret } from './round-cipher';
import { yieldingHasher } from './yielding-hasher';

/** Maximum size in bytes after decompression; a compressed upload within the web's limit may exceed it. */
const testSetBytesMax = 256 * 1024 * 1024;

/**
 * Maximum number of items of a text task: comparing texts costs more than comparing numbers, and reference
 * texts for more items are rarely collected.
 */
const textItemsMax = 100_000;

/**
 * Maximum of items times classes: web process and scorer store a file of probabilities as that many doubles.
 */
const probabilitiesMax = 20_000_000;

type ReadTestSet = { report: TestSetReport; format: TestSetFormat | null };

/**
 * Maximum size in bytes of the encrypted file: larger than the largest upload with padding, frames and
 * encryption.
 */
const sealedBytesMax = 4 * testSetBytesMax;

export type RoundOfTestSet = {
  readonly roundId: string;
  /** SHA-256 of the encrypted test set, recorded at the upload. */
  readonly testSetSealedSha256: string;
  readonly task: Task;
  readonly classes: readonly string[];
};

/**
 * Opens a round's test set and emits its items in file order, in bounded memory. An attacker with access to
 * the object store could have replaced it since the upload, so the sealed bytes are hashed while they are
 * read. @param onChunk awaited after each piece of the file, so that a consumer can slow the reading down
 * @returns the report, and the detected format of the file (null when it is empty) @throws ObjectChanged when
 * it isn't the uploaded object; then the emitted items don't count
 */
export async function readSealedTestSet(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  round: RoundOfTestSet,
  onItem: (item: TestSetItem, format: TestSetFormat) => void,
  onChunk: () => Promise<void> = async () => {},
): Promise<ReadTestSet> {
  const key = objectKeys.testSet(round.roundId);
  const { stream } = await platform.objects.open(key);
  const compared = compareBytes(stream, {
    sha256: round.testSetSealedSha256,
    byteCountMax: sealedBytesMax,
  });
  try {
    const sealed = toWebStream(Readable.from(compared.bytes, { objectMode: false }));
    return await readItems(await platform.identity.openStream(sealed), round, onItem, onChunk);
  } finally {
    // Checks the hash even if the object could not be opened or read to its end: if it was replaced, that is
    // the fault to report.
    await requireSame(compared, key);
  }
}

async function requireSame(compared: ComparedBytes, key: string): Promise<void> {
  if (!(await compared.isSame())) throw new ObjectChanged(key);
}

async function readItems(
  plain: ReadableStream<Uint8Array>,
  round: RoundOfTestSet,
  onItem: (item: TestSetItem, format: TestSetFormat) => void,
  onChunk: () => Promise<void>,
): Promise<ReadTestSet> {
  const itemsMax = countItemsMax(round);
  const made: { reader: TestSetReader | null; format: TestSetFormat | null } = { reader: null, format: null };
  let itemCount = 0;
  const makeReader = (format: TestSetFormat) =>
    createTestSetReader({ task: round.task, classes: round.classes, format }, (item) => {
      itemCount += 1;
      if (itemCount > itemsMax) throw new FileRefused(tooManyItems(itemsMax));
      onItem(item, format);
    });
  const finder = createFormatFinder();
  try {
    const enveloped = fromWebStream(plain);
    const bytes = Readable.from(withoutEnvelope(round.roundId, enveloped), { objectMode: false });
    for await (const text of openPlain(bytes, { plainBytesMax: testSetBytesMax })) {
      if (made.reader) made.reader.push(text);
      else {
        const format = finder.take(text);
        if (!format.ok) throw new FileRefused(format.error);
        if (format.value === null) continue;
        made.format = format.value;
        made.reader = makeReader(format.value);
        made.reader.push(finder.head);
      }
      if (made.reader.hasStopped) break;
      await onChunk();
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { report: reportOf(error.problem), format: made.format };
  }
  return { report: made.reader?.finish() ?? reportOf(emptyFile), format: made.format };
}

function countItemsMax({ task, classes }: { task: Task; classes: readonly string[] }): number {
  if (task === 'text') return textItemsMax;
  return Math.min(testSetItemsMax, Math.floor(probabilitiesMax / Math.max(1, classes.length)));
}

/**
 * Yields the test set without its envelope, which names the round; a test set that was sealed for another
 * round is refused before a byte of it is read.
 */
async function* withoutEnvelope(
  roundId: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const rest = bytes[Symbol.asyncIterator]();
  try {
    let head: Uint8Array = new Uint8Array(0);
    for (let isAll = false; !isAll && head.length < testSetEnvelope(roundId).length; ) {
      const next = await rest.next();
      isAll = next.done === true;
      if (!next.done) head = Buffer.concat([head, next.value]);
    }
    const opened = openTestSetEnvelope(roundId, head);
    if (!opened.ok) throw new FileRefused(opened.error);
    yield* unpadTestSet(joinBytes(opened.value, rest));
  } finally {
    // Closes the source when the reader stops early.
    await rest.return?.();
  }
}

async function* joinBytes(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const tooManyItems = (itemsMax: number): FileProblem => ({
  code: 'too_large',
  line: null,
  column: null,
  detail: `the test set has more than ${itemsMax.toLocaleString('en')} items`,
  hint: 'Draw a smaller test set: the interval of a score hardly shrinks beyond that.',
});

const emptyFile: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file has no rows',
  hint: 'Send a header and the items.',
};

/** Makes a report with this single problem. */
export function reportOf(problem: FileProblem): TestSetReport {
  return {
    format: null,
    itemCount: 0,
    inputColumns: [],
    hasGroup: false,
    hasDate: false,
    sliceColumns: [],
    classSharePercent: {},
    duplicateIdCount: 0,
    emptyLabelCount: 0,
    problemCount: 1,
    problems: [problem],
  };
}

/**
 * Reads the slice columns of a round in item index order. Only the sealed test set has them, so it is read
 * again. @throws when it isn't the test set that was sealed
 */
export async function readSlices(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  {
    roundId,
    testSetSealedSha256,
    commitment,
  }: Pick<ClosedRound, 'roundId' | 'testSetSealedSha256' | 'commitment'>,
  { task, classes }: Pick<BenchmarkRow, 'task' | 'classes'>,
  index: ItemIndex,
): Promise<readonly SliceValues[]> {
  const originalIds: string[] = [];
  const collector = createSliceCollector();
  const { report } = await readSealedTestSet(
    platform,
    { roundId, testSetSealedSha256, task, classes },
    ({ id, slices }) => {
      originalIds.push(detachText(id));
      collector.add(slices);
    },
  );
  if (report.problemCount > 0 || originalIds.length !== index.size)
    throw new Error('the sealed test set can no longer be parsed without a problem');
  const ids =
    commitment.ids === 'drawn'
      ? await drawIds(yieldingHasher, await openSecret(platform, roundId), originalIds)
      : originalIds;
  const positions = ids.map((id) => {
    const position = index.find(id);
    if (position === undefined) throw new Error('the test set has changed since its items were drawn');
    return position;
  });
  return collector.finish().map(({ indices, ...column }) => {
    const inOrder = new Uint8Array(indices.length);
    for (const [row, position] of positions.entries()) inOrder[position] = indices[row]!;
    return { ...column, indices: inOrder };
  });
}
