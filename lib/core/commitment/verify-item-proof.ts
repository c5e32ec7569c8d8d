import type { Hasher } from './hasher';
import {
  computeLevelAbove,
  encodeLeafMessage,
  encodeNodeMessage,
  formatLeafText,
  type HashColumn,
  hashAt,
  hashCountOf,
  hashLengthBytes,
  type LeafItem,
} from './merkle-tree';

/** The data needed to dispute a single item without the other items and the round secret. */
export type ItemProof = {
  readonly item: LeafItem;
  readonly nonce: Uint8Array;
  readonly position: number;
  readonly path: readonly Uint8Array[];
};

/** Checks that the item was sealed at its position with the 32-byte nonce of the proof. */
export async function verifyItemProof(
  hasher: Hasher,
  { item, nonce, position, path }: ItemProof,
  { root, itemCount }: { root: Uint8Array; itemCount: number },
): Promise<boolean> {
  // With a nonce of another length, the same bytes could be divided differently into nonce and text.
  if (nonce.length !== hashLengthBytes) return false;
  const [leaf] = await hasher.sha256Many([encodeLeafMessage(nonce, formatLeafText(item))]);
  return verifyAuditPath(hasher, { leaf: leaf!, position, itemCount, path, root });
}

/**
 * Computes the audit path of one leaf (RFC 6962, section 2.1.1): the hashes from which the root is computed, from the leaf
 * upwards. Takes as long as computing the whole tree. Throws RangeError for a position without a leaf.
 */
export async function computeAuditPath(
  hasher: Hasher,
  leaves: HashColumn,
  position: number,
): Promise<Uint8Array[]> {
  if (!Number.isInteger(position) || position < 0 || position >= hashCountOf(leaves))
    throw new RangeError(`no leaf at position ${position}`);
  const path: Uint8Array[] = [];
  let level = leaves;
  for (let at = position; hashCountOf(level) > 1; at >>= 1) {
    const sibling = at ^ 1;
    if (sibling < hashCountOf(level)) path.push(hashAt(level, sibling).slice());
    level = await computeLevelAbove(hasher, level);
  }
  return path;
}

/**
 * Checks with an audit path that a leaf is at a position of the Merkle tree with this root and number of leaves (RFC 9162,
 * section 2.1.3.2).
 */
export async function verifyAuditPath(
  hasher: Hasher,
  {
    leaf,
    position,
    itemCount,
    path,
    root,
  }: {
    leaf: Uint8Array;
    position: number;
    itemCount: number;
    path: readonly Uint8Array[];
    root: Uint8Array;
  },
): Promise<boolean> {
  if (!Number.isInteger(position) || position < 0 || position >= itemCount) return false;
  if ([leaf, root, ...path].some((hash) => hash.length !== hashLengthBytes)) return false;
  let at = position;
  let last = itemCount - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    const isRight = at % 2 === 1 || at === last;
    const message = isRight ? encodeNodeMessage(sibling, hash) : encodeNodeMessage(hash, sibling);
    hash = (await hasher.sha256Many([message]))[0]!;
    // In this tree, a last node without a partner is copied to the level above until it has a partner.
    while (isRight && at % 2 === 0 && at !== 0) {
      at >>= 1;
      last >>= 1;
    }
    at >>= 1;
    last >>= 1;
  }
  return last === 0 && hash.every((byte, i) => byte === root[i]);
}
