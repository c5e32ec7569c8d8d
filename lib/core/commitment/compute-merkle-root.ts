import { type HashColumn, hashCountOf } from './hash-column';
import type { Hasher } from './hasher';
import { computeLevelAbove } from './merkle-level';

/**
 * The root of the tree of RFC 6962, section 2.1, over leaves that are hashed already; of no leaves, SHA-256 of nothing.
 * Hashes one node less than there are leaves, and holds one level and the one above it.
 * @param onHashed is told after each batch how many nodes it had
 */
export async function computeMerkleRoot(
  hasher: Hasher,
  leaves: HashColumn,
  onHashed?: (count: number) => void,
): Promise<Uint8Array> {
  if (leaves.length === 0) return (await hasher.sha256Many([new Uint8Array(0)]))[0]!;
  let level = leaves;
  while (hashCountOf(level) > 1) level = await computeLevelAbove(hasher, level, onHashed);
  return level.slice();
}
