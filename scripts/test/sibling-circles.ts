/** An import: who imports, and what; paths from the root of the repository. */
export type Arrow = { readonly from: string; readonly to: string };

/**
 * Folders of one parent that import each other, at any depth: neither can be read, moved or left out without the other.
 *
 * @returns a line for each such pair with an import of each direction, in the order of the folders' names
 */
export function findSiblingCircles(arrows: readonly Arrow[]): string[] {
  const examples = new Map<string, Arrow>();
  for (const arrow of arrows) {
    const siblings = findSiblings(arrow);
    if (siblings && !examples.has(siblings.join(' → '))) examples.set(siblings.join(' → '), arrow);
  }
  return [...examples.keys()].sort().flatMap((key) => {
    const [from, to] = key.split(' → ') as [string, string];
    const back = examples.get(`${to} → ${from}`);
    if (!back || from > to) return [];
    const there = examples.get(key)!;
    return [`${from} ⇄ ${to}: ${there.from} → ${there.to}, ${back.from} → ${back.to}`];
  });
}

/** The first folders on the two paths that differ; null where one file lies beside or above the other's folder. */
function findSiblings({ from, to }: Arrow): [string, string] | null {
  const [a, b] = [from.split('/'), to.split('/')];
  const depth = a.findIndex((name, i) => name !== b[i]);
  if (depth < 0 || depth >= a.length - 1 || depth >= b.length - 1) return null;
  return [a.slice(0, depth + 1).join('/'), b.slice(0, depth + 1).join('/')];
}
