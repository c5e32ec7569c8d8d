import { type ChanceOverlap, computeChanceOverlap, computeChanceSameId } from './chance-overlap';
import {
  countRecords,
  createHashIndex,
  type HashIndex,
  inputHashAt,
  itemHashAt,
  recordWords,
} from './fingerprint-record';
import type { Fingerprints } from './fingerprints';
import { createNearSearch, type NearSearch } from './near-search';

/** Number of items with a twin elsewhere, and the share expected by chance. */
export type TwinShare = ChanceOverlap & { readonly count: number };

/** A test set's overlap with one earlier round, or with all earlier rounds together. */
export type Overlap = {
  readonly earlierItemCount: number;
  /** Items whose normalised input equals that of an earlier item. */
  readonly equal: TwinShare;
  /** Items with an equal or near duplicate among the earlier items. */
  readonly near: TwinShare;
  /** Items whose id and input both equal those of one earlier item. */
  readonly sameId: TwinShare;
};

export type OverlapReport = {
  readonly rounds: readonly (Overlap & { readonly number: number })[];
  /** Overlap with all earlier rounds together; null without an earlier round. */
  readonly all: Overlap | null;
};

export type OverlapSearch = {
  readonly itemCount: number;
  /** For each item, the number of other items of the set with the same input; `nearTwins` also counts near-equal inputs. */
  readonly equalTwins: Uint32Array;
  readonly nearTwins: Uint32Array;
  /** For each item the index of its input; items with equal inputs have the same index. */
  readonly inputOf: Uint32Array;
  /** Compares the set with an earlier round. The fingerprints of that round aren't kept. */
  addRound(number: number, earlier: Fingerprints): void;
  report(): OverlapReport;
};

/**
 * Makes a search that compares a test set with itself, and then with one earlier round after the other. An earlier round is
 * searched in one pass for equal inputs and ids, and in one more pass for each of 16 bands. Memory grows with the set and
 * the largest earlier round, not with the number of rounds.
 */
export function createOverlapSearch(own: Fingerprints['records']): OverlapSearch {
  const inputs = createHashIndex(own, inputHashAt);
  const nearSearch = createNearSearch(own, inputs);
  const neighbours = nearSearch.countNeighbours();
  const searched: Searched = {
    itemCount: countRecords(own),
    inputs,
    items: createHashIndex(own, itemHashAt),
    nearSearch,
    equalTwins: inputs.groupOf.map((group) => inputs.sizes[group]! - 1),
    nearTwins: inputs.groupOf.map((group) => inputs.sizes[group]! - 1 + neighbours[group]!),
  };
  const rounds: (Overlap & { number: number })[] = [];
  const allHits = makeHits(searched);
  const allFacts: Fingerprints['facts'][] = [];
  return {
    itemCount: searched.itemCount,
    equalTwins: searched.equalTwins,
    nearTwins: searched.nearTwins,
    inputOf: inputs.groupOf,
    addRound(number, earlier) {
      const hits = findHits(searched, earlier);
      rounds.push({ number, ...measure(searched, hits, [earlier.facts]) });
      for (const kind of ['equal', 'near', 'sameId'] as const)
        hits[kind].forEach((hit, i) => {
          if (hit === 1) allHits[kind][i] = 1;
        });
      allFacts.push(earlier.facts);
    },
    report: () => ({ rounds, all: rounds.length === 0 ? null : measure(searched, allHits, allFacts) }),
  };
}

/** The test set in the form in which it is searched. */
type Searched = {
  readonly itemCount: number;
  /** Items grouped by equal input, and by equal id and input. */
  readonly inputs: HashIndex;
  readonly items: HashIndex;
  readonly nearSearch: NearSearch;
  readonly equalTwins: Uint32Array;
  readonly nearTwins: Uint32Array;
};

/** For each group of inputs or items 1 if it also occurs in an earlier round, else 0. */
type Hits = { equal: Uint8Array; near: Uint8Array; sameId: Uint8Array };

const makeHits = ({ inputs, items }: Searched): Hits => ({
  equal: new Uint8Array(inputs.groupCount),
  near: new Uint8Array(inputs.groupCount),
  sameId: new Uint8Array(items.groupCount),
});

function findHits(searched: Searched, { records }: Fingerprints): Hits {
  const { inputs, items, nearSearch } = searched;
  const hits = makeHits(searched);
  const groupOfRecord = new Int32Array(countRecords(records));
  for (let i = 0; i < groupOfRecord.length; i++) {
    const at = i * recordWords;
    const group = inputs.find(records[at + inputHashAt]!, records[at + inputHashAt + 1]!);
    groupOfRecord[i] = group;
    if (group < 0) continue;
    hits.equal[group] = 1;
    hits.near[group] = 1;
    const item = items.find(records[at + itemHashAt]!, records[at + itemHashAt + 1]!);
    if (item >= 0) hits.sameId[item] = 1;
  }
  nearSearch.markNear(records, groupOfRecord, hits.near);
  return hits;
}

function measure(searched: Searched, hits: Hits, earlier: readonly Fingerprints['facts'][]): Overlap {
  const { itemCount, inputs, equalTwins, nearTwins } = searched;
  const share = (
    twins: Uint32Array,
    groupHits: Uint8Array,
    repeated: 'equalCount' | 'nearCount',
  ): TwinShare => {
    const isHit = (item: number) => groupHits[inputs.groupOf[item]!] === 1;
    let count = 0;
    for (let item = 0; item < itemCount; item++) if (isHit(item)) count++;
    return {
      count,
      ...computeChanceOverlap(
        twins,
        earlier.map((facts) => ({ itemCount: facts.itemCount, repeatedCount: facts[repeated] })),
        isHit,
      ),
    };
  };
  return {
    earlierItemCount: earlier.reduce((sum, facts) => sum + facts.itemCount, 0),
    equal: share(equalTwins, hits.equal, 'equalCount'),
    near: share(nearTwins, hits.near, 'nearCount'),
    sameId: {
      count: hits.sameId.reduce((sum, hit) => sum + hit, 0),
      ...computeChanceSameId(equalTwins, earlier.length),
    },
  };
}
