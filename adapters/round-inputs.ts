import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { detachText } from '@/lib/core/files/detach-text';
import { detectFormat } from '@/lib/core/files/detect-format';
import type { JsonValue } from '@/lib/core/files/json-value';
import { createJsonlReader } from '@/lib/core/files/jsonl-reader';
import type { RowReader } from '@/lib/core/files/row-reader';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';
import { openPlain } from './decompress';
import { type ObjectStore, objectKeys } from './object-store/object-store';

const kept = new Map<string, { index: Promise<ItemIndex>; size: number }>();
/** A million ids take about a hundred megabytes. */
const idsKeptMax = 1_000_000;

/** The ids of an opened round, from its published inputs; they never change, so the last rounds' are kept as they fit. */
export function readItemIndex(objects: ObjectStore, roundId: string): Promise<ItemIndex> {
  const known = kept.get(roundId);
  if (known) {
    kept.delete(roundId);
    kept.set(roundId, known);
    return known.index;
  }
  const entry = { index: indexInputs(objects, roundId), size: 0 };
  kept.set(roundId, entry);
  entry.index.then(
    ({ size }) => {
      entry.size = size;
      forgetOldest();
    },
    () => kept.delete(roundId),
  );
  return entry.index;
}

function forgetOldest(): void {
  let total = 0;
  for (const { size } of kept.values()) total += size;
  for (const [oldest, { size }] of kept) {
    if (total <= idsKeptMax) return;
    kept.delete(oldest);
    total -= size;
  }
}

const indexInputs = async (objects: ObjectStore, roundId: string): Promise<ItemIndex> =>
  createItemIndex(await readIds(objects, roundId));

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
