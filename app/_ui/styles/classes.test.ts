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
    // Takes only selectors, which come before a brace, so that no number or URL counts as a class.
    .flatMap((css) => [...css.matchAll(/([^{};]*)\{/g)].map(([, selector]) => selector!))
    .flatMap((selector) => [...selector.matchAll(/\.(-?[a-zA-Z_][\w-]*)/g)].map(([, name]) => name!)),
);

/** True for a class that marks an element for the `group-…` variants of its descendants and has no rule of its own. */
const isGroupAnchor = (name: string): boolean => name === 'group' || name.startsWith('group/');

/** All classes in `className="…"`, except those that are composed at run time. */
const written = new Set(
  [...allSource.matchAll(/className="([^"]*)"/g)]
    .flatMap(([, words]) => words!.split(/\s+/))
    .filter((name) => name !== '' && !isGroupAnchor(name)),
);

/** True if some source file contains the class, or the class's prefix before a placeholder, as in `is-${outcome}`. */
function isUsed(name: string): boolean {
  if (new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(allSource)) return true;
  const beginning = /^\w+-/.exec(name)?.[0];
  return beginning !== undefined && allSource.includes(`${beginning}\${`);
}

describe('hand-written classes', () => {
  it('have a component that uses them', () => {
    expect([...handWritten].filter((name) => !isUsed(name))).toEqual([]);
  });

  it('have names of at least four letters', () => {
    expect([...handWritten].filter((name) => name.length < 4)).toEqual([]);
  });

  it('define, together with the utilities of the theme, every class that a component uses', async () => {
    const theme = readFileSync(join(stylesDir, 'theme.css'), 'utf8');
    const tailwind = readFileSync('node_modules/tailwindcss/theme.css', 'utf8');
    const utilities = await loadDesignSystem(`${tailwind}\n${theme}\n@tailwind utilities;`);
    const unknown = [...written].filter((name) => !handWritten.has(name));
    const compiled = utilities.candidatesToCss(unknown);
    expect(unknown.filter((_, i) => compiled[i] === null)).toEqual([]);
  });
});
