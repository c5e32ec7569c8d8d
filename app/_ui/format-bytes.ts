/** A size in decimal units: `812 B`, `12.3 kB`, `4.56 MB`. */
export function formatBytes(byteCount: number): string {
  if (byteCount < 1000) return `${byteCount} B`;
  return byteCount < 1_000_000
    ? `${(byteCount / 1000).toFixed(1)} kB`
    : `${(byteCount / 1_000_000).toFixed(2)} MB`;
}
