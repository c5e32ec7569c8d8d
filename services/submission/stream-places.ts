import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';

const retryAfterSeconds = 15;

/** A slot of a person's concurrent streams. */
export type StreamPlace = { readonly userId: string; readonly release: () => void };

/** Counts the streams of each person and of the process. */
export function makeStreamPlaces(limits: { personMax: () => number; siteMax: () => number }) {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    /** A slot, to be released once; or the reason why there is none. */
    reserve(userId: string): Result<StreamPlace, Refusal> {
      const mine = counts.get(userId) ?? 0;
      const limit = limits.personMax();
      if (mine >= limit) return refuse({ kind: 'too_many_streams', limit, retryAfterSeconds });
      if (total >= limits.siteMax()) return refuse({ kind: 'streams_full', retryAfterSeconds });
      counts.set(userId, mine + 1);
      total += 1;
      let isHeld = true;
      const release = () => {
        if (!isHeld) return;
        isHeld = false;
        total -= 1;
        const left = (counts.get(userId) ?? 1) - 1;
        if (left > 0) counts.set(userId, left);
        else counts.delete(userId);
      };
      return ok({ userId, release });
    },
  };
}
