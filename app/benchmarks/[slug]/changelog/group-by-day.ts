/** Entries under their UTC day, `YYYY-MM-DD`, in the order they come in; each day stands there once in a sorted list. */
export function groupByDay<T extends { at: string }>(entries: readonly T[]): { day: string; entries: T[] }[] {
  const days: { day: string; entries: T[] }[] = [];
  for (const entry of entries) {
    const day = entry.at.slice(0, 'YYYY-MM-DD'.length);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
