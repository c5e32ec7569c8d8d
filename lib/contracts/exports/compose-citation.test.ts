import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { composeCitation, findDoi } from './compose-citation';

const cited = {
  benchmark: { slug: 'rain', title: 'Rain & snow', links: [{ url: 'https://rain.example' }] },
  round: { number: 3, title: 'April' },
  publishedAt: '2026-04-30T12:00:00Z',
  model: null,
  itemCount: 2800,
  url: 'https://example.org/benchmarks/rain/rounds/3',
};

test('composeCitation cites a ranking with its round', () => {
  expect(composeCitation(cited).bibtex).toBe(
    [
      '@misc{tidemark-rain-r3,',
      '  title = {Rain \\& snow, round 3 (April)},',
      '  year = 2026,',
      '  month = 4,',
      '  howpublished = {\\url{https://example.org/benchmarks/rain/rounds/3}},',
      '  note = {Tidemark, final split, 2800 items},',
      '}',
    ].join('\n'),
  );
});

test('composeCitation cites a model with its team and score, with any characters in its name', () => {
  const model = { name: '100% \\input{x}_^~$', team: 'North {1}', score: '68.41 (65.91–70.80)' };
  const text = composeCitation({ ...cited, model }).bibtex;
  expect(text).toContain('author = {North \\textbraceleft{}1\\textbraceright{}},');
  expect(text).toContain(
    'April): 100\\% \\textbackslash{}input\\textbraceleft{}x\\textbraceright{}\\_\\textasciicircum{}\\textasciitilde{}\\$, 68.41 (65.91–70.80)}',
  );
});

test('composeCitation escapes braces in names, so that no name ends a BibTeX field', () => {
  const team = 'A} , title = "Forged", year = 1900';
  const { bibtex } = composeCitation({ ...cited, model: { name: '}{', team, score: '1' } });
  let depth = 0;
  const depths = [...bibtex].map((sign) => {
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    return depth;
  });
  expect(depths.at(-1)).toBe(0);
  // The nesting depth of braces is 1 inside the BibTeX entry up to its last character, so each field closes its braces on
  // its own line.
  expect(Math.min(...depths.slice(5, -1))).toBe(1);
  for (const line of bibtex.split('\n').slice(1, -1))
    expect([...line].filter((sign) => sign === '{').length).toBe(
      [...line].filter((sign) => sign === '}').length,
    );
});

test('composeCitation writes a valid Citation File with any characters in names', () => {
  const title = '"quoted": {x}\n- y #z';
  const model = { name: 'yes', team: '@&*!|>%', score: '68.41 (65.91–70.80)' };
  expect(parse(composeCitation({ ...cited, benchmark: { ...cited.benchmark, title }, model }).cff)).toEqual({
    'cff-version': '1.2.0',
    message: expect.any(String),
    type: 'dataset',
    title: `${title}, round 3 (April): yes, 68.41 (65.91–70.80)`,
    authors: [{ name: '@&*!|>%' }],
    version: 'round 3',
    'date-released': '2026-04-30',
    url: cited.url,
    abstract: 'Tidemark, final split, 2800 items',
  });
});

test('composeCitation names the DOI to which the maintainers link', () => {
  const links = [{ url: 'https://example.org/10.1000/182' }, { url: 'https://doi.org/10.1000/a_182' }];
  const { bibtex, cff } = composeCitation({ ...cited, benchmark: { ...cited.benchmark, links } });
  expect(bibtex).toContain('  doi = {10.1000/a\\_182},');
  expect(parse(cff).doi).toBe('10.1000/a_182');
  expect(findDoi([{ url: 'https://doi.org.evil.example/10.1000/182' }])).toBeNull();
  expect(composeCitation(cited).bibtex).not.toContain('doi');
});
