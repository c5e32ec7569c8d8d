import { webPlatform } from '@/adapters/web-platform';
import { isNewerRound } from '@/lib/core/round/is-newer-round';
import type { PublicRound } from '@/lib/core/round/round';

/** What is provisional, frozen or invalidated goes nowhere else. */
export const isOfficial = ({ state }: PublicRound): boolean => state === 'closed' || state === 'revealed';

/**
 * The official round before one that is official too, of rounds that were read already; `findRankedRoundBefore` asks the database.
 * @param rounds of the benchmark, newest first
 */
export const findRoundBefore = (
  rounds: readonly PublicRound[],
  round: PublicRound,
): PublicRound | undefined =>
  isOfficial(round) ? rounds.find((other) => isOfficial(other) && isNewerRound(round, other)) : undefined;

export const absoluteUrl = (path: string): string => new URL(path, webPlatform().environment.PUBLIC_URL).href;

export const urlOfRound = (slug: string, number: number): string =>
  absoluteUrl(`/benchmarks/${slug}/rounds/${number}`);
