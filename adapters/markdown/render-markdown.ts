import type { Nodes as HtmlNodes, Root as HtmlRoot } from 'hast';
import type { Nodes, Root, Table } from 'mdast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { ok, type Result, refuse } from '@/lib/core/result';

/** The reason why a text isn't rendered as Markdown. Lines count from 1. */
export type MarkdownFault =
  | { readonly code: 'too_deep'; readonly line: number }
  | { readonly code: 'table_too_large'; readonly line: number }
  | { readonly code: 'too_much' }
  | { readonly code: 'too_slow' };

/** Maximum depth of nested lists, quotations, emphasis and links. */
export const nestingMax = 16;

/**
 * Maximum number of cells in a text's tables. A table counts its width times its height, because the parser
 * fills up short rows.
 */
export const cellsMax = 5000;

/**
 * Maximum length of the HTML in UTF-16 units. A text of 20,000 characters that are all escaped becomes
 * 120,000; links by reference can repeat a long address any number of times.
 */
export const htmlLengthMax = 200_000;

/** Message for the text's author: the fault, and how to fix it. */
export function describeMarkdownFault(fault: MarkdownFault): string {
  switch (fault.code) {
    case 'too_deep':
      return `at line ${fault.line}, lists, quotations or emphasis are nested more than ${nestingMax} levels within one another; use fewer levels`;
    case 'table_too_large':
      return `with the table at line ${fault.line}, the text has more than ${cellsMax.toLocaleString('en')} cells; leave rows or columns out`;
    case 'too_much':
      return `it makes more than ${htmlLengthMax.toLocaleString('en')} characters of HTML; use fewer or shorter links`;
    case 'too_slow':
      return 'its marks take too long to read; use fewer brackets, asterisks and nested lists';
  }
}

/** External links get `rel="nofollow"`. */
export function markExternalLinks() {
  return (tree: HtmlRoot): void => mark(tree);
}

function mark(node: HtmlNodes): void {
  if (node.type === 'element' && node.tagName === 'a') {
    const { href } = node.properties;
    if (typeof href === 'string' && /^(https?:)?\/\//i.test(href))
      node.properties.rel = ['nofollow', 'noopener'];
  }
  if ('children' in node) for (const child of node.children) mark(child);
}

/** A text as pages show it: safe HTML, and its first sentence without Markdown. */
export type RenderedMarkdown = { readonly html: string; readonly summary: string };

/** Images are not allowed: their host would learn who reads the page. */
const schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img'),
};

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

const toSafeTree = unified()
  .use(remarkRehype)
  .use(rehypeSanitize, schema)
  .use(markExternalLinks)
  .use(rehypeStringify)
  .freeze();

/**
 * A maintainer's Markdown as safe HTML: raw HTML, scripts, handlers, images and addresses other than web, mail and relative ones
 * are dropped, and external links get `nofollow`.
 *
 * The parser's time grows with the square of some texts' length, and worse: call it where its time is bounded.
 */
export function renderMarkdown(markdown: string): Result<RenderedMarkdown, MarkdownFault> {
  const line = findLineTooDeep(markdown);
  if (line !== null) return refuse({ code: 'too_deep', line });
  const tree = parser.parse(markdown);
  const excess = findExcess(tree);
  if (excess) return refuse(excess);
  const html = formatHtml(tree);
  return html.length > htmlLengthMax
    ? refuse({ code: 'too_much' })
    : ok({ html, summary: formatSummary(tree) });
}

const formatHtml = (tree: Root): string => toSafeTree.stringify(toSafeTree.runSync(tree));

/**
 * Maximum number of list and quotation markers on a line. It is far above the nesting limit, so that code
 * that looks like nesting passes; the parser overflows its stack at thousands, after seconds.
 */
const markersMax = 100;

/** The marker that begins a quotation or a list item. */
const marker = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/y;

/** A line of markers and spaces alone is a horizontal rule, not a list. */
const rule = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;

/** Returns the first line with more list and quotation markers than the parser can handle, or null. */
function findLineTooDeep(markdown: string): number | null {
  const at = markdown
    .split(/\r\n?|\n/)
    .findIndex((line) => countMarkers(line) > markersMax && !rule.test(line));
  return at < 0 ? null : at + 1;
}

function countMarkers(line: string): number {
  marker.lastIndex = 0;
  let count = 0;
  while (marker.test(line)) count += 1;
  return count;
}

/** Maximum length of a summary in UTF-16 units; a list of benchmarks shows many summaries. */
const summaryLengthMax = 300;

/** Bidi controls would reorder the text after the summary in a list or a feed. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;

/** The first sentence of the first paragraph, without Markdown and cut where it is long; empty without a paragraph. */
function formatSummary({ children }: Root): string {
  const paragraph = children.find(({ type }) => type === 'paragraph');
  const text = paragraph ? textOf(paragraph).replace(bidiControls, '').replace(/\s+/g, ' ').trim() : '';
  return cut(text.match(/^.+?[.?!](?=\s+\p{Lu}|$)/u)?.[0] ?? text);
}

function textOf(node: Nodes): string {
  if (node.type === 'image' || node.type === 'html') return '';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** Cuts a text at a space if possible, and never within a character. */
function cut(text: string): string {
  if (text.length <= summaryLengthMax) return text;
  const head = text.slice(0, summaryLengthMax).replace(/[\ud800-\udbff]$/, '');
  const space = head.lastIndexOf(' ');
  return `${space > summaryLengthMax / 2 ? head.slice(0, space) : head}…`;
}

/**
 * Nodes that only contain other nodes. One level of a Markdown list consists of two nodes, the list and its
 * item.
 */
const frames: ReadonlySet<Nodes['type']> = new Set([
  'root',
  'list',
  'table',
  'tableRow',
  'tableCell',
  'paragraph',
  'heading',
]);

/**
 * Finds a construct whose HTML would be too large, however short its text is. The walk isn't recursive,
 * because the tree may be deeper than the stack allows.
 */
function findExcess(root: Root): MarkdownFault | null {
  const waiting: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }];
  let cellCount = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    const line = node.position?.start.line ?? 1;
    if (node.type === 'table') cellCount += countCells(node);
    if (cellCount > cellsMax) return { code: 'table_too_large', line };
    if (!('children' in node)) continue;
    const inside = frames.has(node.type) ? depth : depth + 1;
    if (inside > nestingMax) return { code: 'too_deep', line };
    for (const child of node.children.toReversed()) waiting.push({ node: child, depth: inside });
  }
  return null;
}

const countCells = ({ children, align }: Table): number =>
  children.length * Math.max(align?.length ?? 0, children[0]?.children.length ?? 0);
