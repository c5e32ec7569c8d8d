import { quoteValue } from '../files/cell-text';
import type { FileProblem, ProblemList } from '../files/file-problem';
import type { FilePosition, Locate } from '../files/row-reader';
import type { ItemIndex } from '../round/item-index';

/** Items for which a file has a row. */
export type ItemClaims = {
  /** The line with each item's prediction; 0 is none yet. */
  readonly lines: Uint32Array;
  /** Number of items without a row so far. */
  readonly missingCount: number;
  /** Claims the item of this id for a row; undefined, with a problem, when that isn't possible. */
  claim(id: string, line: number, locate: Locate, idColumn: number): number | undefined;
  /** Counts items that another reader has put into `lines`. */
  passItems(count: number): void;
};

export function createItemClaims(ids: ItemIndex, problems: ProblemList): ItemClaims {
  const lines = new Uint32Array(ids.size);
  let missingCount = ids.size;
  return {
    lines,
    get missingCount() {
      return missingCount;
    },
    claim(id, line, locate, idColumn) {
      const item = id === '' ? undefined : ids.find(id);
      if (item === undefined) {
        problems.add(
          id === '' ? describeEmptyId(locate(idColumn)) : describeUnknownId(id, ids, locate(idColumn)),
        );
        return undefined;
      }
      if (lines[item] !== 0) {
        problems.add(describeRepeatedId(id, lines[item]!, locate(idColumn)));
        return undefined;
      }
      lines[item] = line;
      missingCount -= 1;
      return item;
    },
    passItems(count) {
      missingCount -= count;
    },
  };
}

const describeEmptyId = (at: FilePosition): FileProblem => ({
  ...at,
  code: 'empty_value',
  detail: 'the id is empty',
  hint: 'Give every row an id.',
});

const describeUnknownId = (id: string, ids: ItemIndex, at: FilePosition): FileProblem => ({
  ...at,
  code: 'unknown_id',
  detail: `the id ${quoteValue(id)} is not in this round`,
  hint:
    ids.find(id.trim()) === undefined
      ? 'Use the ids of the open round, exactly as its inputs give them.'
      : 'Remove the spaces around it; in CSV they belong to the value.',
});

const describeRepeatedId = (id: string, lineFirst: number, at: FilePosition): FileProblem => ({
  ...at,
  code: 'duplicate_id',
  detail: `the id ${quoteValue(id)} is already on line ${lineFirst}`,
  hint: 'Give every id one row.',
});

/** The problem of items without a row; it names the first three. */
export function describeMissingIds(ids: ItemIndex, { lines, missingCount }: ItemClaims): FileProblem {
  const first: string[] = [];
  for (let item = 0; item < ids.size && first.length < 3; item += 1)
    if (lines[item] === 0) first.push(quoteValue(ids.idAt(item)));
  return {
    code: 'missing_ids',
    line: null,
    column: null,
    detail: `${missingCount} of ${ids.size} ids have no row: ${first.join(', ')}${missingCount > 3 ? ', …' : ''}`,
    hint: 'Give every item of the round one row.',
  };
}
