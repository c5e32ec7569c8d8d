import type { PackedAnswer } from './pack-answer';

export type KeptAnswer = { readonly answer: PackedAnswer; readonly startedAt: number };

export type Bounds = { readonly entriesMax: number; readonly bytesMax: number };

/** Answers by address, bounded in number and bytes: what wasn't found for the longest goes first. */
export class KeptAnswers {
  readonly #entries = new Map<string, KeptAnswer>();
  readonly #bounds: Bounds;
  #byteCount = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  find(path: string): KeptAnswer | undefined {
    const entry = this.#entries.get(path);
    if (!entry) return undefined;
    // The newest stands last.
    this.#entries.delete(path);
    this.#entries.set(path, entry);
    return entry;
  }

  /** Not where it would take more than a quarter of all room. */
  keep(path: string, entry: KeptAnswer): void {
    const { entriesMax, bytesMax } = this.#bounds;
    this.#forget(path);
    if (entry.answer.byteCount > bytesMax / 4) return;
    this.#entries.set(path, entry);
    this.#byteCount += entry.answer.byteCount;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= entriesMax && this.#byteCount <= bytesMax) return;
      this.#forget(oldest);
    }
  }

  /** Forgets all. @returns when each was begun */
  drop(): Map<string, number> {
    const begun = new Map([...this.#entries].map(([path, { startedAt }]) => [path, startedAt]));
    this.#entries.clear();
    this.#byteCount = 0;
    return begun;
  }

  #forget(path: string): void {
    this.#byteCount -= this.#entries.get(path)?.answer.byteCount ?? 0;
    this.#entries.delete(path);
  }
}
