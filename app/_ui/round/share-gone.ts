/** The share of a round's time that has passed, 0 to 1; null without both ends. */
export function shareGone(opensAt: string | null, closesAt: string | null, now: Date): number | null {
  if (opensAt === null || closesAt === null) return null;
  const [start, end] = [Date.parse(opensAt), Date.parse(closesAt)];
  return Math.min(1, Math.max(0, (now.getTime() - start) / (end - start)));
}
