import {
  createHashColumn,
  type HashColumn,
  hashAt,
  hashCountOf,
  hashLengthBytes,
  setHashes,
} from './hash-column';
import type { Hasher } from './hasher';

/**
 * The root of the tree of RFC 6962, section 2.1, over leaves that are hashed already; of no leaves, SHA-256 of nothing. Hashes
 * one node less than there are leaves, and holds one level and the one above it.
 * @param onHashed called after each batch with its number of nodes
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

const batchSize = 2048;

/** The bytes an inner node is the SHA-256 of: 0x01, left hash, right hash (RFC 6962, section 2.1). */
export function encodeNodeMessage(left: Uint8Array, right: Uint8Array): Uint8Array {
  const message = new Uint8Array(1 + 2 * hashLengthBytes);
  message[0] = 1;
  message.set(left, 1);
  message.set(right, 1 + hashLengthBytes);
  return message;
}

/**
 * The level above: a node for each pair, and a last hash without a partner as it is. Going up like this from the leaves
 * gives the tree of RFC 6962, whose left side is always the largest power of two that is less than the whole.
 */
export async function computeLevelAbove(
  hasher: Hasher,
  level: HashColumn,
  onHashed?: (count: number) => void,
): Promise<HashColumn> {
  const count = hashCountOf(level);
  const pairCount = count >> 1;
  const above = createHashColumn(count - pairCount);
  for (let first = 0; first < pairCount; first += batchSize) {
    const batch: Uint8Array[] = [];
    for (let pair = first; pair < Math.min(first + batchSize, pairCount); pair += 1)
      batch.push(encodeNodeMessage(hashAt(level, 2 * pair), hashAt(level, 2 * pair + 1)));
    setHashes(above, first, await hasher.sha256Many(batch));
    onHashed?.(batch.length);
  }
  if (count % 2 === 1) setHashes(above, pairCount, [hashAt(level, count - 1)]);
  return above;
}
