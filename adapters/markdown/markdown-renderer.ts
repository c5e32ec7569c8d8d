import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ok, type Result, refuse } from '@/lib/core/result';
import { BoundedPool, makeSerialLimiter, type PoolUsage } from '../bounded-pool';
import type { MarkdownFault, RenderedMarkdown } from './render-markdown';

/** A person's slot in the renderer's queue. */
export type TextSlot = {
  release(): void;
  /** Called after a text exceeded its time limit: the person who wrote it must wait before the next one. */
  pause(): void;
};

/** Slots of the persons whose texts are being rendered; each person has at most one. */
export type TextSlots = {
  /** Returns the slot, or the milliseconds until the person may have one. */
  take(person: string): TextSlot | number;
};

const pauseMs = 60_000;

const waitMs = 5_000;

/** @param now a monotonic clock in milliseconds */
export function makeTextSlots(now: () => number = () => performance.now()): TextSlots {
  const inLine = new Set<string>();
  const pausedUntil = new Map<string, number>();
  return {
    take(person) {
      if (inLine.has(person)) return waitMs;
      for (const [paused, until] of pausedUntil) if (until <= now()) pausedUntil.delete(paused);
      const until = pausedUntil.get(person);
      if (until !== undefined) return until - now();
      inLine.add(person);
      return {
        release: () => void inLine.delete(person),
        pause: () => void pausedUntil.set(person, now() + pauseMs),
      };
    },
  };
}

export type MarkdownResult = Result<RenderedMarkdown, MarkdownFault>;

/**
 * Renders Markdown in bounded time and memory, one text after another, without blocking other work. Each
 * result, also a fault, is cached by the SHA-256 of the text, since every page view asks for its texts again.
 */
export type MarkdownRenderer = {
  /** Resolves to `full` if too many texts are waiting; that result isn't cached. */
  render(markdown: string): Promise<MarkdownResult | 'full'>;
  /**
   * The slots belong to the renderer because a bundle may contain this module more than once, and so more
   * than one module-level variable.
   */
  slots: TextSlots;
  usage(): PoolUsage;
  stop(): Promise<void>;
};

/**
 * Limit of processor time for one text, in milliseconds. An honest text of 20,000 characters takes 0.3 s; one
 * made to be slow takes minutes.
 */
const textMsMax = 5000;

const waitingMax = 20;

/** Limit of the cached HTML in UTF-16 units: enough for the texts of some thousands of benchmarks. */
const cachedLengthMax = 32 * 1024 * 1024;

export function makeMarkdownRenderer({ msMax = textMsMax } = {}): MarkdownRenderer {
  const pool = new BoundedPool<string, MarkdownResult>({
    module: new URL('./thread.mjs', import.meta.url),
    threadCount: 1,
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 },
  });
  const line = makeSerialLimiter(waitingMax);
  const cached = new LRUCache<string, MarkdownResult>({
    maxSize: cachedLengthMax,
    sizeCalculation: (result) => 200 + (result.ok ? result.value.html.length : 0),
  });
  const renderOnce = async (key: string, markdown: string): Promise<MarkdownResult> => {
    const known = cached.get(key);
    if (known) return known;
    const done = await pool.run(markdown, msMax);
    const result = done.ok
      ? done.value.value
      : refuse<MarkdownFault>({ code: done.error === 'time' ? 'too_slow' : 'too_much' });
    cached.set(key, result);
    return result;
  };
  return {
    async render(markdown) {
      if (markdown.trim() === '') return ok({ html: '', summary: '' });
      const key = createHash('sha256').update(markdown).digest('base64');
      return cached.get(key) ?? line.run(() => renderOnce(key, markdown));
    },
    slots: makeTextSlots(),
    usage: line.usage,
    stop: () => pool.stop(),
  };
}
