import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openDocumentLibrary } from './document-library';
import { renderDocument } from './render-document';

const library = openDocumentLibrary();
const find = (address: string) => {
  const document = library.find(address);
  if (document === null) throw new Error(`no document at ${address}`);
  return document;
};
/** Addresses of the links between documents, with their anchors. */
const listLinks = (html: string): string[] =>
  [...html.matchAll(/ href="((?:\/docs|#)[^"]*)"/g)].map(([, href]) => href!.replaceAll('&#x26;', '&'));

describe('document library', () => {
  it('serves every Markdown file of docs', () => {
    const files = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    );
    expect(files.length).toBeGreaterThan(40);
    const addresses = files.map((name) => name.replace(/(?:^|\/)README\.md$/, '').replace(/\.md$/, ''));
    expect(library.addresses).toEqual(expect.arrayContaining(addresses));
  });

  it('returns null for an address outside docs', () => {
    for (const address of ['no-such', '../package', 'api', '../README', 'constructor'])
      expect(library.find(address)).toBeNull();
  });

  it('links every document from the index or from another document', () => {
    const linked = new Set(
      library.addresses.flatMap((address) =>
        listLinks(find(address).html).map((href) => href.replace(/#.*/, '').replace(/^\/docs\/?/, '')),
      ),
    );
    expect(library.addresses.filter((address) => !linked.has(address))).toEqual([]);
  });

  it('defines a word of the glossary in plain text, by each of its names', () => {
    const definition = library.define('linked teams');
    expect(definition).toMatch(/^teams that maintainers hold to be the same people/);
    expect(definition).not.toMatch(/[[\]`]/);
    expect(library.define('owner')).toBe(library.define('auditor'));
    expect(library.define('no such word')).toBeNull();
  });

  it.each(library.addresses)('renders %s with a title and without broken links', (address) => {
    const { title, html, ids } = find(address);
    expect(title).not.toBe('');
    const broken = listLinks(html).filter((href) => {
      const [path = '', anchor] = href.split('#');
      if (path === '/docs/api') return false;
      const target = path === '' ? { ids } : library.find(path.replace(/^\/docs\/?/, ''));
      return target === null || (anchor !== undefined && !target.ids.has(decodeURIComponent(anchor)));
    });
    expect(broken).toEqual([]);
    expect(html).not.toMatch(/\]\(|href="[^/#h]/);
  });
});

describe('rendered document', () => {
  const render = (markdown: string) =>
    renderDocument(markdown, {
      toHref: (target) => (target === 'a.md' ? '/docs/a' : null),
      toImage: () => null,
    });

  it('has GitHub’s anchors at its headings, with a number for equal headings', () => {
    const { title, sections, ids, html } = render('# Title\n\n## What’s `new`?\n\n## Same\n\n### Same');
    expect(title).toBe('Title');
    expect(sections.map(({ id }) => id)).toEqual(['whats-new', 'same']);
    expect([...ids]).toEqual(['whats-new', 'same', 'same-1']);
    expect(html).not.toContain('<h1');
  });

  it('keeps only the text of a link to a file that the site doesn’t serve', () => {
    const { html } = render('# T\n\n[one](a.md) [two](../lib/b.ts) [three](https://x.org)');
    expect(html).toContain('<a href="/docs/a">one</a> <span>two</span>');
    expect(html).toContain('rel="nofollow noopener"');
  });

  it('shows the description of an image that can’t be shown, and no raw HTML', () => {
    const { html } = render('# T\n\n![A curve](x.gif)\n\n<script>1</script>');
    expect(html).toContain('<em>A curve</em>');
    expect(html).not.toContain('script');
  });
});
