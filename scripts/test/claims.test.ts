import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

type Row = { readonly text: string; readonly files: readonly string[]; readonly last: string };

/**
 * Lists the rows of three cells below a heading of docs/claims.md: a text, its file, and the rest, which may be
 * `same` as that of the row above.
 */
function listRows(document: string): Row[] {
  let last = '';
  return document.split('\n').flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    if (cells.length !== 5 || cells[1] === 'text' || /^-+$/.test(cells[1]!)) return [];
    if (cells[3] !== 'same') last = cells[3]!;
    return [{ text: flatten(cells[1]!), files: listQuoted(cells[2]!), last }];
  });
}

/** Lists paths in backticks. */
const listQuoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path!);

/** Reduces a page's source to its visible text: without tags, comments and line breaks. */
const flatten = (source: string): string =>
  source
    .replaceAll(/\{\/\*.*?\*\/\}|\/\*.*?\*\/|(?<![:'"`])\/\/[^\n]*/gs, ' ')
    .replaceAll("{' '}", ' ')
    .replaceAll(/<\/?[a-z][^<>]*>/g, '')
    .replaceAll(/<\/?[A-Z](?:[^<>=]|=>|=)*?>/g, keepTexts)
    .replaceAll('&amp;', '&')
    .replaceAll(/&nbsp;|\u00a0|\\u00a0/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * Keeps the strings that a tag passes to a component, since they may be visible texts; attributes of an HTML
 * element are dropped.
 */
const keepTexts = (tag: string): string =>
  [...tag.matchAll(/"([^"]*\s[^"]*)"/g)].map(([, text]) => ` ${text} `).join('');

/** Matches a statement of probability: a percentage in figures, or words of chance. */
const stated =
  /\d %|\b(?:in|of) 1?,?[0-9]?00\b|\bof all (?:rounds|test sets)\b|\b(?:in|of) twenty\b|\bby chance\b|\bchance (?:alone|gives|lets)\b|\b(?:the|with) probability\b/g;

const [claimed, exempt] = read('docs/claims.md').split('## What states no probability');
const claims = listRows(claimed!);
const others = listRows(exempt!);

describe('docs/claims.md', () => {
  it.each(claims)('names a page that contains the text: $text', ({ text, files }) => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(flatten(read(file)), file).toContain(text);
  });

  it.each(claims)('names an existing test or bench for the text: $text', ({ last }) => {
    const paths = listQuoted(last).filter((path) => !path.startsWith('npm run '));
    const scripts = listQuoted(last).filter((path) => path.startsWith('npm run '));
    expect(paths.length + scripts.length).toBeGreaterThan(0);
    const sources = paths.map((path) => read(path));
    for (const script of scripts)
      expect(JSON.parse(read('package.json')).scripts).toHaveProperty([script.slice('npm run '.length)]);
    for (const [, name] of last.matchAll(/“([^”]+)”/g))
      expect(
        sources.some((source) => source.includes(name!)),
        `a test called ${name}`,
      ).toBe(true);
  });

  it('lists every text with a percentage, “of 100” or “by chance” that a page shows', () => {
    const known = [...claims, ...others];
    const unknown = listShown().flatMap((path) => {
      const text = flatten(read(path));
      const spans = known
        .filter(({ files }) => files.includes(path))
        .flatMap((row) => listSpans(text, row.text));
      return [...text.matchAll(stated)]
        .filter(({ index }) => !spans.some(([from, to]) => from <= index && index < to))
        .map(({ index }) => `${path}: ${text.slice(Math.max(0, index - 60), index + 40)}`);
    });
    expect(unknown).toEqual([]);
  });

  it('exempts no text that pages no longer contain', () => {
    for (const { text, files } of others)
      for (const file of files) expect(flatten(read(file)), file).toContain(text);
  });
});

function listSpans(text: string, part: string): [number, number][] {
  const spans: [number, number][] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    spans.push([at, at + part.length]);
  return spans;
}

/** Lists the source files of visible texts: pages, and core modules that compose sentences for them. */
function listShown(): string[] {
  const below = (folder: string) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path}`,
    );
  return [
    ...below('app').filter((path) => /\.tsx?$/.test(path)),
    ...below('lib/core').filter((path) => /\/(describe|check)-[a-z-]+\.ts$/.test(path)),
  ].filter((path) => !path.includes('.test.'));
}
