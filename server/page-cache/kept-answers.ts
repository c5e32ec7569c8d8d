import type { PackedAnswer } from './pack-answer';

export type KeptAnswer = { readonly answer: PackedAnswer; readonly startedAt: number };

export type Bounds = { readonly entriesMax: number; readonly bytesMax: number };

/** Answers by address, bounded in number and bytes: what wasn't found for the longest goes first. */
export class KeptAnswers {
  readonly #entries = new Map<string, KeptAnswer & { foundAt: number }>();
  readonly #bounds: Bounds;
  #byteCount = 0;
  /** Counts what is found. To move an entry to the end of its map each time would have the map made anew again and again. */
  #turn = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  find(path: string): KeptAnswer | undefined {
    const entry = this.#entries.get(path);
    if (entry) entry.foundAt = ++this.#turn;
    return entry;
  }

  /** Not where it would take more than a quarter of all room. */
  keep(path: string, entry: KeptAnswer): void {
    const { entriesMax, bytesMax } = this.#bounds;
    this.#forget(path);
    if (entry.answer.byteCount > bytesMax / 4) return;
    this.#entries.set(path, { ...entry, foundAt: ++this.#turn });
    this.#byteCount += entry.answer.byteCount;
    while (this.#entries.size > entriesMax || this.#byteCount > bytesMax) this.#forget(this.#findOldest());
  }

  /** Forgets all. @returns when each was begun */
  drop(): Map<string, number> {
    const begun = new Map([...this.#entries].map(([path, { startedAt }]) => [path, startedAt]));
    this.#entries.clear();
    this.#byteCount = 0;
    return begun;
  }

  #findOldest(): string {
    let [oldest, foundAt] = ['', Number.POSITIVE_INFINITY];
    for (const [path, entry] of this.#entries)
      if (entry.foundAt < foundAt) [oldest, foundAt] = [path, entry.foundAt];
    return oldest;
  }

  #forget(path: string): void {
    this.#byteCount -= this.#entries.get(path)?.answer.byteCount ?? 0;
    this.#entries.delete(path);
  }
}
