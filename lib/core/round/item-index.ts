/** Where each id of a test set stands. Every column about the items of a round is in this order. */
export type ItemIndex = {
  /** In NFC, sorted by UTF-16 code unit. */
  readonly ids: readonly string[];
  readonly size: number;
  /** The position of an id in any Unicode normalisation, or undefined. */
  find(id: string): number | undefined;
};

/**
 * The index of a test set's ids. The order of `ids` doesn't matter, so that any two processes that hold the same test set
 * agree on every position. Throws when two ids are equal in NFC: the reader of test sets refuses such a file.
 */
export function createItemIndex(ids: Iterable<string>): ItemIndex {
  const sorted = Array.from(ids, normalizeId);
  if (!isAscending(sorted)) {
    sorted.sort();
    if (!isAscending(sorted)) throw new Error('two items of a test set have the same id');
  }
  let findAnywhere: ((id: string) => number | undefined) | null = null;
  let next = 0;
  return {
    ids: sorted,
    size: sorted.length,
    find(id) {
      // Most files have the order of the inputs, which is this one: then no table is needed.
      if (sorted[next] === id) return next++;
      findAnywhere ??= createFinder(sorted);
      // All ids are in NFC, so a plain hit is right and the slower normalisation is for misses only.
      const position = findAnywhere(id) ?? findAnywhere(id.normalize('NFC'));
      if (position !== undefined) next = position + 1;
      return position;
    },
  };
}

/** ASCII is in NFC already, and a look at it is quicker than its normalisation. */
function normalizeId(id: string): string {
  for (let i = 0; i < id.length; i++) if (id.charCodeAt(i) > 0x7f) return id.normalize('NFC');
  return id;
}

function isAscending(ids: readonly string[]): boolean {
  for (let i = 1; i < ids.length; i++) if (ids[i - 1]! >= ids[i]!) return false;
  return true;
}

/** More steps than chance ever makes: ids that collide on purpose get a Map, which V8 seeds at random. */
const stepsMax = 1000;

/**
 * Finds ids by a hash table of their positions, with linear probing and at most half full: 8 to 16 bytes an id where a Map
 * takes five times that, and a third of its time.
 */
function createFinder(ids: readonly string[]): (id: string) => number | undefined {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * ids.length + 1))).fill(-1);
  const mask = slots.length - 1;
  for (let position = 0; position < ids.length; position++) {
    let slot = hashId(ids[position]!) & mask;
    let steps = 0;
    while (slots[slot] !== -1) {
      slot = (slot + 1) & mask;
      if (++steps > stepsMax) return createMapFinder(ids);
    }
    slots[slot] = position;
  }
  return (id) => {
    for (let slot = hashId(id) & mask; ; slot = (slot + 1) & mask) {
      const position = slots[slot]!;
      if (position === -1) return undefined;
      if (ids[position] === id) return position;
    }
  };
}

function createMapFinder(ids: readonly string[]): (id: string) => number | undefined {
  const positions = new Map(ids.map((id, position) => [id, position]));
  return (id) => positions.get(id);
}

/** FNV-1a over UTF-16 units, then the finaliser of MurmurHash3_x86_32 (Appleby 2011). */
function hashId(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
