/** A box by its middle. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };

/** Distance from which a neighbour doesn't disturb. */
const clearFrom = 14;

/** The first of the boxes that is as far from all points as any, up to what disturbs. Throws without a box. */
export function placeLabel<B extends Box>(boxes: readonly B[], points: readonly Point[]): B {
  const [first] = boxes;
  if (!first) throw new RangeError('no place to choose from');
  let best = first;
  let room = -1;
  for (const box of boxes) {
    const nearest = points.reduce((least, point) => Math.min(least, measureDistance(box, point)), clearFrom);
    if (nearest > room) [best, room] = [box, nearest];
  }
  return best;
}

/** From a point to the nearest edge of a box; 0 inside. */
function measureDistance({ x, y, width, height }: Box, point: Point): number {
  return Math.hypot(
    Math.max(0, Math.abs(point.x - x) - width / 2),
    Math.max(0, Math.abs(point.y - y) - height / 2),
  );
}
