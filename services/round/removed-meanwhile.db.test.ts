import { describe, expect, it } from 'vitest';
import { formRequest, meanwhile } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { giveRole, makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { replaceTestSet } from '../draft/draft';
import { createRound } from './create';

const site = provideTestSite();

describe('upload of a test set', () => {
  it('fails if the sender’s role was removed meanwhile, both for a new draft and for a replacement', async () => {
    const maintainer = await makePerson(site, 'Removed');
    const slug = await makeBenchmark(maintainer);
    const upload = (title: string) => formRequest({ title }, 'test_set', formatTestSet(makeBinaryItems(10)));
    expect((await createRound(maintainer, slug, upload('First'))).ok).toBe(true);
    const sealed = () => site.superuser`
    select number, test_set_sealed_sha256 as sha256 from rounds join benchmarks using (benchmark_id)
    where slug = ${slug} order by number`;
    const before = await sealed();
    const remove = () => site.superuser`
    delete from benchmark_maintainers where user_id = ${maintainer.userId}`;

    const created = await createRound(maintainer, slug, meanwhile(upload('Second'), remove));
    expect(created).toMatchObject({ ok: false });
    await giveRole(site, slug, maintainer, 'owner');
    const replacing = formRequest({}, 'test_set', formatTestSet(makeBinaryItems(12)));
    const replaced = await replaceTestSet(maintainer, slug, 1, meanwhile(replacing, remove));
    expect(replaced).toMatchObject({ ok: false });
    expect(await sealed()).toEqual(before);
  });
});
