import { posix } from 'node:path';

/** A path from the root of the repository, or a script of `package.json`, named by a document. */
export type Mention = { readonly kind: 'path' | 'script'; readonly name: string; readonly line: number };

export type Repository = { readonly paths: ReadonlySet<string>; readonly scripts: readonly string[] };

/** Placeholders for file names in a document. */
const EXAMPLES = new Set(['x.test.ts', 'x.db.test.ts']);
/** Extensions that only a repository's files have; a bare `items.csv` or `archive.json` is a reader's own. */
const SOURCE = /\.(tsx?|[cm]?js|py|css|sql|md|svg)$/;
const PATH = /^[\w.@<>[\]*…-]+(\/[\w.@<>[\]*…-]*)*$/;
/** A placeholder in a name: `<metric>`, `…`, `*`. */
const ANY = /<[^>]*>|…|\*+/;

/**
 * The paths and scripts that a Markdown document names: targets of links, and code that begins with a folder of the repository or
 * ends like a source.
 *
 * @param document its path from the root of the repository
 * @param folders names of the folders at the root
 */
export function listMentions(document: string, text: string, folders: ReadonlySet<string>): Mention[] {
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

/** True if the repository has it. A path may be a folder, or a file's without its extension, as test runners accept it. */
export function isThere({ kind, name }: Mention, { paths, scripts }: Repository): boolean {
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
