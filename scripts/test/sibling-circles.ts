/** An import: who imports, and what; paths from the root of the repository. */
export type Arrow = { readonly from: string; readonly to: string };

/**
 * Folders of one parent that import each other, at any depth: neither can be read, moved or left out without the other.
 *
 * @returns a line for each such pair with an import of each direction, in the order of the folders' names
 */
export function findSiblingCircles(arrows: readonly Arrow[]): string[] {
  const examples = new Map<string, { siblings: Arrow; there: Arrow }>();
  for (const there of arrows) {
    const siblings = findSiblings(there);
    if (siblings && !examples.has(keyOf(siblings))) examples.set(keyOf(siblings), { siblings, there });
  }
  const inOrder = [...examples].sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.flatMap(([, { siblings, there }]) => {
    const { from, to } = siblings;
    const back = examples.get(keyOf({ from: to, to: from }))?.there;
    if (!back || from > to) return [];
    return [`${from} ⇄ ${to}: ${there.from} → ${there.to}, ${back.from} → ${back.to}`];
  });
}

const keyOf = ({ from, to }: Arrow): string => `${from} → ${to}`;

/** The first folders in which the two paths differ; null where one file is in the other's folder or above it. */
function findSiblings({ from, to }: Arrow): Arrow | null {
  const [a, b] = [from.split('/'), to.split('/')];
  const depth = a.findIndex((name, i) => name !== b[i]);
  if (depth < 0 || depth >= a.length - 1 || depth >= b.length - 1) return null;
  return { from: a.slice(0, depth + 1).join('/'), to: b.slice(0, depth + 1).join('/') };
}
