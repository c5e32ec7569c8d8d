/**
 * Whether some nodes can be cut from the rest below a limit: the least g(S) = Σ_y min(n_y(S), n_y(rest)) over all sets S of nodes but the
 * empty one and all of them. A concave function of counts is submodular, and S and the rest have the same g, so that Queyranne 1998
 * (Math. Program. 82:3–12) finds it: in an order in which each next node u has the least g(W ∪ u) − g(u), W those before, the last node is
 * best cut from the last but one by itself. Then the two are made one. Nodes that share as many items as the limit are made one at once.
 *
 * @param rows of each node the counts n_y, whole numbers; O(k³) sums over y, of which few are needed where nodes share many
 */
export function hasCutBelow(rows: readonly Float64Array[], limit: number): boolean {
  const totals = addRows(rows);
  const measure = (counts: Float64Array): number => {
    let sum = 0;
    for (let y = 0; y < totals.length; y++) sum += Math.min(counts[y]!, totals[y]! - counts[y]!);
    return sum;
  };
  let nodes = [...rows];
  while (nodes.length > 1) {
    nodes = joinAlike(nodes, limit);
    if (nodes.length === 1) return false;
    const [last, before, ...others] = orderNodes(nodes, measure).reverse();
    if (measure(last!) < limit) return true;
    nodes = [addRows([last!, before!]), ...others];
  }
  return false;
}

function addRows(rows: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let y = 0; y < sums.length; y++) sums[y]! += row[y]!;
  return sums;
}

/** No cut below the limit parts two nodes that share so many items; begins with the largest node. */
function joinAlike(nodes: readonly Float64Array[], limit: number): Float64Array[] {
  const sizeOf = (row: Float64Array) => row.reduce((sum, count) => sum + count, 0);
  let [joined, ...others] = [...nodes].sort((a, b) => sizeOf(b) - sizeOf(a));
  for (let before = Infinity; others.length < before; ) {
    before = others.length;
    const apart: Float64Array[] = [];
    for (const row of others) {
      let shared = 0;
      for (let y = 0; y < row.length && shared < limit; y++) shared += Math.min(row[y]!, joined![y]!);
      if (shared >= limit) joined = addRows([joined!, row]);
      else apart.push(row);
    }
    others = apart;
  }
  return [joined!, ...others];
}

function orderNodes(
  nodes: readonly Float64Array[],
  measure: (counts: Float64Array) => number,
): Float64Array[] {
  const [first, ...left] = nodes.map((row) => ({ row, alone: measure(row) }));
  const ordered = [first!.row];
  let within = first!.row;
  while (left.length > 0) {
    let [best, least] = [0, Infinity];
    for (const [i, { row, alone }] of left.entries()) {
      const gain = measure(addRows([within, row])) - alone;
      if (gain < least) [best, least] = [i, gain];
    }
    const { row } = left.splice(best, 1)[0]!;
    ordered.push(row);
    within = addRows([within, row]);
  }
  return ordered;
}
