import { findSealedRound } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { computeNonces, isFeedback } from '@/lib/core/commitment/drawn-secrets';
import { formatHex } from '@/lib/core/commitment/hasher';
import type { ArchiveRow } from '@/lib/core/commitment/item-table';
import { computeLeaves, computeMerkleRoot, hashAt, type LeafItem } from '@/lib/core/commitment/merkle-tree';
import type { TestSetFormat } from '@/lib/core/round/read-test-set';
import type { ClosedRound, Commitment } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { type ItemSpool, spoolItems } from '../vault/item-spool';
import { decrypt } from '../vault/round-cipher';
import { yieldingHasher } from '../vault/yielding-hasher';

/** Data of a round that may be published, after they were checked against the round's commitment. */
export type CommittedRound = {
  key: Uint8Array;
  secret: Uint8Array;
  format: TestSetFormat;
  /** Item ids in the order of the Merkle leaves, which is that of the item index. */
  ids: readonly string[];
  /**
   * Generates the items with nonces and Merkle leaves, one at a time, in the order of the leaves. Each call
   * begins again.
   */
  rows: () => Generator<ArchiveRow>;
  /** Releases the memory of the items. */
  close: () => Promise<void>;
};

type RoundToPublish = {
  round: Pick<ClosedRound, 'roundId' | 'testSetSealedSha256'>;
  benchmark: BenchmarkRow;
  commitment: Commitment;
};

/**
 * Opens a round's items, secret and splits for publication. @throws when their Merkle root isn't the
 * committed one; then none of them may be published
 */
export async function openCommittedRound(
  platform: ScorerPlatform,
  { round: { roundId, testSetSealedSha256 }, benchmark, commitment }: RoundToPublish,
): Promise<CommittedRound> {
  const sealed = await findSealedRound(platform.client.db, roundId);
  if (!sealed) throw new Error('the round has no key: it was never sealed');
  const key = await platform.identity.open(sealed.sealedKey);
  const secret = decrypt(key, `secret:${roundId}`, sealed.secret);
  const bits = decrypt(key, `splits:${roundId}`, sealed.splits);
  const { task, classes } = benchmark;
  const idSecret = commitment.ids === 'drawn' ? secret : null;
  const spool = await spoolItems(platform, { roundId, testSetSealedSha256, task, classes, idSecret });
  try {
    const nonces = await computeNonces(yieldingHasher, secret, spool.ids);
    const leaves = await computeLeaves(yieldingHasher, leafItems(spool, bits), nonces);
    const root = formatHex(await computeMerkleRoot(yieldingHasher, leaves));
    if (root !== commitment.root || spool.ids.length !== commitment.item_count)
      throw new Error('the items to be published are not those that were committed to');
    return {
      key,
      secret,
      format: spool.format,
      ids: spool.ids,
      close: spool.remove,
      *rows() {
        for (let position = 0; position < spool.ids.length; position++)
          yield {
            ...spool.read(position),
            split: isFeedback(bits, position) ? 'feedback' : 'final',
            nonce: formatHex(hashAt(nonces, position)),
            leaf: formatHex(hashAt(leaves, position)),
          };
      },
    };
  } catch (cause) {
    await spool.remove();
    throw cause;
  }
}

function* leafItems(spool: ItemSpool, bits: Uint8Array): Generator<LeafItem> {
  for (let position = 0; position < spool.ids.length; position++) {
    const { id, inputJson, label, slices } = spool.read(position);
    yield { id, inputJson, label, split: isFeedback(bits, position) ? 'feedback' : 'final', slices };
  }
}
