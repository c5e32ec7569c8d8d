import { ok, type Result, refuse } from '@/lib/core/result';
import { makeBoundedThread } from '../bounded-thread';
import { makeSerialLimiter } from '../serial-limiter';
import type { MarkdownFault } from './markdown-fault';
import type { RenderedMarkdown } from './render-markdown';
import { makeTextPlaces, type TextPlaces } from './text-places';

export type MarkdownAnswer = Result<RenderedMarkdown, MarkdownFault>;

/** Renders Markdown in bounded time and memory, one text after another, without holding up whoever waits for something else. */
export type MarkdownRenderer = {
  /** `full` where too many texts wait already. */
  render(markdown: string): Promise<MarkdownAnswer | 'full'>;
  /** Here, since a bundle may hold a module more than once. */
  places: TextPlaces;
  stop(): Promise<void>;
};

/** Wall time of one text. Honest ones of 20,000 characters take 0.3 s on an idle machine; what is made to be slow takes minutes. */
const textMsMax = 5000;
const waitingMax = 20;

export function makeMarkdownRenderer({ msMax = textMsMax } = {}): MarkdownRenderer {
  const thread = makeBoundedThread<string, MarkdownAnswer>(new URL('./thread.mjs', import.meta.url), {
    msMax,
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32 },
  });
  const line = makeSerialLimiter(waitingMax);
  return {
    async render(markdown) {
      if (markdown.trim() === '') return ok({ html: '', summary: '' });
      const answer = await line.run(() => thread.ask(markdown));
      if (answer === 'full') return answer;
      return answer.ok ? answer.value : refuse({ code: answer.error === 'time' ? 'too_slow' : 'too_much' });
    },
    places: makeTextPlaces(),
    stop: () => thread.stop(),
  };
}
