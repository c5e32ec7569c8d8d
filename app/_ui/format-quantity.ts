/** A number of bytes in decimal units, for example `812 B`, `12.3 kB` or `4.56 MB`. */
export function formatBytes(byteCount: number): string {
  if (byteCount < 1000) return `${byteCount} B`;
  return byteCount < 1_000_000
    ? `${(byteCount / 1000).toFixed(1)} kB`
    : `${(byteCount / 1_000_000).toFixed(2)} MB`;
}

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];

/** A duration, for example `20 d 7 h`, `7 h 12 min` or `12 min`; at least a minute. */
export function formatDuration(durationMs: number): string {
  const days = Math.floor(durationMs / dayMs);
  const hours = Math.floor((durationMs % dayMs) / hourMs);
  const minutes = Math.floor((durationMs % hourMs) / minuteMs);
  if (days > 0) return `${days}\u00a0d\u00a0${hours}\u00a0h`;
  if (hours > 0) return `${hours}\u00a0h\u00a0${minutes}\u00a0min`;
  return `${Math.max(1, minutes)}\u00a0min`;
}

/** Replaces the space before each per cent sign by a no-break space. */
export const keepPercent = (text: string): string => text.replaceAll(' %', '\u00a0%');
