import type { RoundState } from '@/lib/core/round/round';
import type { Actor } from '@/services/access/caller';
import { createRound } from '@/services/round/create';
import { openRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { listMaintainedRounds } from '@/services/round/view';
import { formRequest } from './form-request';
import { unwrap } from './unwrap';
import { waitUntil } from './wait-until';

/** Uploads a test set and seals it. A scorer must be running. */
export async function makeSealedRound(maintainer: Actor, slug: string, testSet: string): Promise<number> {
  const { number } = unwrap(
    await createRound(maintainer, slug, formRequest({ title: 'A round' }, 'test_set', testSet)),
  );
  await waitUntil(async () =>
    unwrap(await listMaintainedRounds(maintainer, slug)).some((r) => r.number === number && r.check !== null),
  );
  unwrap(await sealRound(maintainer, slug, number));
  await awaitState(maintainer, slug, number, 'sealed');
  return number;
}

/** Uploads a test set, seals it and opens the round. A scorer must be running. */
export async function makeOpenRound(maintainer: Actor, slug: string, testSet: string): Promise<number> {
  const number = await makeSealedRound(maintainer, slug, testSet);
  unwrap(await openRound(maintainer, slug, number));
  await awaitState(maintainer, slug, number, 'open');
  return number;
}

/** Requests wait for the scorer for a limited time, and a large test set on a busy machine takes longer. */
const awaitState = (maintainer: Actor, slug: string, number: number, state: RoundState) =>
  waitUntil(async () =>
    unwrap(await listMaintainedRounds(maintainer, slug)).some(
      (r) => r.number === number && r.state === state,
    ),
  );
