import type { Nodes, Root, Table } from 'mdast';
import { cellsMax, type MarkdownFault, nestingMax } from './markdown-fault';

/** What only holds others together; one level of a list is a list and its item. */
const frames: ReadonlySet<Nodes['type']> = new Set([
  'root',
  'list',
  'table',
  'tableRow',
  'tableCell',
  'paragraph',
  'heading',
]);

/** What would make too much of a text, however short it is. It walks without recursion: the tree may be deeper than the stack. */
export function findExcess(root: Root): MarkdownFault | null {
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
