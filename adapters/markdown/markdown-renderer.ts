import { ok, type Result, refuse } from '@/lib/core/result';
import { BoundedPool, makeSerialLimiter } from '../bounded-pool';
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

/** Renders Markdown in bounded time and memory, one text after another, without blocking other work. */
export type MarkdownRenderer = {
  /** `full` where too many texts wait already. */
  render(markdown: string): Promise<MarkdownResult | 'full'>;
  /** Part of the renderer, since a bundle may contain this module more than once. */
  slots: TextSlots;
  stop(): Promise<void>;
};

/** Processor time of one text. An honest one of 20,000 characters takes 0.3 s; one made to be slow takes minutes. */
const textMsMax = 5000;

const waitingMax = 20;

export function makeMarkdownRenderer({ msMax = textMsMax } = {}): MarkdownRenderer {
  const pool = new BoundedPool<string, MarkdownResult>({
    module: new URL('./thread.mjs', import.meta.url),
    threadCount: 1,
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 },
  });
  const line = makeSerialLimiter(waitingMax);
  return {
    async render(markdown) {
      if (markdown.trim() === '') return ok({ html: '', summary: '' });
      const done = await line.run(() => pool.run(markdown, msMax));
      if (done === 'full') return done;
      return done.ok ? done.value.value : refuse({ code: done.error === 'time' ? 'too_slow' : 'too_much' });
    },
    slots: makeTextSlots(),
    stop: () => pool.stop(),
  };
}
