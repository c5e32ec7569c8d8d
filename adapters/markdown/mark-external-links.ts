import type { Nodes, Root } from 'hast';

/** External links get `rel="nofollow"`. */
export function markExternalLinks() {
  return (tree: Root): void => mark(tree);
}

function mark(node: Nodes): void {
  if (node.type === 'element' && node.tagName === 'a') {
    const { href } = node.properties;
    if (typeof href === 'string' && /^(https?:)?\/\//i.test(href))
      node.properties.rel = ['nofollow', 'noopener'];
  }
  if ('children' in node) for (const child of node.children) mark(child);
}
