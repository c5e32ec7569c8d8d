import type { Nodes, Root } from 'mdast';

/** UTF-16 units: a list of benchmarks shows many. */
const summaryLengthMax = 300;

/** They would reorder what a list or a feed has behind the summary. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;

/** The first sentence of the first paragraph, without its marks and cut where it is long; empty where there is no paragraph. */
export function formatSummary({ children }: Root): string {
  const paragraph = children.find(({ type }) => type === 'paragraph');
  const text = paragraph ? textOf(paragraph).replace(bidiControls, '').replace(/\s+/g, ' ').trim() : '';
  return cut(text.match(/^.+?[.?!](?=\s+\p{Lu}|$)/u)?.[0] ?? text);
}

function textOf(node: Nodes): string {
  if (node.type === 'image' || node.type === 'html') return '';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** At a space where there is one, and never within a character. */
function cut(text: string): string {
  if (text.length <= summaryLengthMax) return text;
  const head = text.slice(0, summaryLengthMax).replace(/[\ud800-\udbff]$/, '');
  const space = head.lastIndexOf(' ');
  return `${space > summaryLengthMax / 2 ? head.slice(0, space) : head}…`;
}
