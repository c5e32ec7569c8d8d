import type { SchemaElement } from 'hyparquet';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ArchiveRow, Cell, ItemColumn, ItemTable } from '@/lib/core/commitment/item-table';
import type { ArchiveFinding } from '@/lib/core/commitment/verification-report';

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
 * Compares items.parquet with the items by its rows: another version of the writer gives other bytes for the same rows. Reads as
 * many rows at a time as the writer puts into a group.
 * @returns the first difference; null if all rows are the same
 */
export async function compareParquet(
  bytes: Uint8Array,
  table: ItemTable,
  { rows, itemCount }: { rows: Iterable<ArchiveRow>; itemCount: number },
): Promise<ArchiveFinding | null> {
  const difference = (detail: string, place = ''): ArchiveFinding => ({
    what: 'file',
    subject: `items.parquet${place}`,
    detail,
  });
  const file = new Uint8Array(bytes).buffer;
  const names = table.columns.map(({ name }) => name);
  let position = 0;
  try {
    const metadata = parquetMetadata(file);
    const found = parquetSchema(metadata).children.map(({ element }) => element.name);
    if (JSON.stringify(found) !== JSON.stringify(names))
      return difference('its columns are not those of the items');
    const rowCount = Number(metadata.num_rows);
    if (rowCount !== itemCount) return difference(`it has ${rowCount} rows, not ${itemCount}`);
    let group: Record<string, unknown>[] = [];
    let groupAt = 0;
    for (const row of rows) {
      if (position === groupAt + group.length && position < rowCount) {
        groupAt = position;
        const rowEnd = Math.min(rowCount, position + groupRowsMax);
        group = await parquetReadObjects({ file, metadata, rowStart: position, rowEnd });
      }
      const cells = group[position - groupAt];
      const expected = table.cellsOf(row);
      const column = names.find((name, i) => (cells?.[name] ?? null) !== expected[i]);
      if (column !== undefined) {
        const detail =
          cells === undefined
            ? 'the row is missing'
            : `${column} is not ${JSON.stringify(expected[names.indexOf(column)])}, as in archive.json`;
        return difference(detail, `, ${row.id} (item ${position + 1})`);
      }
      position += 1;
    }
    return null;
  } catch (cause) {
    // Any bytes may follow the first difference, and the reader throws as it fails on them.
    return difference(
      `it can’t be read as Parquet: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}
