import { verifyAuditPath } from './audit-path';
import { hashLengthBytes } from './hash-column';
import type { Hasher } from './hasher';
import type { LeafItem } from './leaf-item';
import { encodeLeafMessage, formatLeafText } from './leaf-message';

/** All that is needed to dispute one item alone, with nothing of the other items and without the round secret. */
export type ItemProof = {
  readonly item: LeafItem;
  readonly nonce: Uint8Array;
  readonly position: number;
  readonly path: readonly Uint8Array[];
};

/** Whether the item is the one that was sealed at its position. The nonce is what the proof says it is: 32 bytes that fit. */
export async function verifyItemProof(
  hasher: Hasher,
  { item, nonce, position, path }: ItemProof,
  { root, itemCount }: { root: Uint8Array; itemCount: number },
): Promise<boolean> {
  // Of any other length, nonce and text could share their bytes out differently.
  if (nonce.length !== hashLengthBytes) return false;
  const [leaf] = await hasher.sha256Many([encodeLeafMessage(nonce, formatLeafText(item))]);
  return verifyAuditPath(hasher, { leaf: leaf!, position, itemCount, path, root });
}
