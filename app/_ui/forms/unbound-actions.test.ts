import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const components = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
  .map((name) => ({ name, text: readFileSync(join('app', name), 'utf8') }));

const findIn = (pattern: RegExp) =>
  components.flatMap(({ name, text }) => [...text.matchAll(pattern)].map((found) => `${name}: ${found[0]}`));

/** Without JavaScript, Next 16.4 never responds to a refused POST of a bound action (vercel/next.js issue 57867). */
describe('forms that may be refused', () => {
  it('exist in the searched files', () => {
    expect(findIn(/useActionState\(/g).length).toBeGreaterThan(8);
  });

  it('pass no bound action to useActionState', () => {
    expect(findIn(/useActionState\(\s*[^,;]*?(?:\.bind\(|=>|\bfunction\b)/g)).toEqual([]);
  });

  it('receive no bound action by a prop; only a plain form element may', () => {
    expect(findIn(/<(?!form\b)\w+(?:\s+[\w-]+(?:=(?:"[^"]*"|\{[^}]*\}))?)*?\s+\w+=\{\w+\.bind\(/g)).toEqual(
      [],
    );
    expect(findIn(/\bconst\s+\w+\s*=\s*\w+\.bind\(null/g)).toEqual([]);
  });
});
