import { ok, type Result, refuse } from '@/lib/core/result';
import { BoundedPool } from '../bounded-pool';
import { makeSerialLimiter } from '../serial-limiter';
import type { MarkdownFault } from './markdown-fault';
import type { RenderedMarkdown } from './render-markdown';
import { makeTextPlaces, type TextPlaces } from './text-places';

export type MarkdownResult = Result<RenderedMarkdown, MarkdownFault>;

/** Renders Markdown in bounded time and memory, one text after another, without blocking other work. */
export type MarkdownRenderer = {
  /** `full` where too many texts wait already. */
  render(markdown: string): Promise<MarkdownResult | 'full'>;
  /** Here, since a bundle may contain a module more than once. */
  places: TextPlaces;
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
    places: makeTextPlaces(),
    stop: () => pool.stop(),
  };
}
