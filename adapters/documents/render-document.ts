import type { Element, Nodes, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { markExternalLinks } from '../markdown/render-markdown';

type Heading = { readonly id: string; readonly title: string };

export type RenderedDocument = {
  readonly title: string;
  /** The document without its title. Headings have GitHub's ids, so that anchors work on both sites. */
  readonly html: string;
  /** Headings of the second level. */
  readonly sections: readonly Heading[];
  readonly ids: ReadonlySet<string>;
};

export type DocumentLinks = {
  /** @returns the address of a link's target, or null if the site doesn't serve it: then only its text is shown */
  readonly toHref: (target: string) => string | null;
  /** @returns an image as a data URL, or null to show its description */
  readonly toImage: (target: string) => string | null;
};

/**
 * Converts the site's own Markdown documents to HTML. Raw HTML is dropped; files of the repository are
 * trusted, so nothing else needs sanitising.
 */
export function renderDocument(markdown: string, links: DocumentLinks): RenderedDocument {
  const found: { title: string; sections: Heading[]; ids: Set<string> } = {
    title: '',
    sections: [],
    ids: new Set(),
  };
  const rewrite = () => (tree: Root) => {
    tree.children = tree.children.filter((node) => {
      if (node.type !== 'element' || node.tagName !== 'h1' || found.title !== '') return true;
      found.title = textOf(node);
      return false;
    });
    visit(tree, (element) => {
      if (/^h[1-6]$/.test(element.tagName)) nameHeading(element);
      if (element.tagName === 'a') rewriteLink(element, links);
      if (element.tagName === 'img') rewriteImage(element, links);
      // Wide tables scroll on a phone, so keyboard users must be able to focus them.
      if (element.tagName === 'table' || element.tagName === 'pre') element.properties.tabIndex = 0;
    });
  };
  const nameHeading = (element: Element) => {
    const title = textOf(element);
    const id = uniqueId(title, found.ids);
    found.ids.add(id);
    element.properties.id = id;
    if (element.tagName === 'h2') found.sections.push({ id, title });
  };
  const html = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkRehype)
    .use(rewrite)
    .use(markExternalLinks)
    .use(rehypeStringify)
    .processSync(markdown);
  return { ...found, html: String(html) };
}

/** A heading's anchor, as GitHub computes it. */
function uniqueId(title: string, taken: ReadonlySet<string>): string {
  const id = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
  let unique = id;
  for (let i = 1; taken.has(unique); i++) unique = `${id}-${i}`;
  return unique;
}

function rewriteLink(element: Element, { toHref }: DocumentLinks): void {
  const { href } = element.properties;
  if (typeof href !== 'string' || /^(?:[a-z]+:|#)/i.test(href)) return;
  const address = toHref(href);
  if (address === null) {
    element.tagName = 'span';
    element.properties = {};
  } else element.properties.href = address;
}

function rewriteImage(element: Element, { toImage }: DocumentLinks): void {
  const { src, alt } = element.properties;
  const image = typeof src === 'string' ? toImage(src) : null;
  if (image !== null) {
    element.properties.src = image;
    return;
  }
  element.tagName = 'em';
  element.properties = {};
  element.children = [{ type: 'text', value: typeof alt === 'string' ? alt : '' }];
}

function visit(node: Nodes, see: (element: Element) => void): void {
  if (node.type === 'element') see(node);
  if ('children' in node) for (const child of node.children) visit(child, see);
}

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
