import type { Actor } from '@/services/access/caller';
import { createRound } from '@/services/round/create';
import { runCheckTestSet } from '@/worker/sealing/run-check-test-set';
import { runSealRound } from '@/worker/sealing/run-seal-round';
import { formRequest } from './form-request';
import type { TestSite } from './make-test-site';
import { formatTestSet, makeBinaryItems } from './synthetic-items';
import { unwrap } from './unwrap';

/** Uploads and seals a small round without a running scorer. */
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
