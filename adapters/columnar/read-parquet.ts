import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  type AsyncBuffer,
  type Compressors,
  type ParquetParsers,
  parquetMetadata,
  parquetScan,
} from 'hyparquet';
import { decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors';
import { quoteValue } from '@/lib/core/files/cell-text';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { FileRefused } from '../faults';
import { CellUnreadable, formatHeader, formatRows } from './format-columns';
import { numberIn, readThriftStruct, structIn, type ThriftStruct } from './thrift';

/** A file that can be read in parts, without loading the whole. */
export type PartReader = { readonly byteCount: number; read(from: number, to: number): Promise<Uint8Array> };

const footerBytesMax = 2 * 1024 * 1024;
const elementsMax = 400_000;
const columnsMax = 2_000;
const rowGroupsMax = 2_000;
/**
 * Maximum number of values in a row group. The decoder reads a row group as a whole, at about 40 bytes a
 * value, within the heap of a reading thread.
 */
const groupValuesMax = 12_000_000;

const magicBytes = 4;

/** Maximum number of Thrift elements in a page header, which may include the page's statistics. */
const pageElementsMax = 200;

/**
 * Yields a Parquet file as CSV with a header, in pieces, one row group after another. Accepts only flat
 * columns of numbers, texts, booleans and dates. All counts and sizes are compared with each other and with
 * the limits before anything is decompressed: the number of values may not exceed `plainBytesMax` (each takes
 * a byte of CSV at least), nor may the size of the decompressed pages.
 * For a faulty file the iteration throws FileRefused: `bad_archive`, `too_large`, `archive_bomb`.
 */
export async function* readParquet(
  file: PartReader,
  { plainBytesMax }: { plainBytesMax: number },
): AsyncGenerator<Uint8Array> {
  try {
    yield* readChecked(file, plainBytesMax);
  } catch (error) {
    if (error instanceof FileRefused || (error instanceof Error && 'syscall' in error)) throw error;
    if (error instanceof CellUnreadable)
      throw refused(
        `row ${error.row + 1} of the column ${quoteValue(error.column)} is neither a text nor a number`,
        flatHint,
      );
    // The parser and its decompressors throw errors of many kinds on damaged bytes.
    throw damaged();
  }
}

async function* readChecked(file: PartReader, plainBytesMax: number): AsyncGenerator<Uint8Array> {
  const footer = await readFooter(file);
  const layout = readLayout(footer.struct, file.byteCount);
  const valueCount = layout.rowCount * layout.columnCount;
  if (valueCount > plainBytesMax)
    throw new FileRefused({
      ...nowhere('too_large'),
      detail: `the file has ${valueCount.toLocaleString('en')} values, which take more than ${plainBytesMax} bytes of text`,
      hint: 'Send one row for each item, and only the expected columns.',
    });
  const budget = { bytes: plainBytesMax };
  for (const { rowCount, chunks } of layout.groups)
    for (const chunk of chunks) await checkPages(file, chunk, rowCount, budget);
  const metadata = parquetMetadata(footer.bytes, { geoparquet: false });
  const scan = await parquetScan({
    file: asyncBufferOf(file),
    metadata,
    compressors,
    parsers,
    geoparquet: false,
    useOffsetIndex: false,
  });
  const names = metadata.schema.slice(1).map(({ name }) => name);
  yield new TextEncoder().encode(formatHeader(names));
  for (const range of scan.ranges) {
    const { rowStart, rowEnd } = range;
    const columns = [];
    for (const name of names) {
      const values = await scan.readColumn({ column: name, rowStart, rowEnd });
      if (values.length !== rowEnd - rowStart) throw damaged();
      columns.push({ name, at: (row: number): unknown => values[row] });
    }
    yield* formatRows(columns, rowEnd - rowStart);
  }
}

async function readFooter(file: PartReader): Promise<{ struct: ThriftStruct; bytes: Uint8Array }> {
  const { byteCount } = file;
  if (byteCount < 3 * magicBytes) throw damaged();
  const end = await file.read(byteCount - 2 * magicBytes, byteCount);
  const magic = new TextDecoder('latin1').decode(end.subarray(magicBytes));
  if (magic === 'PARE') throw encrypted();
  if (magic !== 'PAR1') throw damaged();
  const length = new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  if (length > byteCount - 3 * magicBytes) throw damaged();
  if (length > footerBytesMax)
    throw refused(`its footer has more than ${footerBytesMax} bytes`, 'Write fewer row groups and columns.');
  const bytes = await file.read(byteCount - 2 * magicBytes - length, byteCount);
  return { struct: readThriftStruct(bytes.subarray(0, length), 0, { elementsMax }).struct, bytes };
}

type Chunk = { readonly from: number; readonly to: number; readonly isCompressed: boolean };
type Layout = {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly groups: readonly { readonly rowCount: number; readonly chunks: readonly Chunk[] }[];
};

/**
 * Reads the number of rows, the columns and the row groups from the footer (parquet.thrift, FileMetaData).
 */
function readLayout(footer: ThriftStruct, byteCount: number): Layout {
  if (footer.has(8)) throw encrypted();
  const [root, ...columns] = structsIn(footer, 2);
  if (!root || numberIn(root, 5) !== columns.length) throw nested();
  for (const column of columns) if (column.has(5) || numberIn(column, 3) === 2) throw nested();
  if (columns.length === 0 || columns.length > columnsMax)
    throw refused(`the file has ${columns.length} columns`, `Send up to ${columnsMax} columns.`);
  const groups = structsIn(footer, 4);
  if (groups.length > rowGroupsMax)
    throw refused(`the file has ${groups.length} row groups`, `Write up to ${rowGroupsMax} row groups.`);
  const layout = {
    rowCount: requireCount(numberIn(footer, 3)),
    columnCount: columns.length,
    groups: groups.map((group) => readGroup(group, columns.length, byteCount)),
  };
  if (layout.groups.reduce((sum, group) => sum + group.rowCount, 0) !== layout.rowCount) throw damaged();
  return layout;
}

function readGroup(group: ThriftStruct, columnCount: number, byteCount: number): Layout['groups'][number] {
  const rowCount = requireCount(numberIn(group, 3));
  if (rowCount * columnCount > groupValuesMax)
    throw refused(
      `a row group has ${(rowCount * columnCount).toLocaleString('en')} values`,
      `Write row groups of up to ${groupValuesMax.toLocaleString('en')} values: in pandas to_parquet(…, row_group_size=${Math.max(1, Math.floor(groupValuesMax / columnCount))}).`,
    );
  const chunks = structsIn(group, 1).map((column) => {
    const facts = structIn(column, 3);
    if (column.has(8) || column.has(9) || !facts) throw encrypted();
    // Field 1 says that the column's data is in another file.
    if (column.has(1)) throw damaged();
    if (numberIn(facts, 5) !== rowCount) throw damaged();
    const from = requireCount(numberIn(facts, 11) || numberIn(facts, 9));
    const to = from + requireCount(numberIn(facts, 7));
    if (from < magicBytes || to > byteCount - 2 * magicBytes) throw damaged();
    return { from, to, isCompressed: numberIn(facts, 4) !== 0 };
  });
  if (chunks.length !== columnCount) throw damaged();
  return { rowCount, chunks };
}

const [dataPage, dictionaryPage, dataPageV2] = [0, 2, 3];

/**
 * Parquet's encoding numbers: PLAIN, PLAIN_DICTIONARY, RLE, DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY,
 * RLE_DICTIONARY, BYTE_STREAM_SPLIT.
 */
const encodings = new Set([0, 2, 3, 5, 6, 8, 9]);

/** Compares the headers of a column's pages with the rows of its group, and counts their decompressed bytes. */
async function checkPages(
  file: PartReader,
  { from, to, isCompressed }: Chunk,
  rowCount: number,
  budget: { bytes: number },
): Promise<void> {
  const bytes = await file.read(from, to);
  let valueCount = 0;
  for (let at = 0; at < bytes.length && valueCount < rowCount; ) {
    const { struct, end } = readThriftStruct(bytes, at, { elementsMax: pageElementsMax });
    const [type, plain, packed] = [1, 2, 3].map((field) => numberIn(struct, field));
    requireCount(plain!);
    at = end + requireCount(packed!);
    if (at > bytes.length || (!isCompressed && plain !== packed)) throw damaged();
    budget.bytes -= plain!;
    if (budget.bytes < 0)
      throw new FileRefused({
        ...nowhere('archive_bomb'),
        detail: 'the file unpacks to more than a file of this round may have',
        hint: 'Send one row for each item, and only the expected columns.',
      });
    const header = structIn(struct, type === dataPage ? 5 : type === dictionaryPage ? 7 : 8);
    if (!header || ![dataPage, dictionaryPage, dataPageV2].includes(type!)) throw damaged();
    const values = requireCount(numberIn(header, 1));
    const encoding = numberIn(header, type === dataPageV2 ? 4 : 2);
    if (!encodings.has(encoding))
      throw refused('a column has an encoding that isn’t read here', 'Write it with the default encodings.');
    if (values > rowCount) throw damaged();
    if (type === dictionaryPage) continue;
    if (type === dataPageV2) checkLevels(header, { values, packed: packed! });
    valueCount += values;
  }
  if (valueCount !== rowCount) throw damaged();
}

function checkLevels(header: ThriftStruct, { values, packed }: { values: number; packed: number }): void {
  const [nulls, definition, repetition] = [2, 5, 6].map((field) => requireCount(numberIn(header, field)));
  if (nulls! > values || definition! + repetition! > packed) throw damaged();
}

/**
 * Decompressors that write at most as many bytes as the page header states; hyparquet then checks that the
 * length is equal.
 */
const compressors: Compressors = {
  GZIP: (input, maxOutputLength) => gunzipSync(input, { maxOutputLength: Math.max(1, maxOutputLength) }),
  BROTLI: (input, maxOutputLength) =>
    brotliDecompressSync(input, { maxOutputLength: Math.max(1, maxOutputLength) }),
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const formatInstant = (milliseconds: number): string => {
  const text = new Date(milliseconds).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
};

/** Dates and instants become ISO 8601 texts; a text must be valid UTF-8. */
const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (value) => formatInstant(Number(value)),
  timestampFromMicroseconds: (value) => formatInstant(Number(value / 1_000n)),
  timestampFromNanoseconds: (value) => formatInstant(Number(value / 1_000_000n)),
  dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  stringFromBytes: (bytes) => bytes && decoder.decode(bytes),
  jsonFromBytes: (bytes) => bytes && decoder.decode(bytes),
};

const asyncBufferOf = (file: PartReader): AsyncBuffer => ({
  byteLength: file.byteCount,
  slice: async (from, to = file.byteCount) => {
    const bytes = await file.read(from, to);
    return new Uint8Array(bytes).buffer;
  },
});

function structsIn(struct: ThriftStruct, field: number): readonly ThriftStruct[] {
  const value = struct.get(field);
  return Array.isArray(value) ? value : [];
}

/** @throws for a value that isn't a non-negative integer */
function requireCount(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw damaged();
  return value;
}

const flatHint = 'Write plain columns of numbers, texts, booleans or dates.';

const nowhere = (code: FileProblem['code']) => ({ code, line: null, column: null });

const refused = (detail: string, hint: string): FileRefused =>
  new FileRefused({ ...nowhere('bad_archive'), detail: `in the Parquet file ${detail}`, hint });

const damaged = () =>
  new FileRefused({
    ...nowhere('bad_archive'),
    detail: 'the Parquet file is damaged or cut off',
    hint: 'Write it again and send it again.',
  });

const encrypted = () =>
  new FileRefused({
    ...nowhere('bad_archive'),
    detail: 'the Parquet file is encrypted',
    hint: 'Write it without encryption.',
  });

const nested = () =>
  new FileRefused({
    ...nowhere('bad_archive'),
    detail: 'the Parquet file has nested or repeated columns',
    hint: flatHint,
  });
