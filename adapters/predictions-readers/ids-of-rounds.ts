import type { PackedTexts } from '@/lib/core/files/packed-texts';
import { countTexts } from '@/lib/core/files/packed-texts';

/** A million ids take some tens of megabytes. */
const idsKeptMax = 1_000_000;

/** The ids of the rounds that files came for last, as they fit; they never change. */
export class IdsOfRounds {
  readonly #kept = new Map<string, PackedTexts>();

  find(roundId: string): PackedTexts | null {
    const ids = this.#kept.get(roundId);
    if (ids === undefined) return null;
    this.#kept.delete(roundId);
    this.#kept.set(roundId, ids);
    return ids;
  }

  keep(roundId: string, ids: PackedTexts): void {
    this.#kept.set(roundId, ids);
    let total = 0;
    for (const other of this.#kept.values()) total += countTexts(other);
    for (const [oldest, other] of this.#kept) {
      if (total <= idsKeptMax) return;
      this.#kept.delete(oldest);
      total -= countTexts(other);
    }
  }
}
