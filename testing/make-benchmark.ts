import { randomBytes } from 'node:crypto';
import type { RoundState } from '@/lib/core/round/round-state';
import type { Actor } from '@/services/access/caller';
import { createBenchmark } from '@/services/benchmark/create';
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

/**
 * Creates a binary benchmark with generous quotas, as its maintainer would. @param wishes other values of the API's fields
 * @returns its slug
 */
export async function makeBenchmark(maintainer: Actor, wishes: object = {}): Promise<string> {
  const { slug } = unwrap(
    await createBenchmark(maintainer, {
      slug: `test-${randomBytes(4).toString('hex')}`,
      title: 'Test benchmark',
      task: 'binary',
      classes: ['no', 'yes'],
      metric: 'accuracy',
      quota_per_round: 1000,
      quota_per_day: 100,
      feedback_policy: 'exact',
      feedback_share: 0.4,
      ...wishes,
    }),
  );
  return slug;
}

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
  const { roundId } = await findRoundIds(site, slug, number);
  await runCheckTestSet(site.scorer, { roundId });
  await runSealRound(site.scorer, { roundId, ids: 'kept' });
  return roundId;
}

export async function findRoundIds(
  site: TestSite,
  slug: string,
  number = 1,
): Promise<{ roundId: string; benchmarkId: string }> {
  const [row] = await site.superuser<{ roundId: string; benchmarkId: string }[]>`
    select round_id as "roundId", benchmark_id as "benchmarkId" from rounds join benchmarks using (benchmark_id)
    where slug = ${slug} and number = ${number}`;
  if (!row) throw new Error(`${slug} has no round ${number}`);
  return row;
}
