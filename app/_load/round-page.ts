import { notFound } from 'next/navigation';
import { cache } from 'react';
import { type RoundView, roundNumber } from '@/lib/contracts/round';
import { findRound } from '@/services/round/find';

/** The round of an address, read once a request; an address without one is a page not found. */
export const requireRoundPage = cache(async (slug: string, number: string): Promise<RoundView> => {
  const found = await findRound(slug, roundNumber(number));
  return found.ok ? found.value : notFound();
});
