import { createDelimitedReader } from '@/lib/core/files/delimited-reader';
import { rowLengthMax } from '@/lib/core/files/row-reader';
import { openPlain } from './decompress';
import { type ObjectStore, objectKeys } from './object-store/object-store';

/** An item may be longer here than in its test set: quotes are doubled, and there are more columns. */
const archivedRowLengthMax = 4 * rowLengthMax;

/**
 * The labels of some items of a revealed round, as they were sealed, from its public archive.
 * @param ids in NFC
 * @returns by id; an id that the round doesn't have is left out
 */
export async function readArchivedLabels(
  objects: ObjectStore,
  roundId: string,
  ids: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const labels = new Map<string, string>();
  let [idColumn, labelColumn] = [-1, -1];
  const reader = createDelimitedReader(
    {
      onHeader: (names) => {
        [idColumn, labelColumn] = [names.indexOf('id'), names.indexOf('label')];
        return true;
      },
      onRow: (fields) => {
        const id = fields[idColumn]!;
        if (ids.has(id)) labels.set(id, fields[labelColumn]!);
      },
      onProblem: () => {
        throw new Error('the archived items of a round are unreadable');
      },
    },
    { rowLengthMax: archivedRowLengthMax, quotedLengthMax: archivedRowLengthMax },
  );
  const { stream } = await objects.open(objectKeys.archiveFile(roundId, 'items.csv'));
  for await (const text of openPlain(stream, { plainBytesMax: Number.POSITIVE_INFINITY })) reader.push(text);
  reader.finish();
  if (idColumn === -1 || labelColumn === -1) throw new Error('the archived items of a round have no labels');
  return labels;
}
