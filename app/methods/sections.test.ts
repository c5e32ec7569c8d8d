import { expect, it } from 'vitest';
import { sections } from './sections';

it.each(sections)('$id has a summary of sentences of at most 25 words each', ({ summary }) => {
  for (const sentence of summary.split(/(?<=\.) /))
    expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(25);
});
