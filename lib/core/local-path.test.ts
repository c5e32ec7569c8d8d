import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPath } from './local-path';

describe('localPath', () => {
  it('keeps a path of the site with its query', () => {
    expect(localPath('/benchmarks/late-flights-2001/submit?team=a%20b')).toBe(
      '/benchmarks/late-flights-2001/submit?team=a%20b',
    );
  });

  it('returns the front page for anything that a browser would resolve to another site', () => {
    for (const asked of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      ' /x',
      'https://evil.example',
      'javascript:alert(1)',
      undefined,
      ['/a'],
      `/${'a'.repeat(600)}`,
    ])
      expect(localPath(asked)).toBe('/');
  });

  it('never leads to another origin, for any input', () => {
    const pieces = fc.array(
      fc.constantFrom('/', '\\', '\t', '\n', 'evil.example', ':', '@', '?', '#', '.', ' '),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(new URL(localPath(parts.join('')), 'http://localhost:3000').origin).toBe(
          'http://localhost:3000',
        );
      }),
    );
  });
});
