import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sections } from './sections';

describe('the sections of the methods page', () => {
  it.each(sections)('have a summary of sentences of at most 25 words each: $id', ({ summary }) => {
    for (const sentence of summary.split(/(?<=\.) /))
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(25);
  });

  it('include every id that a page links to', () => {
    const app = fileURLToPath(new URL('..', import.meta.url));
    const linked = readdirSync(app, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tsx'))
      .flatMap((path) => [
        ...readFileSync(`${app}/${path}`, 'utf8').matchAll(
          path.startsWith('methods/') ? /"#([\w-]+)"/g : /\/methods#([\w-]+)/g,
        ),
      ])
      .map(([, id]) => id);
    expect(linked.length).toBeGreaterThan(10);
    expect(linked.filter((id) => !sections.some((section) => section.id === id))).toEqual([]);
  });
});
