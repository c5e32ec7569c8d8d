import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { __unstable__loadDesignSystem as loadDesignSystem } from 'tailwindcss';
import { describe, expect, it } from 'vitest';

const stylesDir = 'app/_ui/styles';
const sources = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => readFileSync(join('app', name), 'utf8'));
const allSource = sources.join('\n');

const withoutComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, '');
const handWritten = new Set(
  readdirSync(stylesDir)
    .filter((name) => name.endsWith('.css'))
    .map((name) => withoutComments(readFileSync(join(stylesDir, name), 'utf8')))
    // Only selectors: what stands before a brace, so that no number or URL is taken for a class.
    .flatMap((css) => [...css.matchAll(/([^{};]*)\{/g)].map(([, selector]) => selector!))
    .flatMap((selector) => [...selector.matchAll(/\.(-?[a-zA-Z_][\w-]*)/g)].map(([, name]) => name!)),
);

/** Marks an element for the `group-…` variants of what is in it; has no rule of its own. */
const isGroupAnchor = (name: string): boolean => name === 'group' || name.startsWith('group/');

/** The words of every `className="…"`; a class that is put together at run time can't be seen here. */
const written = new Set(
  [...allSource.matchAll(/className="([^"]*)"/g)]
    .flatMap(([, words]) => words!.split(/\s+/))
    .filter((name) => name !== '' && !isGroupAnchor(name)),
);

/** A class is asked for by its name, or by a beginning that is completed at run time: `is-${outcome}`. */
function isAskedFor(name: string): boolean {
  if (new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(allSource)) return true;
  const beginning = /^\w+-/.exec(name)?.[0];
  return beginning !== undefined && allSource.includes(`${beginning}\${`);
}

describe('hand-written classes', () => {
  it('are asked for by some component, each of them', () => {
    expect([...handWritten].filter((name) => !isAskedFor(name))).toEqual([]);
  });

  it('have names of four letters at least', () => {
    expect([...handWritten].filter((name) => name.length < 4)).toEqual([]);
  });

  it('or utilities of the theme define every class that a component writes', async () => {
    const theme = readFileSync(join(stylesDir, 'theme.css'), 'utf8');
    const tailwind = readFileSync('node_modules/tailwindcss/theme.css', 'utf8');
    const utilities = await loadDesignSystem(`${tailwind}\n${theme}\n@tailwind utilities;`);
    const unknown = [...written].filter((name) => !handWritten.has(name));
    const compiled = utilities.candidatesToCss(unknown);
    expect(unknown.filter((_, i) => compiled[i] === null)).toEqual([]);
  });
});
