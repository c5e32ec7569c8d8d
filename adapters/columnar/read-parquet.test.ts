import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { ByteWriter, parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { FileRefused } from '../faults';
import { readParquet } from './read-parquet';

/** hyparquet exports neither its encodings nor the writer of a file's footer. */
const importFrom = (path: string) => import(new URL(`../../node_modules/${path}`, import.meta.url).href);

const plainBytesMax = 1_000_000;

const partsOf = (bytes: Uint8Array) => ({
  byteCount: bytes.length,
  read: async (from: number, to: number) => bytes.subarray(from, to),
});

async function readText(bytes: Uint8Array, limit = plainBytesMax): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readParquet(partsOf(bytes), { plainBytesMax: limit })) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const findRefusal = (bytes: Uint8Array, limit?: number) =>
  readText(bytes, limit).then(
    (text) => `read: ${text.slice(0, 80)}`,
    (error) => {
      if (!(error instanceof FileRefused)) throw error;
      return { code: error.problem.code, detail: error.problem.detail };
    },
  );

type Options = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;

const write = (columnData: Parameters<typeof parquetWriteBuffer>[0]['columnData'], options: Options = {}) =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));

const rowCount = 3_000;

const honest = (options?: Options) =>
  write(
    [
      { name: 'id', data: Array.from({ length: rowCount }, (_, i) => `item-${i}`), type: 'STRING' },
      { name: 'prediction', data: Float64Array.from({ length: rowCount }, (_, i) => i / 7), type: 'DOUBLE' },
    ],
    { rowGroupSize: 1_000, ...options },
  );

/** Returns the Parquet file with a changed footer. */
async function withFooter(bytes: Uint8Array, change: (metadata: FileMetaData) => void): Promise<Uint8Array> {
  const { writeMetadata } = await importFrom('hyparquet-writer/src/metadata.js');
  const metadata = parquetMetadata(bytes);
  const bodyEnd = bytes.length - 8 - metadata.metadata_length;
  change(metadata);
  const writer = new ByteWriter();
  writer.appendBytes(bytes.subarray(0, bodyEnd));
  writeMetadata(writer, { ...metadata, metadata_length: undefined });
  writer.appendUint32(0x31524150);
  return new Uint8Array(writer.getBuffer());
}

describe('a Parquet file', () => {
  it('gives the CSV that pandas would write', async () => {
    const file = write([
      { name: 'id', data: ['a', 'b,"c"', 'é\n'], type: 'STRING' },
      { name: 'n', data: [1.5, Number.NaN, Number.POSITIVE_INFINITY], type: 'DOUBLE' },
      { name: 'whole', data: BigInt64Array.of(-1n, 2n ** 60n, 3n), type: 'INT64' },
      { name: 'is, it', data: [true, false, null], type: 'BOOLEAN', nullable: true },
      { name: 'at', data: [0, 1, 2].map((i) => new Date(Date.UTC(2001, 1, 3, i))), type: 'TIMESTAMP' },
    ]);
    expect(await readText(file)).toBe(
      [
        'id,n,whole,"is, it",at',
        'a,1.5,-1,True,2001-02-03T00:00:00Z',
        '"b,""c""",,1152921504606846976,False,2001-02-03T01:00:00Z',
        '"é\n",inf,3,,2001-02-03T02:00:00Z',
        '',
      ].join('\n'),
    );
  });

  it('yields its row groups one by one, with each compression codec', async () => {
    const expected = `id,prediction\n${Array.from({ length: rowCount }, (_, i) => `item-${i},${i / 7}\n`).join('')}`;
    expect(await readText(honest())).toBe(expected);
    expect(await readText(honest({ codec: 'UNCOMPRESSED' }))).toBe(expected);
    expect(await readText(honest({ codec: 'GZIP', compressors: { GZIP: gzipSync } }))).toBe(expected);
  });

  it('yields rows of another writer, with Zstandard and timestamps', async () => {
    const flights = partsOf(readFileSync('node_modules/vega-datasets/data/flights-3m.parquet'));
    for await (const piece of readParquet(flights, { plainBytesMax: 256 * 1024 * 1024 })) {
      const text = Buffer.from(piece).toString();
      if (text.startsWith('date,')) continue;
      expect(text).toMatch(/^2001-01-01T\d\d:\d\d:00Z,-?\d+,\d+,[A-Z]{3},[A-Z]{3}\n/);
      break;
    }
  });

  it('causes a refusal when the file or its footer is cut off at any kilobyte', async () => {
    const file = honest();
    const cuts = Array.from({ length: Math.floor(file.length / 1024) + 1 }, (_, i) => i * 1024);
    for (const at of [...cuts, file.length - 1, file.length - 4, file.length - 9])
      expect(await findRefusal(file.subarray(0, at))).toMatchObject({ code: 'bad_archive' });
  });

  it('yields rows or causes a refusal when any of its bytes is changed', async () => {
    const file = honest({ rowGroupSize: 3_000 });
    // Most bytes that steer the decoder are in the footer and in the page headers.
    const places = Array.from({ length: 600 }, (_, i) =>
      i % 2 === 0 ? file.length - 1 - i : Math.floor((i * file.length) / 600),
    );
    for (const [i, at] of places.entries()) {
      const changed = file.slice();
      changed[at] = (changed[at]! ^ (1 << (i % 8))) & 0xff;
      const outcome = await findRefusal(changed);
      if (typeof outcome !== 'string')
        expect(['bad_archive', 'archive_bomb', 'too_large']).toContain(outcome.code);
    }
  });

  it('causes a refusal if its counts contradict each other', async () => {
    const damaged = { code: 'bad_archive', detail: 'the Parquet file is damaged or cut off' };
    const changes: ((metadata: FileMetaData) => void)[] = [
      (metadata) => {
        metadata.num_rows += 1n;
      },
      (metadata) => {
        metadata.row_groups[0]!.num_rows += 1n;
        metadata.num_rows += 1n;
      },
      (metadata) => {
        metadata.row_groups[0]!.num_rows -= 1n;
        metadata.num_rows -= 1n;
        for (const { meta_data } of metadata.row_groups[0]!.columns) meta_data!.num_values -= 1n;
      },
      (metadata) => void metadata.row_groups[0]!.columns.pop(),
      (metadata) => {
        metadata.row_groups[1]!.columns[0]!.meta_data!.data_page_offset = 2n ** 52n;
      },
      (metadata) => {
        metadata.row_groups[1]!.columns[0]!.meta_data!.total_compressed_size = 7n;
      },
      (metadata) => {
        metadata.num_rows = -3_000n;
      },
    ];
    for (const change of changes)
      expect(await findRefusal(await withFooter(honest(), change))).toEqual(damaged);
  });

  it('causes a refusal if it has nested, repeated or too many columns, or is encrypted', async () => {
    const nested = 'the Parquet file has nested or repeated columns';
    const repeated = await withFooter(honest(), ({ schema }) => {
      schema[1]!.repetition_type = 'REPEATED';
    });
    expect(await findRefusal(repeated)).toEqual({ code: 'bad_archive', detail: nested });
    const lists = write([{ name: 'id', data: [{ a: 1 }], type: 'JSON' }]);
    expect(await readText(lists)).toBe('id\n"{""a"":1}"\n');
    const deeper = await withFooter(honest(), (metadata) => {
      for (const element of metadata.schema.slice(0, 2)) element.num_children = 1;
      metadata.row_groups = [];
    });
    expect(await findRefusal(deeper)).toEqual({ code: 'bad_archive', detail: nested });
    const wide = write(
      Array.from({ length: 2_001 }, (_, i) => ({ name: `c${i}`, data: [1], type: 'INT32' })),
    );
    expect(await findRefusal(wide)).toMatchObject({
      detail: 'in the Parquet file the file has 2001 columns',
    });
    const file = honest();
    file.set(new TextEncoder().encode('PARE'), file.length - 4);
    expect(await findRefusal(file)).toEqual({ code: 'bad_archive', detail: 'the Parquet file is encrypted' });
  });
});

