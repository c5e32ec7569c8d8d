/** A chance as so many of 100; never 0 or 100 of what is neither. */
export function formatOfHundred(chance: number): string {
  if (chance > 0 && chance < 0.005) return '< 1';
  if (chance < 1 && chance > 0.995) return '> 99';
  return String(Math.round(100 * chance));
}
