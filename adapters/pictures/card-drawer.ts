import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CardNode } from '@/lib/contracts/card';
import { BoundedPool, makeSerialLimiter, type PoolUsage } from '../bounded-pool';

/** Draws preview cards as PNG in a thread, one after another, within limits of time and memory. */
export type CardDrawer = {
  /**
   * Resolves to `full` if too many cards are waiting, and to null if drawing takes too long or resvg has no
   * binary for this machine.
   */
  draw(card: CardNode): Promise<Uint8Array | 'full' | null>;
  usage(): PoolUsage;
  stop(): Promise<void>;
};

/** Limit of processor time for one card, in milliseconds; a card takes 200. */
const cardMsMax = 10_000;

const waitingMax = 30;

/** Maximum number of cached cards, of some 60 kB each. */
const cachedMax = 200;

export function makeCardDrawer({ msMax = cardMsMax } = {}): CardDrawer {
  const pool = new BoundedPool<CardNode, Uint8Array>({
    module: new URL('./thread.mjs', import.meta.url),
    threadCount: 1,
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 },
  });
  const line = makeSerialLimiter(waitingMax);
  const cached = new LRUCache<string, Uint8Array>({ max: cachedMax });
  const drawOnce = async (key: string, card: CardNode): Promise<Uint8Array | null> => {
    const known = cached.get(key);
    if (known) return known;
    const done = await pool.run(card, msMax);
    if (!done.ok) return null;
    cached.set(key, done.value.value);
    return done.value.value;
  };
  return {
    async draw(card) {
      const key = createHash('sha256').update(JSON.stringify(card)).digest('base64');
      return cached.get(key) ?? line.run(() => drawOnce(key, card)).catch(() => null);
    },
    usage: line.usage,
    stop: () => pool.stop(),
  };
}
