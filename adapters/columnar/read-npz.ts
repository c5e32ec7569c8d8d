import type { Entry } from 'yauzl';
import { quoteValue } from '@/lib/core/files/cell-text';
import { FileRefused } from '../faults';
import { CellUnreadable, type ColumnValues, formatHeader, formatRows } from './format-columns';

/**
 * Limit in bytes for all arrays together, since they are in memory at once. A NumPy text takes four bytes a
 * character.
 */
const unpackedBytesMax = 192 * 1024 * 1024;
const unpackedPerPlain = 4;

const headerBytesMax = 10_000;

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Yields the arrays of a NumPy .npz as CSV: `id`, and `prediction` or `p_<class>`, each with one dimension.
 * Arrays of objects are refused because they are pickles, which run code when they are loaded; so is every
 * type other than numbers, booleans and texts (numpy.lib.format, versions 1 to 3). @throws FileRefused
 */
export async function* readNpz(
  entries: readonly Entry[],
  open: (entry: Entry) => Promise<Uint8Array>,
  { plainBytesMax }: { plainBytesMax: number },
): AsyncGenerator<Uint8Array> {
  const unpackedBytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unpackedBytes > Math.min(unpackedBytesMax, unpackedPerPlain * plainBytesMax))
    throw new FileRefused({
      code: 'archive_bomb',
      line: null,
      column: null,
      detail: `its arrays unpack to ${unpackedBytes.toLocaleString('en')} bytes, more than a file of this round may have`,
      hint: 'Send one prediction for each item.',
    });
  const columns: (ColumnValues & { length: number })[] = [];
  for (const entry of entries) {
    const name = entry.fileName.slice(0, -'.npy'.length);
    if (columns.some((known) => known.name === name))
      throw refused(`the array ${quoteValue(name)} occurs twice`);
    columns.push({ name, ...parseArray(name, await open(entry)) });
  }
  const ids = columns.find(({ name }) => name === 'id');
  if (!ids) throw refused('there is no array "id"');
  for (const { name, length } of columns)
    if (length !== ids.length)
      throw refused(`the array ${quoteValue(name)} has ${length} values, and "id" has ${ids.length}`);
  yield new TextEncoder().encode(formatHeader(columns.map(({ name }) => name)));
  try {
    yield* formatRows(columns, ids.length);
  } catch (error) {
    if (error instanceof CellUnreadable) throw refused('an array has values that are no text');
    throw error;
  }
}

type Values = Omit<ColumnValues, 'name'> & { length: number };

function parseArray(name: string, bytes: Uint8Array): Values {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || !magic.every((byte, i) => bytes[i] === byte)) throw damaged(name);
  const isShort = bytes[6] === 1;
  const headerLength = isShort ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataAt = (isShort ? 10 : 12) + headerLength;
  if (headerLength > headerBytesMax || dataAt > bytes.length) throw damaged(name);
  const header = new TextDecoder('latin1').decode(bytes.subarray(isShort ? 10 : 12, dataAt));
  const descr = /'descr': ?'([<>|=]?)([a-zA-Z])(\d*)'/.exec(header);
  const [, shape] = /'shape': ?\(([\d, ]*)\)/.exec(header) ?? [];
  if (!descr || shape === undefined)
    throw refused(`the array ${quoteValue(name)} has records or another layout`);
  const [, order, kind, digits] = descr;
  if (kind === 'O')
    throw refused(`the array ${quoteValue(name)} is an array of objects, which is a pickle and isn’t read`);
  const lengths = shape.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  const [length] = lengths;
  if (lengths.length !== 1 || length === undefined)
    throw refused(`the array ${quoteValue(name)} has ${lengths.length} dimensions, not one`);
  const width = Number(digits) * (kind === 'U' ? 4 : 1);
  const at = readerOf(`${kind}${digits}`, { view, bytes, isLittle: order !== '>', dataAt, width });
  if (!at)
    throw refused(`the array ${quoteValue(name)} has the type ${quoteValue(`${order}${kind}${digits}`)}`);
  if (!Number.isSafeInteger(length * width) || bytes.length - dataAt !== length * width) throw damaged(name);
  return { length, at };
}

type Data = {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly isLittle: boolean;
  readonly dataAt: number;
  /** Size of one value in bytes. */
  readonly width: number;
};

/** Returns a function that reads the value of a row, or null for a type that the site doesn't accept. */
function readerOf(type: string, data: Data): ((row: number) => unknown) | null {
  const { view, bytes, isLittle, dataAt, width } = data;
  const read = numberReaders[type];
  if (read) return (row) => read(view, dataAt + row * width, isLittle);
  if (type === 'b1') return (row) => bytes[dataAt + row] !== 0;
  if (/^S[1-9]\d*$/.test(type)) return (row) => decodeText(bytes, dataAt + row * width, width);
  if (/^U[1-9]\d*$/.test(type)) return (row) => decodePoints(data, row);
  return null;
}

const numberReaders: Readonly<
  Record<string, (view: DataView, at: number, isLittle: boolean) => number | bigint>
> = {
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  i8: (view, at, isLittle) => view.getBigInt64(at, isLittle),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  u8: (view, at, isLittle) => view.getBigUint64(at, isLittle),
};

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes the bytes before the padding as UTF-8. @returns for bytes that aren't UTF-8 an object, which the
 * caller refuses as a cell
 */
function decodeText(bytes: Uint8Array, from: number, width: number): unknown {
  let end = from + width;
  while (end > from && bytes[end - 1] === 0) end -= 1;
  try {
    return decoder.decode(bytes.subarray(from, end));
  } catch {
    return {};
  }
}

/** Decodes UCS-4 code points up to the padding. */
function decodePoints({ view, isLittle, dataAt, width }: Data, row: number): unknown {
  let text = '';
  let padding = 0;
  for (let at = dataAt + row * width; at < dataAt + (row + 1) * width; at += 4) {
    const point = view.getUint32(at, isLittle);
    if (point > 0x10ffff) return {};
    if (point === 0) padding += 1;
    else {
      text += '\0'.repeat(padding) + String.fromCodePoint(point);
      padding = 0;
    }
  }
  return text;
}

const hint =
  'Write it with numpy.savez("predictions.npz", id=ids, prediction=values), or p_<class>=… for each class: arrays of one dimension, of numbers or of texts (dtype=str).';

const refused = (detail: string): FileRefused =>
  new FileRefused({ code: 'bad_archive', line: null, column: null, detail: `in the .npz ${detail}`, hint });

const damaged = (name: string) => refused(`the array ${quoteValue(name)} is damaged or cut off`);
