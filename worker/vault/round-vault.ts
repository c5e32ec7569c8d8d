import { buffer } from 'node:stream/consumers';
import { findSealedRound } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { positionsOf } from '@/lib/core/round/draw-parts';
import type { ScorerPlatform } from '../scorer-platform';
import { decrypt } from './round-cipher';
import { decodeItems, type LabelledItems } from './sealed-items';

/** A round as only the scorer sees it. */
export type OpenedRound = LabelledItems & {
  key: Uint8Array;
  positions: { feedback: Uint32Array; final: Uint32Array };
};

const roundsKeptMax = 2;

/** Opens sealed rounds and keeps the last two, since submissions to one round come together. */
export function makeRoundVault(platform: ScorerPlatform) {
  const kept = new Map<string, Promise<OpenedRound>>();

  async function openRound(roundId: string, benchmark: BenchmarkRow): Promise<OpenedRound> {
    const sealed = await findSealedRound(platform.client.db, roundId);
    if (!sealed) throw new Error('the round has no key: it was never sealed');
    const key = await platform.identity.open(sealed.sealedKey);
    const { stream } = await platform.objects.open(sealed.itemsObjectKey);
    const items = decodeItems(
      decrypt(key, `items:${roundId}`, await buffer(stream)),
      benchmark.task,
      benchmark.classes,
    );
    const bits = decrypt(key, `parts:${roundId}`, sealed.parts);
    return { ...items, key, positions: positionsOf(bits, items.index.size) };
  }

  return {
    open(roundId: string, benchmark: BenchmarkRow): Promise<OpenedRound> {
      const opened = kept.get(roundId) ?? openRound(roundId, benchmark);
      kept.delete(roundId);
      kept.set(roundId, opened);
      opened.catch(() => kept.delete(roundId));
      for (const oldest of kept.keys()) if (kept.size > roundsKeptMax) kept.delete(oldest);
      return opened;
    },
    /** Only the key, for what is encrypted under it without labels. */
    async openKey(roundId: string): Promise<Uint8Array> {
      const sealed = await findSealedRound(platform.client.db, roundId);
      if (!sealed) throw new Error('the round has no key: it was never sealed');
      return platform.identity.open(sealed.sealedKey);
    },
  };
}

export type RoundVault = ReturnType<typeof makeRoundVault>;