describe('a Parquet file that unpacks to far more than its size', () => {
  const limit = 100_000;

  it('causes a refusal for too many values before a page is read', async () => {
    const constant = write([{ name: 'id', data: new Array(200_000).fill('a'), type: 'STRING' }]);
    expect(constant.length).toBeLessThan(2_000);
    expect(await findRefusal(constant, limit)).toMatchObject({ code: 'too_large' });
    const shared = await withFooter(honest(), (metadata) => {
      metadata.row_groups = Array.from({ length: 1_500 }, () => metadata.row_groups[0]!);
      metadata.num_rows = 1_500_000n;
    });
    expect(await findRefusal(shared)).toMatchObject({ code: 'too_large' });
    const groups = await withFooter(honest(), (metadata) => {
      metadata.row_groups = Array.from({ length: 3_000 }, () => metadata.row_groups[0]!);
    });
    expect(await findRefusal(groups)).toMatchObject({ code: 'bad_archive' });
  });

  it('causes a refusal for a page that is too large, or larger than its header says', async () => {
    const long = [{ name: 'id', data: ['a'.repeat(5_000_000)], type: 'STRING' as const }];
    const options: Options = { codec: 'GZIP', compressors: { GZIP: gzipSync }, statistics: false };
    expect(await findRefusal(write(long, options), limit)).toMatchObject({ code: 'archive_bomb' });
    const bomb = gzipSync(new Uint8Array(200_000_000));
    const lying = write([{ name: 'id', data: ['a', 'b'], type: 'STRING' }], {
      ...options,
      compressors: Object.fromEntries([['GZIP', () => bomb]]),
    });
    const before = process.memoryUsage().arrayBuffers;
    expect(await findRefusal(lying)).toMatchObject({ code: 'bad_archive' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });

  it('takes no more memory than one page for a run of a billion equal values', async () => {
    const { readRleBitPackedHybrid } = await importFrom('hyparquet/src/encoding.js');
    const output = new Array(4).fill(0);
    // Two encodings of equal values: a run of 2^30 times the value 1, and a bit-packed run of as many values
    // of zero bits.
    for (const [bytes, width] of [
      [[0x80, 0x80, 0x80, 0x80, 0x08, 1], 1],
      [[0xff, 0xff, 0xff, 0xff, 0x07, 0], 0],
    ] as const) {
      const view = new DataView(Uint8Array.from(bytes).buffer);
      readRleBitPackedHybrid({ view, offset: 0 }, width, output, bytes.length);
      expect(output).toHaveLength(4);
    }
  });
});
