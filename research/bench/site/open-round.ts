import { waitUntil } from '@/testing/wait-until';
import { call } from './call';
import type { Site } from './with-site';

/** Uploads, checks, seals and opens the benchmark's next round, which closes in a day. */
export async function openRound(
  site: Site,
  token: string,
  { slug, number, title, testSet }: { slug: string; number: number; title: string; testSet: string },
): Promise<void> {
  const form = new FormData();
  form.set('metadata', JSON.stringify({ title }));
  form.set('test_set', new Blob([testSet]), 'test-set.csv');
  await call(site, token, `/benchmarks/${slug}/rounds`, form);
  const act = (name: string, body: object) =>
    call(site, token, `/benchmarks/${slug}/rounds/${number}/${name}`, body);
  // Its check takes a moment.
  await waitUntil(() => act('seal', {}).catch(() => false), { everyMs: 1_000 });
  const closesAt = new Date(Date.now() + 86_400_000).toISOString();
  await waitUntil(() => act('open', { closes_at: closesAt }).catch(() => false), { everyMs: 1_000 });
}
