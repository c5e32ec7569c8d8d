import { existsSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { formRequest } from '@/testing/form-request';
import { giveRole } from '@/testing/give-role';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound, makeSealedRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/actor';
import { createRound } from '../round/create';
import { findRound } from '../round/find';
import { sealRound } from '../round/seal';
import { changeDraft } from './change';
import { deleteDraft } from './delete';
import { findDraft } from './find';

const missing = { ok: false, error: { kind: 'not_found', what: 'round' } };
const sealedOne = { ok: false, error: { kind: 'not_a_draft', state: 'sealed' } };

describe('a draft', () => {
  let site: TestSite;
  let maintainer: Actor;
  let slug: string;
  let web: postgres.Sql;

  beforeAll(async () => {
    site = await makeTestSite();
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    await startTestScorer(site);
    maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer);
  });
  afterAll(async () => {
    await web?.end();
    await site?.drop();
  });

  const upload = async (title: string, ofSlug = slug, itemCount = 60): Promise<number> => {
    const testSet = formatTestSet(makeBinaryItems(itemCount));
    const request = formRequest({ title, opens_at: '2031-01-01T00:00:00Z' }, 'test_set', testSet);
    return unwrap(await createRound(maintainer, ofSlug, request)).number;
  };
  const idOf = async (number: number, ofSlug = slug): Promise<string> => {
    const [row] = await site.superuser<{ id: string }[]>`
      select round_id as id from rounds join benchmarks using (benchmark_id) where slug = ${ofSlug} and number = ${number}`;
    return row!.id;
  };
  const actsOn = async (roundId: string): Promise<string[]> => {
    const rows = await site.superuser<{ act: string }[]>`
      select act from audit_events where round_id = ${roundId} and not is_public order by audit_event_id`;
    return rows.map(({ act }) => act);
  };
  const hasFile = (roundId: string) => existsSync(join(site.objectStoreDir, objectKeys.testSet(roundId)));

  it('is read with its check report by its maintainers and auditors, and by nobody else', async () => {
    const read = await makeBenchmark(maintainer);
    const number = await upload('Read', read);
    const [auditor, rival] = [await makePerson(site), await makePerson(site)];
    await giveRole(site, read, auditor, 'auditor');
    for (const reader of [maintainer, auditor]) {
      const draft = await waitUntil(async () => {
        const found = unwrap(await findDraft(reader, read, number));
        return found.check ? found : undefined;
      });
      expect(draft).toMatchObject({ number, state: 'draft', check: { item_count: 60, problem_count: 0 } });
    }
    for (const nobody of [null, rival, { ...rival, isOperator: true }])
      expect(await findDraft(nobody, read, number)).toEqual(missing);
    expect(await findRound(read, number)).toEqual(missing);
    unwrap(await sealRound(maintainer, read, number));
    expect(await findDraft(maintainer, read, number)).toEqual(missing);
  });

  it('can be deleted with its file, and the next upload is given its number', async () => {
    const first = await upload('Wrong file');
    const second = await upload('Another');
    const [firstId, secondId] = [await idOf(first), await idOf(second)];
    unwrap(await deleteDraft(maintainer, slug, first));
    expect([hasFile(firstId), hasFile(secondId)]).toEqual([false, true]);
    expect(await findDraft(maintainer, slug, first)).toEqual(missing);
    expect(await deleteDraft(maintainer, slug, first)).toEqual(missing);
    expect(await actsOn(firstId)).toEqual(['test_set_uploaded', 'draft_deleted']);
    expect(await upload('Right file')).toBe(first);
    expect(await idOf(second)).toBe(secondId);
    expect(await upload('One more')).toBe(second + 1);
  });

  it('is given no number before that of a round that has opened', async () => {
    const played = await makeBenchmark(maintainer);
    const first = await upload('Never played', played, 62);
    const opened = await makeOpenRound(maintainer, played, formatTestSet(makeBinaryItems(64)));
    unwrap(await deleteDraft(maintainer, played, first));
    expect([first, opened, await upload('Later', played, 66)]).toEqual([1, 2, 3]);
  });

  it('is changed and deleted by a maintainer, not by an auditor or anybody else', async () => {
    const number = await upload('Mine');
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    for (const other of [auditor, await makePerson(site)]) {
      expect(await deleteDraft(other, slug, number)).toMatchObject({ error: { kind: 'forbidden' } });
      expect(await changeDraft(other, slug, number, {})).toMatchObject({ error: { kind: 'forbidden' } });
    }
    expect(await deleteDraft(null, slug, number)).toMatchObject({ error: { kind: 'not_signed_in' } });
  });

  it('has its title and planned dates corrected, each alone, as long as they go together', async () => {
    const number = await upload('Jnue 2001');
    const change = (input: unknown) => changeDraft(maintainer, slug, number, input);
    expect(unwrap(await change({ title: 'June 2001' }))).toMatchObject({
      title: 'June 2001',
      opens_at: '2031-01-01T00:00:00.000Z',
      closes_at: null,
    });
    expect(unwrap(await change({ closes_at: '2031-02-01T00:00:00Z' }))).toMatchObject({
      title: 'June 2001',
      opens_at: '2031-01-01T00:00:00.000Z',
      closes_at: '2031-02-01T00:00:00.000Z',
    });
    for (const input of [{ opens_at: '2031-03-01T00:00:00Z' }, { title: '' }, { state: 'sealed' }, null])
      expect(await change(input), JSON.stringify(input)).toMatchObject({
        error: { kind: 'invalid_request' },
      });
    expect(unwrap(await change({ opens_at: null, closes_at: null }))).toMatchObject({
      opens_at: null,
      closes_at: null,
    });
    expect(await actsOn(await idOf(number))).toEqual([
      'test_set_uploaded',
      'draft_changed',
      'draft_changed',
      'draft_changed',
    ]);
  });

  it('is one no longer once it is sealed: then it is neither changed nor deleted, by the web role neither', async () => {
    const sealed = await makeBenchmark(maintainer);
    const number = await makeSealedRound(maintainer, sealed, formatTestSet(makeBinaryItems(68)));
    const roundId = await idOf(number, sealed);
    expect(await changeDraft(maintainer, sealed, number, { title: 'Other' })).toEqual(sealedOne);
    expect(await deleteDraft(maintainer, sealed, number)).toEqual(sealedOne);
    await expect(web`delete from rounds where round_id = ${roundId}`).rejects.toMatchObject({
      constraint_name: 'rounds_lose_drafts_alone',
    });
    expect(hasFile(roundId)).toBe(true);
  });

  it('is neither changed nor deleted by the web role without an act that tells it', async () => {
    const roundId = await idOf(await upload('Untold'));
    for (const untold of [
      web`delete from rounds where round_id = ${roundId}`,
      web`update rounds set title = 'Other' where round_id = ${roundId}`,
      web`update rounds set closes_at = '2031-02-02' where round_id = ${roundId}`,
    ])
      await expect(untold).rejects.toMatchObject({ constraint_name: 'rounds_recorded' });
  });

  it('lets the seal that was asked for before its deletion end without a trace', async () => {
    const gone = await makeBenchmark(maintainer);
    const number = await upload('Gone', gone, 72);
    await waitUntil(async () => unwrap(await findDraft(maintainer, gone, number)).check !== null);
    const roundId = await idOf(number, gone);
    const [sealing, deletion] = await Promise.all([
      sealRound(maintainer, gone, number),
      deleteDraft(maintainer, gone, number),
    ]);
    // Whichever came first, the other is told.
    expect([sealing.ok, deletion.ok].filter(Boolean)).toHaveLength(1);
    expect(hasFile(roundId)).toBe(sealing.ok);
  });
});
