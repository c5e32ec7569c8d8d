/**
 * Heights for labels that want to stand at these heights: in their order, no two nearer than `distance`, all between top and bottom as
 * far as there is room, and each as near to where it wants to be as one pass down and one up bring it.
 */
export function spreadLabels(
  wanted: readonly number[],
  { distance, top, bottom }: { distance: number; top: number; bottom: number },
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let least = top;
  for (const i of order) {
    placed[i] = Math.max(placed[i]!, least);
    least = placed[i]! + distance;
  }
  let most = bottom;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i]!, most);
    most = placed[i]! - distance;
  }
  return placed;
}
