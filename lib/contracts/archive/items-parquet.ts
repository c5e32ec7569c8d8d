import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ArchiveRow, Cell, ItemColumn, ItemTable } from '@/lib/core/commitment/item-table';
import type { RebuiltPiece } from '@/lib/core/commitment/verify-files';

const groupRowsMax = 20_000;
/**
 * Maximum length of the texts in a row group. Inputs differ in size a thousandfold, so a number of rows alone would not
 * limit memory.
 */
const groupLengthMax = 16 * 1024 * 1024;

/**
 * Writes the items as Parquet, one row group at a time: texts are UTF-8 strings, numbers are doubles. The verifier compares
 * these bytes instead of decoding a foreign Parquet file, since decoding isn't limited: 5 bytes of a page may claim 2^30
 * values.
 */
export async function* encodeParquet(
  table: ItemTable,
  rows: Iterable<ArchiveRow>,
): AsyncGenerator<RebuiltPiece> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaOf(table.columns), createdBy: 'tidemark' });
  const take = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let columns = table.columns.map((): Cell[] => []);
  let [itemCount, rowCount, length] = [0, 0, 0];
  const writeGroup = async (): Promise<RebuiltPiece> => {
    await parquet.write({
      columnData: table.columns.map(({ name }, i) => ({ name, data: columns[i]! })),
      rowGroupSize: rowCount,
    });
    columns = table.columns.map(() => []);
    const place = `items ${itemCount + 1} to ${itemCount + rowCount}`;
    [itemCount, rowCount, length] = [itemCount + rowCount, 0, 0];
    return { place, bytes: take() };
  };
  for (const row of rows) {
    for (const [i, cell] of table.cellsOf(row).entries()) columns[i]!.push(cell);
    rowCount += 1;
    length += row.inputJson.length;
    if (rowCount === groupRowsMax || length >= groupLengthMax) yield await writeGroup();
  }
  if (rowCount > 0) yield await writeGroup();
  await parquet.finish();
  yield { place: 'metadata', bytes: take() };
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
