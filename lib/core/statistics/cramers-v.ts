/**
 * Cramér's V of two columns of categories, √(χ²/(n·(min(r, c) − 1))) over the rows and columns that occur, without a correction for
 * chance (Cramér 1946, Mathematical Methods of Statistics, § 21.9): 0 for independent columns, 1 where the one with more categories
 * fixes the other. 0 where one of them has a single category, and for no items.
 * @param first category of each item, from 0, as `second`
 */
export function computeCramersV(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const n = first.length;
  if (second.length !== n) throw new RangeError(`columns of ${n} and ${second.length} items`);
  const rows = countCategories(first);
  const columns = countCategories(second);
  const smaller = Math.min(rows.size, columns.size);
  if (smaller < 2) return 0;
  const cells = new Map<string, number>();
  for (let i = 0; i < n; i++) {
    const cell = `${first[i]} ${second[i]}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  // χ² = n·(Σ nᵢⱼ²/(nᵢ·nⱼ) − 1), so empty cells need no term.
  let sum = 0;
  for (const [cell, count] of cells) {
    const [row, column] = cell.split(' ').map(Number);
    sum += (count * count) / (rows.get(row!)! * columns.get(column!)!);
  }
  return Math.sqrt(Math.max(0, sum - 1) / (smaller - 1));
}

function countCategories(column: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < column.length; i++) counts.set(column[i]!, (counts.get(column[i]!) ?? 0) + 1);
  return counts;
}
