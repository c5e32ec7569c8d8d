import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** No images: one from elsewhere would tell its host who reads the page. */
const schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img'),
};

const toHtml = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize, schema)
  .use(markExternalLinks)
  .use(rehypeStringify)
  .freeze();

const toTree = unified().use(remarkParse).use(remarkGfm).freeze();

/**
 * Markdown of a maintainer as safe HTML: raw HTML, scripts, handlers, images and addresses other than web, mail and
 * relative ones are dropped, and links that leave the site vouch for nothing.
 */
export function formatMarkdown(markdown: string): string {
  return String(toHtml.processSync(markdown));
}

/** The first sentence of the first paragraph, without its marks; empty where there is no paragraph. */
export function formatLede(markdown: string): string {
  const paragraph = toTree.parse(markdown).children.find(({ type }) => type === 'paragraph');
  const text = paragraph ? textOf(paragraph).replace(/\s+/g, ' ').trim() : '';
  return text.match(/^.+?[.?!](?=\s+\p{Lu}|$)/u)?.[0] ?? text;
}

type TextNode = { type: string; value?: string; children?: readonly TextNode[] };

function textOf(node: TextNode): string {
  if (node.type === 'image' || node.type === 'html') return '';
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

type ElementNode = {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: ElementNode[];
};

function markExternalLinks() {
  return (tree: ElementNode): void => mark(tree);
}

function mark(node: ElementNode): void {
  const href = node.tagName === 'a' ? node.properties?.href : undefined;
  if (node.properties && typeof href === 'string' && /^(https?:)?\/\//i.test(href))
    node.properties.rel = ['nofollow', 'noopener'];
  for (const child of node.children ?? []) mark(child);
}
