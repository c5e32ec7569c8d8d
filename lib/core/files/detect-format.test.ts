import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFormatFinder, detectFormat } from './detect-format';

describe('format detection', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['id,prediction\n', 'csv'],
    ['\ufeff \r\n\t{"id":1}', 'jsonl'],
    ['"id"', 'csv'],
    ['[{"id":1}]', 'jsonl'],
    ['\ufeff \n', null],
    ['', null],
  ] as const)('detects %j by its first character', (text, format) => {
    expect(detectFormat(text)).toBe(format);
    expect(createFormatFinder().take(text)).toEqual({ ok: true, value: format });
  });

  it('reads leading white space once, character by character, and returns all of it', () => {
    const searched = vi.spyOn(String.prototype, 'search');
    const finder = createFormatFinder();
    const pieces = [...Array.from({ length: 1_000 }, () => ' \n'.repeat(30)), '  {"id":1}\n'];
    expect(pieces.map((piece) => finder.take(piece)).at(-1)).toEqual({ ok: true, value: 'jsonl' });
    const stepCount = searched.mock.contexts.reduce((sum: number, text) => sum + String(text).length, 0);
    expect(stepCount).toBeLessThanOrEqual(2 * finder.head.length);
    expect(finder.head).toBe(pieces.join(''));
  });

  it('stops after a limit of white space, and stores little of it', () => {
    const finder = createFormatFinder();
    let taken = finder.take(' ');
    for (let i = 0; i < 100 && taken.ok; i++) taken = finder.take(' '.repeat(1_000));
    expect(taken).toMatchObject({ ok: false, error: { code: 'empty_file' } });
    expect(finder.head.length).toBeLessThan(100_000);
  });
});
