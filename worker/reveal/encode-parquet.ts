import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
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
