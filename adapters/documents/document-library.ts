import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RenderedDocument, renderDocument } from './render-document';

export type DocumentLibrary = {
  /** Addresses below `/docs`, without a leading slash; the index is `''`. */
  readonly addresses: readonly string[];
  readonly find: (address: string) => RenderedDocument | null;
  /** The glossary's definition of a word as plain text, without references. */
  readonly define: (word: string) => string | null;
};

const repository = fileURLToPath(new URL('../..', import.meta.url));
/** Documents outside `docs`, by their addresses. */
const elsewhere: readonly (readonly [address: string, path: string])[] = [
  ['readme', 'README.md'],
  ['contributing', 'CONTRIBUTING.md'],
  ['security', 'SECURITY.md'],
  ['research', 'research/README.md'],
];

/**
 * The repository's documents as the site serves them at `/docs`. Each is rendered at its first request and
 * then cached, since documents change only with the code. A folder's `README.md` has the folder's address.
 */
export function openDocumentLibrary(root: string = repository): DocumentLibrary {
  const paths = new Map<string, string>([...listDocs(root), ...elsewhere]);
  const addresses = new Map([...paths].map(([address, path]) => [path, address]));
  const rendered = new Map<string, RenderedDocument>();
  let glossary: ReadonlyMap<string, string> | undefined;

  const hrefOf = (path: string): string | null => {
    const address = addresses.get(path) ?? addresses.get(`${path}/README.md`);
    if (address === undefined) return null;
    return address === '' ? '/docs' : `/docs/${address}`;
  };
  const render = (path: string): RenderedDocument => {
    const resolve = (target: string) => posix.join(posix.dirname(path), target).replace(/\/$/, '');
    return renderDocument(readFileSync(join(root, path), 'utf8'), {
      toHref: (target) => {
        const [, file = '', hash = ''] = /^([^#]*)(#.*)?$/.exec(target) ?? [];
        const href = hrefOf(resolve(decodeURI(file)));
        return href === null ? null : href + hash;
      },
      toImage: (target) => readImage(join(root, resolve(target))),
    });
  };

  return {
    addresses: [...paths.keys()],
    find: (address) => {
      const path = paths.get(address);
      if (path === undefined) return null;
      const document = rendered.get(address) ?? render(path);
      rendered.set(address, document);
      return document;
    },
    define: (word) => {
      glossary ??= readGlossary(readFileSync(join(root, 'docs/glossary.md'), 'utf8'));
      return glossary.get(word) ?? null;
    },
  };
}

/** Parses the glossary's tables: each row has one or several words, and their definition. */
function readGlossary(markdown: string): Map<string, string> {
  return new Map(
    markdown.split('\n').flatMap((line) => {
      const [, words, meaning] = /^\| ([^|]+) \| ([^|]+) \|/.exec(line) ?? [];
      if (words === undefined || meaning === undefined) return [];
      const plain = meaning
        .replaceAll(/ \(\[[^\]]*\]\([^)]*\)\)/g, '')
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(/[`*]/g, '');
      return words.split(', ').map((word) => [word.replaceAll('`', ''), plain] as const);
    }),
  );
}

function listDocs(root: string): [address: string, path: string][] {
  return readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => [name.replace(/(?:^|\/)README\.md$/, '').replace(/\.md$/, ''), `docs/${name}`]);
}

function readImage(path: string): string | null {
  const type = path.endsWith('.svg') ? 'image/svg+xml' : path.endsWith('.png') ? 'image/png' : null;
  if (type === null || !existsSync(path)) return null;
  return `data:${type};base64,${readFileSync(path).toString('base64')}`;
}
