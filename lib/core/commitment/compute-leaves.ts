import { createHashColumn, type HashColumn, hashAt, hashCountOf, setHashes } from './hash-column';
import type { Hasher } from './hasher';
import type { LeafItem } from './leaf-item';
import { encodeLeafMessage, formatLeafText } from './leaf-message';

const batchItemsMax = 1024;
/** Inputs differ in size a thousandfold, so a batch is bounded by its bytes too. */
const batchBytesMax = 4_194_304;

/**
 * The leaves of items, SHA-256 each of 0x00, nonce, leaf text. Holds one batch of items at a time, so the items may come from a
 * generator. They may also be some of a round's items in any order, as long as each meets its own nonce.
 * @param nonces one per item, in the order of the items; throws RangeError when there are more or fewer items
 * @param onHashed called after each batch with its number of leaves
 */
export async function computeLeaves(
  hasher: Hasher,
  items: Iterable<LeafItem>,
  nonces: HashColumn,
  onHashed?: (count: number) => void,
): Promise<HashColumn> {
  const leaves = createHashColumn(hashCountOf(nonces));
  let doneCount = 0;
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  async function flush(): Promise<void> {
    setHashes(leaves, doneCount, await hasher.sha256Many(batch));
    doneCount += batch.length;
    onHashed?.(batch.length);
    batch = [];
    batchBytes = 0;
  }
  for (const item of items) {
    const message = encodeLeafMessage(hashAt(nonces, doneCount + batch.length), formatLeafText(item));
    batch.push(message);
    batchBytes += message.length;
    if (batch.length >= batchItemsMax || batchBytes >= batchBytesMax) await flush();
  }
  if (batch.length > 0) await flush();
  if (doneCount !== hashCountOf(nonces))
    throw new RangeError(`${doneCount} items for ${hashCountOf(nonces)} nonces`);
  return leaves;
}
