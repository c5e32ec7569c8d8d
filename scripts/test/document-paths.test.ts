import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** A repository path, or a script of `package.json`, that a document mentions. */
type Mention = { readonly kind: 'path' | 'script'; readonly name: string; readonly line: number };

type Repository = { readonly paths: ReadonlySet<string>; readonly scripts: readonly string[] };

/** Placeholders for file names, which documents may use. */
const EXAMPLES = new Set(['x.test.ts', 'x.db.test.ts']);
/**
 * Extensions that only files of the repository have; `items.csv` or `archive.json` without a folder means a
 * file of the reader's.
 */
const SOURCE = /\.(tsx?|[cm]?js|py|css|sql|md|svg)$/;
const PATH = /^[\w.@<>[\]*…-]+(\/[\w.@<>[\]*…-]*)*$/;
/** Matches a placeholder in a name: `<metric>`, `…`, `*`. */
const ANY = /<[^>]*>|…|\*+/;

/**
 * Lists the paths and scripts that a Markdown document mentions: targets of links, and code that begins with
 * a folder of the repository or has an extension of sources.
 * @param document the document's path in the repository @param folders names of the repository's top-level
 * folders
 */
function listMentions(document: string, text: string, folders: ReadonlySet<string>): Mention[] {
  let fenced = false;
  return text.split('\n').flatMap((content, i) => {
    const line = i + 1;
    if (content.startsWith('```')) fenced = !fenced;
    const isCode = fenced || content.startsWith('    ');
    const code = isCode ? [content] : [...content.matchAll(/`([^`]+)`/g)].map((span) => span[1]!);
    return [
      ...(isCode ? [] : listLinks(document, content)).map((name): Mention => ({ kind: 'path', name, line })),
      ...code
        .flatMap((span) => listPaths(span, folders))
        .map((name): Mention => ({ kind: 'path', name, line })),
      ...code.flatMap(listScripts).map((name): Mention => ({ kind: 'script', name, line })),
    ];
  });
}

/**
 * True if the repository has the path or script. A path may be a folder, or a file's path without its
 * extension, which test runners accept.
 */
function isThere({ kind, name }: Mention, { paths, scripts }: Repository): boolean {
  if (kind === 'script') return scripts.some((script) => toPattern(name, '$').test(script));
  if (paths.has(name)) return true;
  const pattern = toPattern(name, SOURCE.test(name) ? '$' : '($|[./])');
  return [...paths].some((path) => pattern.test(path));
}

function listLinks(document: string, line: string): string[] {
  return [...line.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((link) => link[1]!.replace(/#.*/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => posix.join(posix.dirname(document), target).replace(/\/$/, ''));
}

function listPaths(code: string, folders: ReadonlySet<string>): string[] {
  return code
    .split(/[\s"'(),;:=|]+/)
    .filter((word) => PATH.test(word) && !word.startsWith('.data') && !EXAMPLES.has(word))
    .filter((word) => SOURCE.test(word) || (word.includes('/') && folders.has(word.split('/')[0]!)))
    .map((word) => word.replace(/\/$/, ''));
}

function listScripts(code: string): string[] {
  return [...code.matchAll(/npm run (?:--\S+ )*([\w:<>-]+)/g)].map((command) => command[1]!);
}

function toPattern(name: string, end: string): RegExp {
  const parts = name.split(new RegExp(ANY, 'g')).map((part) => part.replace(/[.[\]+]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}${end}`);
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Generated files, as in `.gitignore`. */
const IGNORED = new Set(['.git', 'node_modules', '.next', '.data', 'test-results', 'playwright-report']);

describe('Markdown documents', () => {
  const paths = new Set(listTree(''));
  const folders = new Set([...paths].filter((path) => path.includes('/')).map((path) => path.split('/')[0]!));
  const { scripts }: { scripts: object } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const repository = { paths, scripts: Object.keys(scripts) };

  it.each([...paths].filter((path) => path.endsWith('.md')))(
    '%s mentions only paths that exist',
    (document) => {
      const mentions = listMentions(document, readFileSync(join(root, document), 'utf8'), folders);
      const missing = mentions.filter((mention) => !isThere(mention, repository));
      expect(missing.map(({ name, line }) => `${document}:${line} ${name}`)).toEqual([]);
    },
  );

  it('include every benchmark program in research/README.md', () => {
    const text = readFileSync(join(root, 'research/README.md'), 'utf8');
    const missing = Object.keys(scripts).filter(
      (name) => /^(bench|research):/.test(name) && !new RegExp(`npm run ${name}(?![\\w:-])`).test(text),
    );
    expect(missing).toEqual([]);
  });

  function listTree(folder: string): string[] {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => folder !== '' || !IGNORED.has(entry.name))
      .flatMap((entry: Dirent) => {
        const path = folder ? `${folder}/${entry.name}` : entry.name;
        return entry.isDirectory() ? [path, ...listTree(path)] : [path];
      });
  }
});

describe('check of document paths', () => {
  const folders = new Set(['lib', 'docs']);
  const repository = {
    paths: new Set(['lib', 'lib/core', 'lib/core/quota.ts', 'docs', 'docs/errata.md']),
    scripts: ['bench:losses'],
  };
  const listMissing = (text: string) =>
    listMentions('docs/audit.md', text, folders)
      .filter((mention) => !isThere(mention, repository))
      .map(({ name }) => name);

  it.each([
    ['a file that is gone', '`lib/core/slots.ts`', 'lib/core/slots.ts'],
    ['a file without its folder', 'as `quota.ts` says', 'quota.ts'],
    ['a folder that is gone', '`lib/ladder/`', 'lib/ladder'],
    ['a gone document behind a link', '[leaks](leaks.md#words)', 'docs/leaks.md'],
    ['a kind of file of which there is none', '`lib/core/<noun>.sql`', 'lib/core/<noun>.sql'],
    ['a gone path in a command', '`npx vitest run lib/core/flags`', 'lib/core/flags'],
    ['a gone path in a block of commands', '```sh\nnpx tsx lib/main.ts\n```', 'lib/main.ts'],
    ['a script that is gone', '`npm run bench:pairs`', 'bench:pairs'],
  ])('refuses %s', (_, text, name) => expect(listMissing(text)).toEqual([name]));

  it('accepts an existing path, a placeholder, a reader’s data file and a path outside the repository', () => {
    expect(
      listMissing(
        [
          '`lib/core/quota.ts`, `lib/core/<noun>.ts`, `…/quota.ts`, [errata](errata.md#keys), `lib/core/quota`',
          '`x.test.ts`, `items.csv`, `.data/keys/scorer.identity`, `/api/v1/openapi.json`, `https://x.org/a.md`',
          '[text](https://x.org/a.md), `npm run --silent bench:<name>`, `rounds/<round>/inputs`',
        ].join('\n'),
      ),
    ).toEqual([]);
  });
});
