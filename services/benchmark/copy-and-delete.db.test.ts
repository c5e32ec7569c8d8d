import { describe, expect, it } from 'vitest';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeSealedRound } from '@/testing/make-benchmark';
import { giveRole, makeOutsiders, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { createWebhook } from '../account/webhooks';
import { deliverNotices } from '../publication/deliver-notices';
import { createRound } from '../round/create';
import { announce } from './announce';
import { copyBenchmark } from './create';
import { deleteBenchmark } from './delete';
import { findBenchmark } from './view';

const site = provideTestSite();
const maintainer = providePerson(site);

const idOf = async (slug: string): Promise<string> => {
  const [row] = await site.superuser<{ id: string }[]>`
    select benchmark_id as id from benchmarks where slug = ${slug}`;
  if (!row) throw new Error('no such benchmark');
  return row.id;
};

describe('copying a benchmark', () => {
  it('copies texts, task and settings, and makes the maintainer its owner', async () => {
    const settings = {
      description: 'Owls.',
      metric: 'balanced_accuracy',
      secondary_metrics: ['accuracy'],
      quota_per_round: 7,
      license: 'CC-BY-4.0',
      columns: [{ name: 'size', type: 'number', unit: 'cm', text: 'wing' }],
    };
    const slug = await makeBenchmark(maintainer, settings);
    const other = await makePerson(site);
    await giveRole(site, slug, other, 'maintainer');
    const copy = unwrap(await copyBenchmark(other, slug, { slug: `${slug}-b`, title: 'Owls again' }));
    expect(copy).toMatchObject({
      ...settings,
      slug: `${slug}-b`,
      title: 'Owls again',
      schedule: { cadence: { kind: 'none' } },
      open_round: null,
    });
    const people = await site.superuser`
      select user_id, role from benchmark_maintainers where benchmark_id = ${await idOf(`${slug}-b`)}`;
    expect(people).toEqual([{ user_id: other.userId, role: 'owner' }]);
  });

  it('requires a maintainer, and an address that is free', async () => {
    const slug = await makeBenchmark(maintainer);
    const wanted = { slug: `${slug}-b`, title: 'Copy' };
    for (const [actor, kind] of await makeOutsiders(site, slug))
      expect(await copyBenchmark(actor, slug, wanted)).toMatchObject(refusedAs(kind));
    expect(await copyBenchmark(maintainer, slug, { ...wanted, slug })).toMatchObject(refusedAs('slug_taken'));
  });
});

describe('deleting a benchmark', () => {
  it('removes its drafts and their files, records an audit event, and frees the address', async () => {
    const slug = await makeBenchmark(maintainer, { rules: 'Be fair.' });
    const id = await idOf(slug);
    unwrap(await createWebhook(maintainer, { url: 'https://example.org/hook' }));
    unwrap(await announce(maintainer, slug, { title: 'Soon', text: 'It begins soon.', to: 'followers' }));
    await deliverNotices(site.web);
    // A benchmark with rules, an entry list and a class code, stored as the services store them.
    await site.superuser`insert into entry_addresses (benchmark_id, address) values (${id}, 'a@example.org')`;
    await site.superuser`
      insert into entrants (benchmark_id, user_id, way, state) values (${id}, ${maintainer.userId}, 'list', 'entered')`;
    unwrap(
      await createRound(
        maintainer,
        slug,
        formRequest({ title: 'Draft' }, 'test_set', formatTestSet(makeBinaryItems(10))),
      ),
    );
    const [round] = await site.superuser`select round_id from rounds where benchmark_id = ${id}`;
    const file = `rounds/${round?.round_id}/test-set.age`;
    expect(await site.web.objects.has(file)).toBe(true);
    unwrap(await deleteBenchmark(maintainer, slug));
    expect(await findBenchmark(maintainer, slug)).toMatchObject(refusedAs('not_found'));
    expect(await site.web.objects.has(file)).toBe(false);
    expect(
      await site.superuser`
        select act, user_id, detail ->> 'slug' as slug from audit_events where benchmark_id = ${id} and act = 'benchmark_deleted'`,
    ).toEqual([{ act: 'benchmark_deleted', user_id: maintainer.userId, slug }]);
    await makeBenchmark(maintainer, { slug });
  });

  it('requires a maintainer of the benchmark', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const [actor, kind] of await makeOutsiders(site, slug))
      expect(await deleteBenchmark(actor, slug)).toMatchObject(refusedAs(kind));
  });

  it('fails once a round was sealed, by SQL of the web role too', async () => {
    const slug = await makeBenchmark(maintainer);
    await withTestScorer(site, () => makeSealedRound(maintainer, slug, formatTestSet(makeBinaryItems(10))));
    expect(await deleteBenchmark(maintainer, slug)).toMatchObject({
      error: { kind: 'not_deletable', number: 1 },
    });
    const id = await idOf(slug);
    await expect(site.web.db.execute(`select delete_unsealed_benchmark('${id}')`)).rejects.toMatchObject({
      cause: { constraint_name: 'benchmarks_deleted_unsealed' },
    });
    const unsealed = await idOf(await makeBenchmark(maintainer));
    await expect(
      site.web.db.execute(`select delete_unsealed_benchmark('${unsealed}')`),
    ).rejects.toMatchObject({ cause: { constraint_name: 'benchmarks_recorded' } });
    await expect(
      site.web.db.execute(`delete from benchmarks where benchmark_id = '${unsealed}'`),
    ).rejects.toThrow();
  });
});
