/** A SHA-256 in lines of four groups of four, so that two of them can be compared by eye. */
export function formatHash(sha256: string): string[] {
  const groups = sha256.match(/.{1,4}/g) ?? [];
  const lines: string[] = [];
  for (let i = 0; i < groups.length; i += 4) lines.push(groups.slice(i, i + 4).join(' '));
  return lines;
}
