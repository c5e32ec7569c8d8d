/** A person's place in the line of texts. */
export type TextPlace = {
  leave(): void;
  /** The text took all its time: its writer waits before the next one. */
  pause(): void;
};

/** Whose texts are being rendered: nobody has more than one place. */
export type TextPlaces = {
  /** The place, or for how many milliseconds the person has to wait for one. */
  take(person: string): TextPlace | number;
};

const pauseMs = 60_000;
const lineMs = 5_000;

/** @param now a clock in milliseconds that never goes back */
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
