import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '@/testing/make-zip';
import { openPlainBytes } from '../decompress';
import { FileRefused } from '../faults';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-npz-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Encodes an array in the format of numpy.lib.format 1.0. */
function npy(descr: string, shape: string, data: Uint8Array): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`
    .padEnd(117)
    .concat('\n');
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(header.length, 8);
  return Buffer.concat([head, Buffer.from(header, 'latin1'), data]);
}

const bytesOf = (array: Float64Array | Float32Array | BigInt64Array | Uint32Array) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Encodes texts as numpy's `<U` type does: each takes the same number of code points. */
const textsOf = (width: number, texts: readonly string[]) =>
  bytesOf(
    Uint32Array.from(
      texts.flatMap((text) => {
        const points = Array.from(text, (character) => character.codePointAt(0)!);
        return [...points, ...new Array(width - points.length).fill(0)];
      }),
    ),
  );

const ids = npy('<U4', '3,', textsOf(4, ['a', 'b,c', 'é𝟙']));

async function read(members: Record<string, Buffer>, plainBytesMax = 100_000): Promise<string> {
  const path = join(folder, String(readdirSync(folder).length));
  writeFileSync(path, zip(Object.entries(members).map(([name, content]) => ({ name, content }))));
  return readAll(path, plainBytesMax);
}

async function readAll(path: string, plainBytesMax = 1_000): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of openPlainBytes(path, { plainBytesMax })) pieces.push(piece.slice());
  return Buffer.concat(pieces).toString();
}

const findRefusal = (members: Record<string, Buffer>, plainBytesMax?: number) =>
  read(members, plainBytesMax).then(
    (text) => `read: ${text}`,
    (error) => {
      if (!(error instanceof FileRefused)) throw error;
      return `${error.problem.code}: ${error.problem.detail}`;
    },
  );

describe('the arrays of a .npz', () => {
  it('give CSV with a column for each array', async () => {
    expect(
      await read({
        'id.npy': ids,
        'p_late.npy': npy('<f8', '3,', bytesOf(Float64Array.of(0.25, 1, 1e-7))),
        'p_on_time.npy': npy('<f4', '3,', bytesOf(Float32Array.of(0.75, 0, 0.5))),
      }),
    ).toBe('id,p_late,p_on_time\na,0.25,0.75\n"b,c",1,0\né𝟙,1e-7,0.5\n');
    expect(
      await read({
        'id.npy': npy('<i8', '2,', bytesOf(BigInt64Array.of(7n, -8n))),
        'prediction.npy': npy('|S3', '2,', Buffer.from('yesno\0')),
      }),
    ).toBe('id,prediction\n7,yes\n-8,no\n');
  });

  it('need ids, equal lengths, one dimension and a type of numbers or texts', async () => {
    const numbers = (shape: string, count = 3) => npy('<f8', shape, bytesOf(new Float64Array(count)));
    const refusals: [Record<string, Buffer>, string][] = [
      [{ 'arr_0.npy': numbers('3,') }, 'there is no array "id"'],
      [{ 'id.npy': ids, 'prediction.npy': numbers('2,', 2) }, '"prediction" has 2 values, and "id" has 3'],
      [{ 'id.npy': ids, 'prediction.npy': numbers('3, 1') }, 'has 2 dimensions, not one'],
      [{ 'id.npy': ids, 'prediction.npy': numbers('', 1) }, 'has 0 dimensions, not one'],
      [{ 'id.npy': npy('|O', '3,', Buffer.from('\x80\x04.')) }, 'an array of objects, which is a pickle'],
      [{ 'id.npy': npy('<c16', '3,', Buffer.alloc(48)) }, 'has the type "<c16"'],
      [{ 'id.npy': ids, 'prediction.npy': numbers('9007199254740993,') }, 'damaged or cut off'],
      [{ 'id.npy': ids.subarray(0, 140) }, 'damaged or cut off'],
      [{ 'id.npy': Buffer.from('no array at all') }, 'damaged or cut off'],
      [{ 'id.npy': ids, 'notes.txt': Buffer.from('x') }, 'more than one file'],
    ];
    for (const [members, detail] of refusals) {
      const refusal = await findRefusal(members);
      expect(refusal).toContain('bad_archive: ');
      expect(refusal).toContain(detail);
    }
  });

  it('cause a refusal if they unpack to more bytes than a prediction file may have', async () => {
    const zeros = npy('<f8', '1000000,', new Uint8Array(8_000_000));
    expect(await findRefusal({ 'id.npy': zeros, 'prediction.npy': zeros })).toContain('archive_bomb: ');
  });

  it('cause a refusal if the file is cut off after its first 4 bytes', async () => {
    const whole = zip([
      { name: 'id.npy', content: ids },
      { name: 'prediction.npy', content: npy('<f8', '3,', bytesOf(Float64Array.of(1, 2, 3))) },
    ]);
    for (let at = 0; at < whole.length; at += 13) {
      const path = join(folder, `cut-${at}`);
      writeFileSync(path, whole.subarray(0, at));
      const outcome = readAll(path);
      if (at < 4) await outcome;
      else await expect(outcome).rejects.toBeInstanceOf(FileRefused);
    }
  });
});
