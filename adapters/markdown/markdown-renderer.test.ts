import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MarkdownRenderer, makeMarkdownRenderer } from './markdown-renderer';

describe('the renderer', () => {
  let renderer: MarkdownRenderer;
  beforeAll(() => {
    renderer = makeMarkdownRenderer({ msMax: 500 });
  });
  afterAll(() => renderer?.stop());

  it('renders a text on a thread of its own', async () => {
    expect(await renderer.render('Will *it* rain?')).toEqual({
      ok: true,
      value: { html: '<p>Will <em>it</em> rain?</p>', summary: 'Will it rain?' },
    });
  });

  it('gives up a text that takes too long, holds nobody up meanwhile, and renders the next', async () => {
    // Emphasis that never ends: no line and no level tells that the parser's time grows with the square of the length.
    const slow = '*a'.repeat(10_000);
    let longestMs = 0;
    let last = performance.now();
    const beating = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 20);
    const [first, next] = await Promise.all([renderer.render(slow), renderer.render('next')]);
    clearInterval(beating);
    expect(first).toEqual({ ok: false, error: { code: 'too_slow' } });
    expect(next).toMatchObject({ ok: true });
    expect(longestMs).toBeLessThan(1000);
  });

  it('turns away whoever finds the line full', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => renderer.render(`text ${i}`)));
    const fullCount = answers.filter((answer) => answer === 'full').length;
    expect(fullCount).toBeGreaterThan(0);
    expect(fullCount).toBeLessThan(40);
  });
});
