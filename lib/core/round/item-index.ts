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

/** Position of each id of a test set. Every column about the items of a round is in this order. */
export type ItemIndex = {
  readonly size: number;
  /** The packed ids, for another thread. */
  readonly packedIds: PackedTexts;
  /** In NFC; positions are those of ids sorted by UTF-16 code unit. */
  idAt(position: number): string;
  /** All ids in order, as strings of their own. */
  listIds(): string[];
  /** The position of an id in any Unicode normalisation, or undefined. */
  find(id: string): number | undefined;
  /** The position of the id with exactly these bytes, `bytes[from] … bytes[to − 1]` in UTF-8; −1 if there is none. */
  readonly findBytes: TextFinder;
};

/**
 * The index of a test set's ids. The order of `ids` doesn't matter, so that any two processes with the same test set agree on
 * every position. Throws when two ids are equal in NFC: the reader of test sets refuses such a file.
 */
export function createItemIndex(ids: Iterable<string>): ItemIndex {
  const sorted = Array.from(ids, normalizeId);
  if (!isAscending(sorted)) sorted.sort();
  return indexPackedIds(packTexts(sorted));
}

/**
 * An index of sorted ids. Throws when they aren't sorted, or two are equal. Memory: only the packed ids while lookups come in
 * order.
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
    // Files with sorted ids, or with an id directly repeated, need no hash table.
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
      // All ids are in NFC, so a direct match is right, and only misses need the slower normalisation.
      let position = findExactly(id);
      if (position === -1) position = findExactly(normalizeName(id));
      return position === -1 || halfSurrogate.test(id) ? undefined : position;
    },
    findBytes,
  };
}

/** Matches a lone surrogate. No id contains one, but UTF-8 would encode it as U+FFFD, which may be in an id. */
const halfSurrogate = /\p{Cs}/u;

/** ASCII is in NFC already, and checking for it is faster than normalising. */
function normalizeId(id: string): string {
  for (let i = 0; i < id.length; i++) if (id.charCodeAt(i) > 0x7f) return id.normalize('NFC');
  return id;
}

function isAscending(ids: readonly string[]): boolean {
  for (let i = 1; i < ids.length; i++) if (ids[i - 1]! >= ids[i]!) return false;
  return true;
}

/**
 * Numbers the group of each item, from 0 on in the order in which the groups first occur; an item without a group is a group of
 * its own. Null where no item has a group.
 * @param names of the items' groups, in the order of the item index, so that the same test set always gives the same numbers
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
