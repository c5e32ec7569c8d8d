import type { Actor } from '@/services/access/caller';
import { closeRound, openRound } from '@/services/round/openings';
import { makeSealedRound } from './make-round';
import { unwrap } from './unwrap';

/** Closes the previous round and requests the opening of this one. @returns its number. A scorer must be running. */
export async function openNextRound(maintainer: Actor, slug: string, testSet: string): Promise<number> {
  const number = await makeSealedRound(maintainer, slug, testSet);
  unwrap(await closeRound(maintainer, slug, number - 1, { reason: 'It has run long enough' }));
  unwrap(await openRound(maintainer, slug, number));
  return number;
}
