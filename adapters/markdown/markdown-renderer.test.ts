import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type MarkdownRenderer,
  makeMarkdownRenderer,
  makeTextSlots,
  type TextSlot,
} from './markdown-renderer';

it('a person has one slot for rendering a text at a time, and none for a minute after a text that exceeded its time limit', () => {
  let now = 0;
  const slots = makeTextSlots(() => now);
  const take = (person: string) => slots.take(person) as TextSlot;
  const first = take('ada');
  expect(slots.take('ada')).toBeGreaterThan(0);
  expect(slots.take('bob')).toMatchObject({});
  first.release();
  const second = take('ada');
  second.pause();
  second.release();
  now = 59_000;
  expect(slots.take('ada')).toBe(1000);
  now = 60_000;
  expect(typeof slots.take('ada')).toBe('object');
});

describe('Markdown renderer', () => {
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

  it('stops rendering a text that exceeds its time limit, and renders the next one', async () => {
    // Emphasis that never closes: the parser's time grows with the square of its length, which a limit on
    // lines or nesting wouldn't detect.
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

  it('refuses a text while its queue is full', async () => {
    const results = await Promise.all(Array.from({ length: 40 }, (_, i) => renderer.render(`text ${i}`)));
    const fullCount = results.filter((result) => result === 'full').length;
    expect(fullCount).toBeGreaterThan(0);
    expect(fullCount).toBeLessThan(40);
  });
});
