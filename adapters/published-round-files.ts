import { LRUCache } from 'lru-cache';
import type { JsonValue } from '@/lib/core/files/canonical-json';
import { detachText } from '@/lib/core/files/cell-text';
import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { detectFormat } from '@/lib/core/files/detect-format';
import { createJsonlReader } from '@/lib/core/files/jsonl-reader';
import { type RowReader, rowLengthMax } from '@/lib/core/files/row-reader';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';
import { openPlain } from './decompress';
import { isObjectStoreFault } from './faults';
import { isObjectMissing, type ObjectStore, objectKeys } from './object-store/object-store';

/** Maximum number of cached ids; a million take about a hundred megabytes. */
const idsCachedMax = 1_000_000;

const indexes = new LRUCache<string, ItemIndex, ObjectStore>({
  maxSize: idsCachedMax,
  sizeCalculation: ({ size }) => Math.max(1, size),
  // If the cache evicts an index while it is being read, the caller still gets it.
  ignoreFetchAbort: true,
  fetchMethod: async (roundId, _stale, { context }) => createItemIndex(await readIds(context, roundId)),
});

/**
 * Returns the ids of an opened round from its published inputs. The inputs never change, so the ids of the
 * last rounds are cached.
 */
export const readItemIndex = (objects: ObjectStore, roundId: string): Promise<ItemIndex> =>
  indexes.forceFetch(roundId, { context: objects });

async function readIds(objects: ObjectStore, roundId: string): Promise<string[]> {
  const ids: string[] = [];
  let column = -1;
  const handler = {
    onHeader: (names: readonly string[]) => {
      column = names.indexOf('id');
      return column >= 0;
    },
    onRow: (fields: readonly JsonValue[]) => {
      ids.push(detachText(String(fields[column])));
    },
    onProblem: () => {
      throw new Error('the published inputs of a round are unreadable');
    },
  };
  let reader: RowReader | null = null;
  const { stream } = await objects.open(objectKeys.inputs(roundId));
  for await (const text of openPlain(stream, { plainBytesMax: Number.POSITIVE_INFINITY })) {
    reader ??= detectFormat(text) === 'jsonl' ? createJsonlReader(handler) : createDelimitedReader(handler);
    reader.push(text);
  }
  reader?.finish();
  return ids;
}

/** The size of a published file, and the text that it begins with. */
export type FileHead = { readonly byteCount: number; readonly head: string };

const headBytesMax = 65_536;

/** Maximum number of cached file heads; their texts take up to 32 MB. */
const headsCachedMax = 250;

const heads = new LRUCache<string, FileHead, ObjectStore>({
  max: headsCachedMax,
  ignoreFetchAbort: true,
  fetchMethod: async (key, _stale, { context }) => readHead(context, key),
});

/**
 * Returns the head of a published file, which never changes. Pages ask for it only once the file is public.
 * @returns null for a missing file, and while the object store doesn't respond
 */
export async function readFileHead(objects: ObjectStore, key: string): Promise<FileHead | null> {
  try {
    return await heads.forceFetch(key, { context: objects });
  } catch (error) {
    if (isObjectMissing(error) || isObjectStoreFault(error)) return null;
    throw error;
  }
}

async function readHead(objects: ObjectStore, key: string): Promise<FileHead> {
  const { stream, byteCount } = await objects.open(key);
  const pieces: Uint8Array[] = [];
  let length = 0;
  const chunks: AsyncIterable<Uint8Array> = stream;
  // Leaving the loop early closes the object store's stream.
  for await (const piece of chunks) {
    pieces.push(piece);
    length += piece.byteLength;
    if (length >= headBytesMax) break;
  }
  // A character that the limit cuts in two becomes U+FFFD, in a last row that is incomplete anyway.
  return { byteCount, head: Buffer.concat(pieces).subarray(0, headBytesMax).toString('utf8') };
}

/**
 * Maximum length of an archived row. It may be longer than in the test set: quotes are doubled, and there are
 * more columns.
 */
const archivedRowLengthMax = 4 * rowLengthMax;

/**
 * Returns the sealed labels of some items of a revealed round from its public archive. @param ids in NFC
 * @returns labels by id; an id that the round doesn't have is left out
 */
export async function readArchivedLabels(
  objects: ObjectStore,
  roundId: string,
  ids: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const labels = new Map<string, string>();
  let [idColumn, labelColumn] = [-1, -1];
  const reader = createDelimitedReader(
    {
      onHeader: (names) => {
        [idColumn, labelColumn] = [names.indexOf('id'), names.indexOf('label')];
        return true;
      },
      onRow: (fields) => {
        const id = fields[idColumn]!;
        if (ids.has(id)) labels.set(id, fields[labelColumn]!);
      },
      onProblem: () => {
        throw new Error('the archived items of a round are unreadable');
      },
    },
    { rowLengthMax: archivedRowLengthMax, quotedLengthMax: archivedRowLengthMax },
  );
  const { stream } = await objects.open(objectKeys.archiveFile(roundId, 'items.csv'));
  for await (const text of openPlain(stream, { plainBytesMax: Number.POSITIVE_INFINITY })) reader.push(text);
  reader.finish();
  if (idColumn === -1 || labelColumn === -1) throw new Error('the archived items of a round have no labels');
  return labels;
}
