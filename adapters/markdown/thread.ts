import { refuse } from '@/lib/core/result';
import { boundedTask } from '../bounded-task';
import type { MarkdownResult } from './markdown-renderer';
import { renderMarkdown } from './render-markdown';

export const runTask = boundedTask((markdown: string, begin): MarkdownResult => {
  begin();
  try {
    return renderMarkdown(markdown);
  } catch (error) {
    // The parser recurses once per level and overflowed the stack.
    if (error instanceof RangeError) return refuse({ code: 'too_slow' });
    throw error;
  }
});
