import { parentPort } from 'node:worker_threads';
import { refuse } from '@/lib/core/result';
import type { MarkdownAnswer } from './markdown-renderer';
import { renderMarkdown } from './render-markdown';

parentPort!.on('message', (markdown: string) => parentPort!.postMessage(answer(markdown)));
parentPort!.postMessage('ready');

function answer(markdown: string): MarkdownAnswer {
  try {
    return renderMarkdown(markdown);
  } catch (error) {
    // The parser calls itself once a level: it ran out of stack.
    if (error instanceof RangeError) return refuse({ code: 'too_slow' });
    throw error;
  }
}
