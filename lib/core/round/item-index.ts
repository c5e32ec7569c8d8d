import { normalizeName } from '../files/cell-text';
import {
  compareTexts,
  countTexts,
  createTextFinder,
  equalsText,
  type PackedTexts,
  packTexts,
  type TextFinder,
  textAt,
  writeUtf8,
} from '../files/packed-texts';

/** Maps the ids of a test set to positions. Every column about the items of a round is in the order of these positions. */
export type ItemIndex = {
  readonly size: number;
  /** The ids as packed bytes, which can be passed to another thread. */
  readonly packedIds: PackedTexts;
  /** Returns the id at a position, in NFC. Positions are those of the ids sorted by UTF-16 code unit. */
  idAt(position: number): string;
  /** All ids in order, as separate strings. */
  listIds(): string[];
  /** Finds the position of an id in any Unicode normalisation; undefined if the index lacks the id. */
  find(id: string): number | undefined;
  /** Finds the position of the id with exactly these UTF-8 bytes, `bytes[from] … bytes[to − 1]`; −1 if there is none. */
  readonly findBytes: TextFinder;
};

/**
 * Makes the index of a test set's ids. The order of `ids` doesn't matter, so that all processes with the same test set have
 * the same positions. Throws when two ids are equal in NFC: the reader of test sets refuses such a file.
 */
export function createItemIndex(ids: Iterable<string>): ItemIndex {
  const sorted = Array.from(ids, normalizeId);
  if (!isAscending(sorted)) sorted.sort();
  return indexPackedIds(packTexts(sorted));
}

/**
 * Makes an index from sorted ids. Throws when they aren't sorted, or two are equal. Memory: only the packed ids, as long as
 * lookups come in order.
 */
export function indexPackedIds(ids: PackedTexts): ItemIndex {
  const size = countTexts(ids);
  for (let position = 1; position < size; position++) {
    const order = compareTexts(ids, position - 1, position);
    if (order === 0) throw new Error('two items of a test set have the same id');
    if (order > 0) throw new Error('ids are not in the order of an item index');
  }
  let findAnywhere: TextFinder | null = null;
  let found = -1;
  const findBytes: TextFinder = (bytes, from, to) => {
    // Tries the last position and the next one first: files with sorted or repeated ids need no hash table.
    for (let position = Math.max(found, 0); position <= found + 1 && position < size; position++)
      if (equalsText(ids, position, bytes, from, to)) {
        found = position;
        return position;
      }
    findAnywhere ??= createTextFinder(ids);
    const position = findAnywhere(bytes, from, to);
    if (position !== -1) found = position;
    return position;
  };
  let buffer = new Uint8Array(600);
  const findExactly = (id: string): number => {
    if (buffer.length < 3 * id.length) buffer = new Uint8Array(3 * id.length);
    return findBytes(buffer, 0, writeUtf8(id, buffer, 0));
  };
  return {
    size,
    packedIds: ids,
    idAt: (position) => textAt(ids, position),
    listIds: () => Array.from({ length: size }, (_, position) => textAt(ids, position)),
    find(id) {
      // All ids of the index are in NFC, so a direct match is correct, and only a miss requires the slower normalisation.
      let position = findExactly(id);
      if (position === -1) position = findExactly(normalizeName(id));
      return position === -1 || halfSurrogate.test(id) ? undefined : position;
    },
    findBytes,
  };
}

/** Matches a lone surrogate. An id never contains one, but its UTF-8 encoding is that of U+FFFD, which an id may contain. */
const halfSurrogate = /\p{Cs}/u;

/** Brings an id into NFC. ASCII is in NFC already, and checking for ASCII is faster than normalising. */
function normalizeId(id: string): string {
  for (let i = 0; i < id.length; i++) if (id.charCodeAt(i) > 0x7f) return id.normalize('NFC');
  return id;
}

function isAscending(ids: readonly string[]): boolean {
  for (let i = 1; i < ids.length; i++) if (ids[i - 1]! >= ids[i]!) return false;
  return true;
}

/**
 * Returns for each item the number of its group, from 0 in the order in which the groups first occur; an item without a
 * group is a group of its own. Null where no item has a group.
 * @param names of the items' groups, in the order of the item index, so that the same test set always gets the same numbers
 */
export function indexGroups(names: readonly (string | null)[]): Int32Array | null {
  if (names.every((name) => name === null)) return null;
  const indices = new Map<string, number>();
  let count = 0;
  return Int32Array.from(names, (name) => {
    if (name === null) return count++;
    const known = indices.get(name);
    if (known !== undefined) return known;
    indices.set(name, count);
    return count++;
  });
}
