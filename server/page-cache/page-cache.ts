import { type Bounds, KeptAnswers } from './kept-answers';
import type { PackedAnswer } from './pack-answer';

/** An answer that was made for visitors, and whether others may be sent it later. */
export type Filled = { answer: PackedAnswer; isKept: boolean };

export type PageCache = {
  /** What may be sent at once; undefined where the site has to be asked. */
  find: (path: string) => PackedAnswer | undefined;
  /** What the site answers now, made once for all who wait for it; null where each has to ask by themselves. */
  ask: (path: string) => Promise<PackedAnswer | null>;
  /** Forgets everything: what the public sees has changed. */
  drop: () => void;
};

export type PageCacheOptions = {
  /** Null where there was no answer for everybody. Never rejects. */
  fill: (path: string) => Promise<Filled | null>;
  /** Whether every change is heard of. While it isn't, nothing is kept nor sent. */
  isHearing: () => boolean;
  readClockMs: () => number;
  sleep: (ms: number) => Promise<void>;
  bounds?: Bounds;
};

/** One answer that is being made; `startedIn` is the generation in which the site was asked, null until it is. */
type Flight = { startedIn: number | null; answer: Promise<PackedAnswer | null> };

/** Of one address, however often it changes. */
const refillEveryMs = 1_000;
/** Nothing tells that time passes. An older answer is sent while a new one is made, one of twice that age no more. */
const freshMs = 15_000;

/**
 * Answers to visitors by address. A generation begins with each change: an answer that was begun before a change is given to nobody who
 * asked after it.
 */
export function makePageCache({
  fill,
  isHearing,
  readClockMs,
  sleep,
  bounds = { entriesMax: 2_000, bytesMax: 64 * 2 ** 20 },
}: PageCacheOptions): PageCache {
  const kept = new KeptAnswers(bounds);
  const flights = new Map<string, Flight>();
  /** When what was dropped had been begun, as far as it is too new to be made again. */
  let dropped = new Map<string, number>();
  let generation = 0;

  const refill = async (path: string, flight: Pick<Flight, 'startedIn'>, before?: Promise<unknown>) => {
    if (before) await before;
    const waitMs = (dropped.get(path) ?? Number.NEGATIVE_INFINITY) + refillEveryMs - readClockMs();
    if (waitMs > 0) await sleep(waitMs);
    flight.startedIn = generation;
    const startedAt = readClockMs();
    const filled = await fill(path);
    if (filled?.isKept) {
      if (flight.startedIn === generation && isHearing())
        kept.keep(path, { answer: filled.answer, startedAt });
      else dropped.set(path, startedAt);
    }
    return filled?.answer ?? null;
  };
  const begin = (path: string): Promise<PackedAnswer | null> => {
    const state: Pick<Flight, 'startedIn'> = { startedIn: null };
    const answer = refill(path, state, flights.get(path)?.answer).finally(() => {
      if (flights.get(path) === flight) flights.delete(path);
    });
    const flight: Flight = Object.assign(state, { answer });
    flights.set(path, flight);
    return answer;
  };
  /** One that whoever asks now may wait for. */
  const findFlight = (path: string): Flight | undefined => {
    const flight = flights.get(path);
    return flight?.startedIn === null || flight?.startedIn === generation ? flight : undefined;
  };

  return {
    find: (path) => {
      const entry = kept.find(path);
      if (!entry || !isHearing()) return undefined;
      const ageMs = readClockMs() - entry.startedAt;
      if (ageMs > 2 * freshMs) return undefined;
      if (ageMs > freshMs && !findFlight(path)) void begin(path);
      return entry.answer;
    },
    ask: async (path) => (isHearing() ? (findFlight(path)?.answer ?? begin(path)) : null),
    drop: () => {
      generation += 1;
      const since = readClockMs() - refillEveryMs;
      dropped = new Map([...dropped, ...kept.drop()].filter(([, startedAt]) => startedAt > since));
    },
  };
}
