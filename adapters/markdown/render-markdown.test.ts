import { describe, expect, it } from 'vitest';
import { unwrap } from '@/testing/unwrap';
import { renderMarkdown } from './render-markdown';

const htmlOf = (markdown: string) => unwrap(renderMarkdown(markdown)).html;

const summaryOf = (markdown: string) => unwrap(renderMarkdown(markdown)).summary;

const faultOf = (markdown: string) => {
  const rendered = renderMarkdown(markdown);
  return rendered.ok ? null : rendered.error;
};

describe('rendered HTML', () => {
  it('has no scripts, handlers, frames and javascript addresses', () => {
    const html = htmlOf(
      [
        '<script>alert(1)</script>',
        '<b onclick="alert(1)">bold</b>',
        '<iframe src="https://example.org"></iframe>',
        '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d]( javascript:alert(1))',
        '<svg onload=alert(1)>',
      ].join('\n\n'),
    );
    expect(html).not.toMatch(/script|onclick|onload|iframe|svg|data:/i);
  });

  it('contains no image, so that no other host learns who reads the page', () => {
    expect(htmlOf('before ![a](https://example.org/a.png) after')).not.toContain('example.org');
  });

  it('marks links that leave the site, and no others', () => {
    expect(htmlOf('[a](https://example.org)')).toContain('rel="nofollow noopener"');
    expect(htmlOf('[a](//example.org)')).toContain('rel="nofollow noopener"');
    expect(htmlOf('[a](/demo/data.csv)')).not.toContain('rel=');
  });

  it('keeps headings, lists, code and tables', () => {
    const html = htmlOf('## Rules\n\n- one\n\n`x`\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(html).toMatch(/<h2>.*<li>.*<code>x<\/code>.*<table>/s);
  });
});

describe('summary of a text', () => {
  it('takes the first sentence without Markdown', () => {
    expect(summaryOf('# Title\n\nWill **it** rain? Say [so](https://example.org).\n\nMore.')).toBe(
      'Will it rain?',
    );
  });

  it('does not break at an abbreviation or a decimal', () => {
    expect(summaryOf('Predict loads above 1.5 kW, e.g. at noon, for 14 zones.')).toBe(
      'Predict loads above 1.5 kW, e.g. at noon, for 14 zones.',
    );
  });

  it('keeps the order of the remaining text', () => {
    expect(summaryOf('To the \u202eright\u202c, \u2066alone\u2069, always. And more.')).toBe(
      'To the right, alone, always.',
    );
  });

  it('returns an empty string for a text without a paragraph', () => {
    expect(summaryOf('')).toBe('');
  });

  it('cuts a long sentence at a space, and never within a character', () => {
    expect(summaryOf('word '.repeat(4000))).toBe(`${'word '.repeat(60).trimEnd()}…`);
    expect(summaryOf(`x${'🦉'.repeat(400)}`)).toBe(`x${'🦉'.repeat(149)}…`);
  });
});

describe('Markdown renderer with its limits', () => {
  const tooDeep = (line: number) => ({ code: 'too_deep', line });

  it.each([
    ['1) '.repeat(6600), 1],
    ['>'.repeat(20_000), 1],
    [`Fine.\r\n\r\n${'- '.repeat(300)}x`, 3],
    [Array.from({ length: 130 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'), 17],
    [Array.from({ length: 99 }, (_, i) => `${'>'.repeat(i + 1)} a`).join('\n'), 17],
    [`Fine.\n\n${'*a '.repeat(40)}${'b* '.repeat(40)}`, 3],
  ])('refuses nesting that is too deep, with its line, before parsing: %#', (markdown, line) => {
    expect(faultOf(markdown)).toEqual(tooDeep(line));
  });

  it.each([
    '- '.repeat(10_000),
    '* * * '.repeat(300),
    `\`\`\`\n${'>'.repeat(90)}\n\`\`\``,
    `${'> '.repeat(16)}a`,
    `${'- '.repeat(16)}a`,
  ])('accepts a rule, code and sixteen levels of nesting: %#', (markdown) => {
    expect(faultOf(markdown)).toBeNull();
  });

  it('refuses a table with too many cells, with its line, empty cells of short rows included', () => {
    const table = (columns: number, rows: number) =>
      `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|a\n'.repeat(rows)}`;
    expect(faultOf(`Fine.\n\n${table(1000, 4)}`)).toBeNull();
    expect(faultOf(`Fine.\n\n${table(1000, 10)}`)).toEqual({ code: 'table_too_large', line: 3 });
    expect(faultOf(`${table(700, 5)}\n\n${table(700, 5)}`)).toEqual({ code: 'table_too_large', line: 10 });
  });

  it('refuses a long link target that references repeat into megabytes of HTML', () => {
    expect(faultOf(`[a]: /${'x'.repeat(3000)}\n\n${'[a] '.repeat(100)}`)).toEqual({ code: 'too_much' });
  });
});
