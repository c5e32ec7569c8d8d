import type { RoundState } from '@/lib/core/round/round-state';
import type { Actor } from '@/services/access/caller';
import { createRound } from '@/services/round/create';
import { closeRound, openRound } from '@/services/round/openings';
import { sealRound } from '@/services/round/seal';
import { listMaintainedRounds } from '@/services/round/view';
import { runCheckTestSet } from '@/worker/sealing/run-check-test-set';
import { runSealRound } from '@/worker/sealing/run-seal-round';
import { formRequest } from './form-request';
import type { TestSite } from './make-test-site';
import { formatTestSet, makeBinaryItems } from './synthetic-items';
import { unwrap } from './unwrap';
import { waitUntil } from './wait-until';

/** Uploads a test set and seals the round. A scorer must be running. @returns the round's number */
export async function makeSealedRound(
  maintainer: Actor,
  slug: string,
  testSet: string | Uint8Array,
): Promise<number> {
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

/** Uploads a test set, seals the round and opens it. A scorer must be running. @returns the round's number */
export async function makeOpenRound(
  maintainer: Actor,
  slug: string,
  testSet: string | Uint8Array,
): Promise<number> {
  const number = await makeSealedRound(maintainer, slug, testSet);
  unwrap(await openRound(maintainer, slug, number));
  await awaitState(maintainer, slug, number, 'open');
  return number;
}

/**
 * Polls for the state, since a request waits for the scorer only for a limited time, and a large test set on a busy machine
 * takes longer.
 */
const awaitState = (maintainer: Actor, slug: string, number: number, state: RoundState) =>
  waitUntil(async () =>
    unwrap(await listMaintainedRounds(maintainer, slug)).some(
      (r) => r.number === number && r.state === state,
    ),
  );

/**
 * Uploads and seals a round, closes the round before it and opens the new one. A scorer must be running. @returns the new
 * round's number
 */
export async function openNextRound(
  maintainer: Actor,
  slug: string,
  testSet: string | Uint8Array,
): Promise<number> {
  const number = await makeSealedRound(maintainer, slug, testSet);
  unwrap(await closeRound(maintainer, slug, number - 1, { reason: 'It has run long enough' }));
  unwrap(await openRound(maintainer, slug, number));
  return number;
}

/** Uploads and seals a small round by running the scorer's jobs directly, without a running scorer. */
export async function sealRoundOf(
  site: TestSite,
  maintainer: Actor,
  slug: string,
  metadata: object = {},
): Promise<string> {
  const request = formRequest(
    { title: 'A round', ...metadata },
    'test_set',
    formatTestSet(makeBinaryItems(10)),
  );
  const { number } = unwrap(await createRound(maintainer, slug, request));
  const [row] = await site.superuser<{ id: string }[]>`
    select round_id as id from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
  if (!row) throw new Error('an uploaded round is not there');
  await runCheckTestSet(site.scorer, { roundId: row.id });
  await runSealRound(site.scorer, { roundId: row.id, ids: 'kept' });
  return row.id;
}
