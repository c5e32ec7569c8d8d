import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { detectFormat } from '@/lib/core/files/detect-format';
import type { JsonValue } from '@/lib/core/files/json-value';
import { createJsonlReader } from '@/lib/core/files/jsonl-reader';
import type { RowReader } from '@/lib/core/files/row-reader';
import { createItemIndex, type ItemIndex } from '@/lib/core/round/item-index';

const kept = new Map<string, Promise<ItemIndex>>();

/** The ids of a round from its published inputs, fetched once for as long as the page is there. */
export function readItemIndex(inputsUrl: string): Promise<ItemIndex> {
  const index = kept.get(inputsUrl) ?? fetchIndex(inputsUrl);
  kept.set(inputsUrl, index);
  index.catch(() => kept.delete(inputsUrl));
  return index;
}

async function fetchIndex(inputsUrl: string): Promise<ItemIndex> {
  const answer = await fetch(inputsUrl);
  if (!answer.ok || !answer.body) throw new Error(`the inputs answered ${answer.status}`);
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
      throw new Error('the published inputs are unreadable');
    },
  };
  let reader: RowReader | null = null;
  const chunks = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let next = await chunks.read(); !next.done; next = await chunks.read()) {
    reader ??=
      detectFormat(next.value) === 'jsonl' ? createJsonlReader(handler) : createDelimitedReader(handler);
    reader.push(next.value);
  }
  reader?.finish();
  return createItemIndex(ids);
}
