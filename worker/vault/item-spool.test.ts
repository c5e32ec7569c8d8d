import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ObjectChanged } from '@/adapters/object-store/object-store';
import { testSetEnvelope } from '@/lib/core/round/test-set-envelope';
import { spoolItems } from './item-spool';

const expected = { roundId: 'a-round', task: 'binary', classes: ['no', 'yes'], idSecret: null } as const;

/** Encodes a test set in one frame of `padTestSet`, without the zeros that pad it. */
function storedBytes(testSet: string): Buffer {
  const bytes = Buffer.from(testSet);
  const [head, end] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([testSetEnvelope(expected.roundId), head, bytes, end]);
}

/** Makes a round with the hash that was recorded at its upload. */
const roundOf = (testSet: string) => ({
  ...expected,
  testSetSealedSha256: createHash('sha256').update(storedBytes(testSet)).digest('hex'),
});

/** Makes a platform whose object store has an invalid encrypted object. */
function platformOf(testSet: string): Parameters<typeof spoolItems>[0] {
  const bytes = storedBytes(testSet);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, i) =>
    bytes.subarray(i * 1000, (i + 1) * 1000),
  );
  const unused = () => Promise.reject(new Error('not used'));
  return {
    objects: {
      open: async () => ({ stream: Readable.from(chunks), byteCount: bytes.length }),
      put: unused,
      has: unused,
      delete: unused,
      list: () => {
        throw new Error('not used');
      },
    },
    identity: {
      openStream: async (sealed) => sealed,
      open: unused,
      openFileKey: unused,
      seal: unused,
      sign: () => new Uint8Array(),
      publicKey: '',
      recipient: '',
    },
  };
}

describe('temporary file of a round’s items', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-test-'));
    vi.stubEnv('TMPDIR', folder);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('returns every item at its position in the item index, in any order, and leaves no file behind', async () => {
    const items = Array.from({ length: 500 }, (_, i) => ({
      id: `item-${(i * 7919) % 500}`,
      input: { text: 'ü'.repeat(i % 50), n: i },
      label: i % 3 ? 'no' : 'yes',
      group: i % 2 ? `g${i}` : null,
      date: i % 2 ? '2026-03-01' : null,
    }));
    const testSet = items.map((item) => JSON.stringify(item)).join('\n');
    const spool = await spoolItems(platformOf(testSet), roundOf(testSet));
    const sorted = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(spool.ids).toEqual(sorted.map(({ id }) => id));
    for (const position of [499, 0, 250, ...spool.ids.keys()]) {
      const item = sorted[position]!;
      const { inputJson, ...rest } = spool.read(position);
      expect(rest).toEqual({
        id: item.id,
        label: item.label,
        group: item.group,
        date: item.date,
      });
      expect(JSON.parse(inputJson)).toEqual(item.input);
    }
    expect(readdirSync(folder)).toHaveLength(1);
    await spool.remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('throws for a test set with a problem and leaves no file behind', async () => {
    const testSet = 'id,x,label\na,1,no\nb,2,maybe\n';
    await expect(spoolItems(platformOf(testSet), roundOf(testSet))).rejects.toThrow('no longer be parsed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['id,x,label\na,1,no\nb,2,no\n', 'id,x,label\na,1,maybe\n', 'id', ''])(
    'throws for a test set other than the uploaded one, readable or not, and leaves no file behind',
    async (other) => {
      const round = roundOf('id,x,label\na,1,no\nb,2,yes\n');
      await expect(spoolItems(platformOf(other), round)).rejects.toThrow(ObjectChanged);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});
