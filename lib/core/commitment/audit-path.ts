import { type HashColumn, hashAt, hashCountOf, hashLengthBytes } from './hash-column';
import type { Hasher } from './hasher';
import { computeLevelAbove, encodeNodeMessage } from './merkle-level';

/**
 * The audit path of one leaf (RFC 6962, section 2.1.1): the hashes it needs to get to the root, from the leaf upwards.
 * Costs a whole tree. Throws RangeError for a position without a leaf.
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

/** Whether a leaf stands at a position of the tree with this root and count (RFC 9162, section 2.1.3.2). */
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
    // A last node without a partner rises unhashed, to the first level where it has one.
    while (isRight && at % 2 === 0 && at !== 0) {
      at >>= 1;
      last >>= 1;
    }
    at >>= 1;
    last >>= 1;
  }
  return last === 0 && hash.every((byte, i) => byte === root[i]);
}
