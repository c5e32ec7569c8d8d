/** A person's slot in the queue of texts. */
export type TextPlace = {
  leave(): void;
  /** The text exceeded its time limit: its writer waits before the next one. */
  pause(): void;
};

/** Persons whose texts are being rendered: each has one slot. */
export type TextPlaces = {
  /** The slot, or the milliseconds until the person gets one. */
  take(person: string): TextPlace | number;
};

const pauseMs = 60_000;
const lineMs = 5_000;

/** @param now a monotonic clock in milliseconds */
export function makeTextPlaces(now: () => number = () => performance.now()): TextPlaces {
  const inLine = new Set<string>();
  const pausedUntil = new Map<string, number>();
  return {
    take(person) {
      if (inLine.has(person)) return lineMs;
      for (const [paused, until] of pausedUntil) if (until <= now()) pausedUntil.delete(paused);
      const until = pausedUntil.get(person);
      if (until !== undefined) return until - now();
      inLine.add(person);
      return {
        leave: () => void inLine.delete(person),
        pause: () => void pausedUntil.set(person, now() + pauseMs),
      };
    },
  };
}
