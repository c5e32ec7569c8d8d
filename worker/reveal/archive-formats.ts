import type { Readable } from 'node:stream';
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { ZipFile } from 'yazl';
import type { Archive } from '@/lib/core/commitment/archive';
import type { ArchiveRow, Cell, ItemColumn, ItemTable } from '@/lib/core/commitment/item-table';

const groupRowsMax = 20_000;
/** Inputs differ in size a thousandfold, so a row group is limited by its text too. */
const groupLengthMax = 16 * 1024 * 1024;

/** The items as Parquet, a row group at a time: texts are UTF-8 strings, numbers are doubles. */
export async function* encodeParquet(
  table: ItemTable,
  rows: Iterable<ArchiveRow>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaOf(table.columns), createdBy: 'tidemark' });
  const take = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let columns = table.columns.map((): Cell[] => []);
  let [rowCount, length] = [0, 0];
  const writeGroup = async (): Promise<Uint8Array> => {
    await parquet.write({
      columnData: table.columns.map(({ name }, i) => ({ name, data: columns[i]! })),
      rowGroupSize: rowCount,
    });
    columns = table.columns.map(() => []);
    [rowCount, length] = [0, 0];
    return take();
  };
  for (const row of rows) {
    for (const [i, cell] of table.cellsOf(row).entries()) columns[i]!.push(cell);
    rowCount += 1;
    length += row.inputJson.length;
    if (rowCount === groupRowsMax || length >= groupLengthMax) yield await writeGroup();
  }
  if (rowCount > 0) yield await writeGroup();
  await parquet.finish();
  yield take();
}

function schemaOf(columns: readonly ItemColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(
      ({ name, type, isNullable }): SchemaElement => ({
        name,
        repetition_type: isNullable ? 'OPTIONAL' : 'REQUIRED',
        ...(type === 'number' ? { type: 'DOUBLE' } : { type: 'BYTE_ARRAY', converted_type: 'UTF8' }),
      }),
    ),
  ];
}

/**
 * archive.json in pieces, one a line and an item, so that no number of items needs one long string. Inputs are written as the
 * text of their leaves.
 */
export function* formatArchiveJson(
  { evaluations, commitment, ...head }: Omit<Archive, 'items'>,
  rows: Iterable<ArchiveRow>,
): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let separator = '\n';
  for (const row of rows) {
    yield separator + formatItem(row);
    separator = ',\n';
  }
  yield '\n],"evaluations":[';
  separator = '\n';
  for (const evaluation of evaluations) {
    yield separator + JSON.stringify(evaluation);
    separator = ',\n';
  }
  yield `\n],"commitment":${JSON.stringify(commitment)}}\n`;
}

function formatItem({
  id,
  inputJson,
  label,
  split,
  group,
  date,
  slices,
  nonce,
  leaf,
  original_id,
}: ArchiveRow): string {
  // Omitted where it is undefined.
  const after = JSON.stringify({ label, split, group, date, slices, nonce, leaf, original_id });
  return `{"id":${JSON.stringify(id)},"input":${inputJson},${after.slice(1)}`;
}

export type FileToZip = { name: string; byteCount: number; open: () => Promise<Readable> };

/**
 * Files as a zip archive, read one after another. All have the same time, as UTC: the same files give the same bytes, at any time
 * and in any time zone.
 */
export async function* zipFiles(files: readonly FileToZip[], at: Date): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  // The library creates one, but its types cover only Node's older streams.
  const output = zip.outputStream as Readable;
  const fail = (cause: unknown) => output.destroy(cause instanceof Error ? cause : new Error(String(cause)));
  zip.on('error', fail);
  for (const { name, byteCount, open } of files)
    zip.addReadStreamLazy(
      name,
      { mtime: asLocal(at), mode: 0o100644, forceDosTimestamp: true, size: byteCount },
      (give) => {
        open().then((stream) => give(null, stream.once('error', fail)), fail);
      },
    );
  zip.end();
  const bytes: AsyncIterable<Uint8Array> = output;
  yield* bytes;
}

/** Zip has local times without a zone; this is the time whose local clock shows the UTC of `at`. */
function asLocal(at: Date): Date {
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  );
}
