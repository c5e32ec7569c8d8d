import type { Root } from 'mdast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { ok, type Result, refuse } from '@/lib/core/result';
import { findExcess } from './find-excess';
import { findLineTooDeep } from './find-line-too-deep';
import { formatSummary } from './format-summary';
import { markExternalLinks } from './mark-external-links';
import { htmlLengthMax, type MarkdownFault } from './markdown-fault';

/** A text as pages show it: safe HTML, and its first sentence without marks. */
export type RenderedMarkdown = { readonly html: string; readonly summary: string };

/** No images: one from elsewhere would tell its host who reads the page. */
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
 * Markdown of a maintainer as safe HTML: raw HTML, scripts, handlers, images and addresses other than web, mail and
 * relative ones are dropped, and links that leave the site vouch for nothing.
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
