import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { waitUntil } from './wait-until';

/** A closed round's official ranking, once it is there. A scorer must be running. */
export const awaitOfficial = (slug: string, number: number) =>
  waitUntil(async () => {
    const found = await findLeaderboard(slug, number);
    return found.ok && found.value.part === 'final' && found.value;
  });
