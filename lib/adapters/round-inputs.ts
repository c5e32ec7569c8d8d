import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { detectFormat } from '@/lib/core/files/detect-format';
import type { JsonValue } from '@/lib/core/files/json-value';
import { createJsonlReader } from '@/lib/core/files/jsonl-reader';
import type { RowReader } from '@/lib/core/files/row-reader';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';
import { openPlain } from './decompress';
import { type ObjectStore, objectKeys } from './object-store/object-store';

const kept = new Map<string, Promise<ItemIndex>>();
const indexesKeptMax = 3;

/** The ids of an opened round, from its published inputs; they never change, so the last three rounds' are kept. */
export function readItemIndex(objects: ObjectStore, roundId: string): Promise<ItemIndex> {
  const index = kept.get(roundId) ?? readIds(objects, roundId).then(createItemIndex);
  kept.delete(roundId);
  kept.set(roundId, index);
  index.catch(() => kept.delete(roundId));
  for (const oldest of kept.keys()) if (kept.size > indexesKeptMax) kept.delete(oldest);
  return index;
}

async function readIds(objects: ObjectStore, roundId: string): Promise<string[]> {
  const ids: string[] = [];
  let column = -1;
  const handler = {
    onHeader: (names: readonly string[]) => {
      column = names.indexOf('id');
      return column >= 0;
    },
    onRow: (fields: readonly JsonValue[]) => {
      ids.push(String(fields[column]));
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
