import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemSpoolPrefix } from '@/adapters/spool-file';
import type { Task } from '@/lib/core/benchmark';
import { drawIds } from '@/lib/core/commitment/drawn-secrets';
import { isJsonObject, type JsonValue, parseJson } from '@/lib/core/files/canonical-json';
import { detachText } from '@/lib/core/files/cell-text';
import type { TestSetFormat, TestSetItem } from '@/lib/core/round/read-test-set';
import type { ItemSlices } from '@/lib/core/round/slices';
import type { ScorerPlatform } from '../scorer-platform';
import { type RoundOfTestSet, readSealedTestSet } from './read-sealed-test-set';
import { yieldingHasher } from './yielding-hasher';

type SpooledItem = {
  id: string;
  /** The item's id in the uploaded test set; present if the round has pseudonymous ids. */
  original_id?: string;
  inputJson: string;
  /** A class name; for regression the number; for text tasks the reference. */
  label: string | number;
  group: string | null;
  date: string | null;
  slices?: ItemSlices;
};

/** Access to a round's items, one at a time and in any order, while only their ids are in memory. */
export type ItemSpool = {
  format: TestSetFormat;
  /** Item ids in the order of the item index. */
  ids: readonly string[];
  /** @param position in the item index */
  read: (position: number) => SpooledItem;
  remove: () => Promise<void>;
};

const blockBytes = 16;

/**
 * Reads a round's test set once and stores it for access to single items, in a file that is encrypted under a
 * key in this process's memory only, since a test set may not be on a disk unencrypted. The caller removes
 * the file. @throws when the test set isn't the uploaded one, or no longer parses without a problem, as it
 * did at the sealing
 */
export async function spoolItems(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  round: RoundOfTestSet & {
    /**
     * The round secret if the round has pseudonymous ids, which are derived from it; null if ids are the test
     * set's own.
     */
    readonly idSecret: Uint8Array | null;
  },
): Promise<ItemSpool> {
  const folder = await mkdtemp(join(tmpdir(), itemSpoolPrefix));
  const file = await open(join(folder, 'items'), 'wx+', 0o600);
  const remove = async () => {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const key = randomBytes(32);
    const cipher = createCipheriv('aes-256-ctr', key, counterAt(0));
    const originalIds: string[] = [];
    const starts: number[] = [0];
    let pending: Buffer[] = [];
    const { report, format } = await readSealedTestSet(
      platform,
      round,
      ({ id, ...item }) => {
        const record = Buffer.from(formatRecord(item));
        pending.push(record);
        originalIds.push(detachText(id));
        starts.push(starts.at(-1)! + record.length);
      },
      async () => {
        const bytes = cipher.update(Buffer.concat(pending));
        pending = [];
        await file.writeFile(bytes);
      },
    );
    // The parser emits its last row only when it finishes, after its last chunk.
    await file.writeFile(Buffer.concat([cipher.update(Buffer.concat(pending)), cipher.final()]));
    if (report.problemCount > 0 || format === null)
      throw new Error('the sealed test set can no longer be parsed without a problem');

    const { idSecret } = round;
    const ids = idSecret === null ? originalIds : await drawIds(yieldingHasher, idSecret, originalIds);
    const readRecord = (row: number): SpooledRecord =>
      parseRecord(readBytes(file.fd, key, starts[row]!, starts[row + 1]!));
    return { format, remove, ...indexSpool({ task: round.task, ids, originalIds, readRecord }) };
  } catch (cause) {
    await remove();
    throw cause;
  }
}

/**
 * Orders the spooled rows by the item index. `ids` is `originalIds` itself if the round publishes original
 * ids.
 */
function indexSpool({
  task,
  ids,
  originalIds,
  readRecord,
}: {
  task: Task;
  ids: readonly string[];
  originalIds: readonly string[];
  readRecord: (row: number) => SpooledRecord;
}): Pick<ItemSpool, 'ids' | 'read'> {
  const rowAt = Uint32Array.from(ids.keys()).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  return {
    ids: Array.from(rowAt, (row) => ids[row]!),
    read(position) {
      const row = rowAt[position]!;
      const record = readRecord(row);
      const label = task === 'regression' ? Number(record.label) : record.label;
      const own = ids === originalIds ? {} : { original_id: originalIds[row]! };
      return { id: ids[row]!, ...own, ...record, label };
    },
  };
}

type SpooledRecord = Pick<TestSetItem, 'inputJson' | 'label' | 'group' | 'date' | 'slices'>;

const formatRecord = ({ inputJson, label, group, date, slices }: SpooledRecord): string =>
  JSON.stringify([inputJson, label, group, date, ...(slices === undefined ? [] : [slices])]);

function parseRecord(text: string): SpooledRecord {
  const record = parseJson(text);
  if (!Array.isArray(record)) throw new Error('a spooled item is no record');
  const [slices] = record.slice(4);
  const [inputJson, label, group, date] = record
    .slice(0, 4)
    .map((field) => (field === null ? null : String(field)));
  if (inputJson == null || label == null) throw new Error('a spooled item without an input or a label');
  const texts = { inputJson, label, group: group ?? null, date: date ?? null };
  return isJsonObject(slices) ? { ...texts, slices: readSlices(slices) } : texts;
}

const readSlices = (slices: { readonly [name: string]: JsonValue }): ItemSlices =>
  Object.fromEntries(Object.entries(slices).map(([name, value]) => [name, String(value)]));

/** Decrypts a part of the file: in counter mode any block can be decrypted alone. */
function readBytes(fd: number, key: Uint8Array, start: number, end: number): string {
  const skipped = start % blockBytes;
  const sealed = Buffer.allocUnsafe(end - start + skipped);
  for (let filled = 0; filled < sealed.length; ) {
    const count = readSync(fd, sealed, filled, sealed.length - filled, start - skipped + filled);
    if (count === 0) throw new Error('the spooled items end too early');
    filled += count;
  }
  const decipher = createDecipheriv('aes-256-ctr', key, counterAt((start - skipped) / blockBytes));
  return decipher.update(sealed).toString('utf8', skipped);
}

function counterAt(block: number): Buffer {
  const counter = Buffer.alloc(blockBytes);
  counter.writeBigUInt64BE(BigInt(block), blockBytes - 8);
  return counter;
}
