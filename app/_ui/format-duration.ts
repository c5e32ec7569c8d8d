const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];

/** `20 d 7 h`, `7 h 12 min`, `12 min`; never below a minute. */
export function formatDuration(durationMs: number): string {
  const days = Math.floor(durationMs / dayMs);
  const hours = Math.floor((durationMs % dayMs) / hourMs);
  const minutes = Math.floor((durationMs % hourMs) / minuteMs);
  if (days > 0) return `${days}\u00a0d\u00a0${hours}\u00a0h`;
  if (hours > 0) return `${hours}\u00a0h\u00a0${minutes}\u00a0min`;
  return `${Math.max(1, minutes)}\u00a0min`;
}
