import { describe, expect, it } from 'vitest';
import { formatLede, formatMarkdown } from './markdown';

describe('formatMarkdown', () => {
  it('drops scripts, handlers, frames and javascript addresses', () => {
    const html = formatMarkdown(
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

  it('shows no image, so that no other host learns who reads', () => {
    expect(formatMarkdown('before ![a](https://example.org/a.png) after')).not.toContain('example.org');
  });

  it('marks links that leave the site, and only those', () => {
    expect(formatMarkdown('[a](https://example.org)')).toContain('rel="nofollow noopener"');
    expect(formatMarkdown('[a](//example.org)')).toContain('rel="nofollow noopener"');
    expect(formatMarkdown('[a](/demo/data.csv)')).not.toContain('rel=');
  });

  it('keeps headings, lists, code and tables', () => {
    const html = formatMarkdown('## Rules\n\n- one\n\n`x`\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(html).toMatch(/<h2>.*<li>.*<code>x<\/code>.*<table>/s);
  });
});

describe('formatLede', () => {
  it('gives the first sentence without marks', () => {
    expect(formatLede('# Title\n\nWill **it** rain? Say [so](https://example.org).\n\nMore.')).toBe(
      'Will it rain?',
    );
  });

  it('does not break at an abbreviation or a decimal', () => {
    expect(formatLede('Predict loads above 1.5 kW, e.g. at noon, for 14 zones.')).toBe(
      'Predict loads above 1.5 kW, e.g. at noon, for 14 zones.',
    );
  });

  it('is empty without a paragraph', () => {
    expect(formatLede('')).toBe('');
  });
});
