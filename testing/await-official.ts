import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { waitUntil } from './wait-until';

/** Waits for a closed round's official ranking. A scorer must be running. */
export const awaitOfficial = (slug: string, number: number) =>
  waitUntil(async () => {
    const found = await findLeaderboard(slug, number);
    return found.ok && found.value.split === 'final' && found.value;
  });
