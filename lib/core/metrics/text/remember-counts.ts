import type { TextScorable } from '../scorable/scorable';

/**
 * Counts of a set of texts, made at the first call and kept as long as the set: score, interval and outcomes are made of the
 * same counts, and tokenising costs more than all three.
 */
export function rememberCounts<T>(count: (s: TextScorable) => T): (s: TextScorable) => T {
  const known = new WeakMap<TextScorable, { readonly counts: T }>();
  return (s) => {
    const found = known.get(s) ?? { counts: count(s) };
    known.set(s, found);
    return found.counts;
  };
}
