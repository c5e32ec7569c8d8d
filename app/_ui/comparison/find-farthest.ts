import type { RoundComparisonView } from '@/lib/contracts/round-comparison';

type Version = RoundComparisonView['versions'][number];
export type FarVersion = { readonly version: Version; readonly words: string };

/**
 * The versions farthest from the line on either side, in the words of whoever reads the figure. Nothing without a line, and of fewer than
 * five versions: of so few one is always far off.
 */
export function findFarthest(versions: readonly Version[]): readonly FarVersion[] {
  const beyond = versions.flatMap((version) =>
    version.fitted ? [{ version, by: version.later.score - version.fitted.later }] : [],
  );
  if (beyond.length < 5) return [];
  const [lowest, highest] = [
    beyond.reduce((least, one) => (one.by < least.by ? one : least)),
    beyond.reduce((most, one) => (one.by > most.by ? one : most)),
  ];
  return [
    { version: lowest.version, words: 'lowest for its level' },
    { version: highest.version, words: 'highest' },
  ];
}
