import { buffer } from 'node:stream/consumers';
import { findSealedRound } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { positionsOf } from '@/lib/core/commitment/drawn-secrets';
import { testSetItemsMax } from '@/lib/core/round/read-test-set';
import type { PublicRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { decrypt } from './round-cipher';
import { decodeItems, type LabelledItems } from './sealed-items';

/** A round's decrypted data, which only the scorer sees. */
export type OpenedRound = LabelledItems & {
  roundId: string;
  key: Uint8Array;
  number: number;
  /** The version of the scoring rules with which the round was sealed. */
  scorerVersion: string;
  positions: { feedback: Uint32Array; final: Uint32Array };
};

type RoundToOpen = Pick<PublicRound, 'roundId' | 'itemCount' | 'number' | 'scorerVersion'>;
type BenchmarkToOpen = Pick<BenchmarkRow, 'task' | 'classes'>;

/**
 * Opens sealed rounds, and caches the last ones as far as they fit, since submissions to one round often come
 * together.
 */
export function makeRoundVault(platform: ScorerPlatform) {
  const cached = new Map<string, { itemCount: number; opened: Promise<OpenedRound> }>();

  async function openRound(
    { roundId, itemCount, number, scorerVersion }: RoundToOpen,
    { task, classes }: BenchmarkToOpen,
  ): Promise<OpenedRound> {
    const sealed = await findSealedRound(platform.client.db, roundId);
    if (!sealed) throw new Error('the round has no key: it was never sealed');
    const key = await platform.identity.open(sealed.sealedKey);
    const { stream } = await platform.objects.open(sealed.itemsObjectKey);
    const encoded = decrypt(key, `items:${roundId}`, await buffer(stream));
    const items = decodeItems(encoded, { itemCount, task, classes });
    const bits = decrypt(key, `splits:${roundId}`, sealed.splits);
    return { ...items, roundId, key, number, scorerVersion, positions: positionsOf(bits, itemCount) };
  }

  /**
   * Evicts cached rounds before another is opened: all cached rounds together have at most as many items as
   * one test set may have.
   */
  function makeRoomFor(itemCount: number): void {
    let total = itemCount;
    for (const round of cached.values()) total += round.itemCount;
    for (const [oldest, round] of cached) {
      if (total <= testSetItemsMax) return;
      cached.delete(oldest);
      total -= round.itemCount;
    }
  }

  return {
    open(round: RoundToOpen, benchmark: BenchmarkToOpen): Promise<OpenedRound> {
      const { roundId, itemCount } = round;
      const known = cached.get(roundId);
      cached.delete(roundId);
      makeRoomFor(itemCount);
      const opened = known?.opened ?? openRound(round, benchmark);
      cached.set(roundId, { itemCount, opened });
      opened.catch(() => cached.delete(roundId));
      return opened;
    },
    /** Opens only the round's key, for data that need no labels. */
    async openKey(roundId: string): Promise<Uint8Array> {
      const sealed = await findSealedRound(platform.client.db, roundId);
      if (!sealed) throw new Error('the round has no key: it was never sealed');
      return platform.identity.open(sealed.sealedKey);
    },
  };
}

export type RoundVault = ReturnType<typeof makeRoundVault>;
