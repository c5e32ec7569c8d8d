import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makeOutsiders, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { setBudgets } from '@/testing/set-budgets';
import { unwrap } from '@/testing/unwrap';
import { findDataPage } from '../page/find-data-page';
import { listChangelog } from '../publication/list-changelog';
import { openTrainingFile, putTrainingFile, removeTrainingFile } from './training-file';

const site = provideTestSite();
const maintainer = providePerson(site);

const send = (content: string, name = 'train.csv') => formRequest({ name }, 'file', content);

const listKeys = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of site.web.objects.list('training-files')) keys.push(key);
  return keys;
};

const read = async (slug: string) => text((await unwrap(await openTrainingFile(slug, null)).open()).stream);

describe('the host’s training file', () => {
  it('appears in public and in the changelog from its upload on, until the next upload replaces the file', async () => {
    const slug = await makeBenchmark(maintainer);
    expect(await openTrainingFile(slug, null)).toMatchObject({ error: { kind: 'not_found' } });
    unwrap(await putTrainingFile(maintainer, slug, send('id,label\na,1\n')));
    expect(await read(slug)).toBe('id,label\na,1\n');
    const stored = unwrap(await putTrainingFile(maintainer, slug, send('id,label\nb,0\n', 'more.csv')));
    expect(stored).toMatchObject({ name: 'more.csv', byte_count: 13 });
    expect(await read(slug)).toBe('id,label\nb,0\n');
    expect(await listKeys()).toHaveLength(1);
    expect(unwrap(await findDataPage(null, slug)).hostFile).toEqual(stored);
    const [newest] = unwrap(await listChangelog(slug, {})).items;
    expect(newest?.facts.map(({ name }) => name)).toEqual([
      'Changed',
      'Training file before',
      'Training file after',
    ]);
    unwrap(await removeTrainingFile(maintainer, slug));
    expect(await openTrainingFile(slug, null)).toMatchObject({ error: { kind: 'not_found' } });
    expect(await listKeys()).toEqual([]);
  });

  it('requires a maintainer and a safe file name, and leaves no stored bytes where it is refused', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const [actor, kind] of await makeOutsiders(site, slug)) {
      expect(await putTrainingFile(actor, slug, send('x'))).toMatchObject({ error: { kind } });
      expect(await removeTrainingFile(actor, slug)).toMatchObject({ error: { kind } });
    }
    for (const name of ['train.html', '../train.csv', 'a"b.csv', 'a\r\nb.csv', ''])
      expect(await putTrainingFile(maintainer, slug, send('x', name)), name).toMatchObject({
        error: { kind: 'invalid_request', faults: [{ field: 'name' }] },
      });
    expect(await putTrainingFile(maintainer, slug, send(''))).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'file' }] },
    });
    expect(await listKeys()).toEqual([]);
  });

  it('counts in its uploader’s budget of stored bytes', async () => {
    const person = await makePerson(site);
    const slug = await makeBenchmark(person);
    await setBudgets(site, { bytes: 1000 });
    try {
      unwrap(await putTrainingFile(person, slug, send('x'.repeat(600))));
      const refused = await putTrainingFile(person, slug, send('y'.repeat(600)));
      expect(refused).toMatchObject({ error: { kind: 'budget_spent', budget: 'bytes' } });
      expect(await read(slug)).toBe('x'.repeat(600));
      expect(await listKeys()).toHaveLength(1);
    } finally {
      await setBudgets(site, {});
    }
  });
});
