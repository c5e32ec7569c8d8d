import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { ok, type Result, refuse } from '@/lib/core/result';
import { BoundedPool, makeSerialLimiter, type PoolUsage } from '../bounded-pool';
import type { MarkdownFault, RenderedMarkdown } from './render-markdown';

/** A person's slot in the queue of texts. */
export type TextSlot = {
  release(): void;
  /** The text exceeded its time limit: its writer waits before the next one. */
  pause(): void;
};

/** Persons whose texts are being rendered: each has one slot. */
export type TextSlots = {
  /** The slot, or the milliseconds until the person gets one. */
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
 * Renders Markdown in bounded time and memory, one text after another, without blocking other work. A text's result is cached by
 * the SHA-256 of its source, a fault too: each page asks for its texts anew.
 */
export type MarkdownRenderer = {
  /** `full` where too many texts wait already, which isn't cached. */
  render(markdown: string): Promise<MarkdownResult | 'full'>;
  /** Part of the renderer, since a bundle may contain this module more than once. */
  slots: TextSlots;
  usage(): PoolUsage;
  stop(): Promise<void>;
};

/** Processor time of one text. An honest one of 20,000 characters takes 0.3 s; one made to be slow takes minutes. */
const textMsMax = 5000;

const waitingMax = 20;

/** UTF-16 units of cached HTML: the texts of some thousands of benchmarks. */
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
