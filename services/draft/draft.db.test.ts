import { existsSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { checkReportSchema } from '@/lib/contracts/round';
import { formRequest } from '@/testing/form-request';
import { findRoundIds, makeBenchmark, makeSealedRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { createRound } from '../round/create';
import { findCheckReport } from '../round/inputs';
import { openRound } from '../round/openings';
import { sealRound } from '../round/seal';
import { findRound } from '../round/view';
import { changeDraft, deleteDraft, findDraft, replaceTestSet } from './draft';

const missing = { ok: false, error: { kind: 'not_found', what: 'round' } };

const sealedOne = { ok: false, error: { kind: 'not_a_draft', state: 'sealed' } };

describe('draft of a round', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let slug: string;
  let web: postgres.Sql;

  beforeAll(async () => {
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    slug = await makeBenchmark(maintainer);
  });
  afterAll(() => web?.end());

  const upload = async (title: string, ofSlug = slug, itemCount = 60): Promise<number> => {
    const testSet = formatTestSet(makeBinaryItems(itemCount));
    const request = formRequest({ title, opens_at: '2031-01-01T00:00:00Z' }, 'test_set', testSet);
    return unwrap(await createRound(maintainer, ofSlug, request)).number;
  };
  const idOf = async (number: number, ofSlug = slug): Promise<string> => {
    const { roundId } = await findRoundIds(site, ofSlug, number);
    return roundId;
  };
  const actsOn = async (roundId: string): Promise<string[]> => {
    const rows = await site.superuser<{ act: string }[]>`
      select act from audit_events where round_id = ${roundId} and not is_public order by audit_event_id`;
    return rows.map(({ act }) => act);
  };
  const hasFile = (roundId: string) => existsSync(join(site.objectStoreDir, objectKeys.testSet(roundId)));

  it('shows its check report only to maintainers and auditors of the benchmark', async () => {
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

  it('still shows its check report to maintainers and auditors after the sealing, with the same numbers as on the page', async () => {
    const read = await makeBenchmark(maintainer);
    const number = await upload('Read', read);
    const [auditor, rival] = [await makePerson(site), await makePerson(site)];
    await giveRole(site, read, auditor, 'auditor');
    await waitUntil(async () => unwrap(await findDraft(maintainer, read, number)).check ?? undefined);
    unwrap(await sealRound(maintainer, read, number));
    for (const reader of [maintainer, auditor]) {
      const report = checkReportSchema.strict().parse(unwrap(await findCheckReport(reader, read, number)));
      expect(report).toMatchObject({ state: 'sealed', item_count: 60, problem_count: 0 });
      for (const check of report.checks) expect(Object.keys(check)).toEqual(['name', 'outcome', 'detail']);
      for (const share of Object.values(report.class_share_percent))
        expect(Number.isInteger(share)).toBe(true);
    }
    for (const nobody of [rival, { ...rival, isOperator: true }])
      expect(await findCheckReport(nobody, read, number)).toMatchObject(refusedAs('forbidden'));
    expect(await findCheckReport(null, read, number)).toMatchObject(refusedAs('not_signed_in'));
    expect(await findCheckReport(maintainer, read, 9)).toEqual(missing);
  });

  it('can be deleted with its file, and the next upload gets its number', async () => {
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

  const replace = (number: number, actor: Actor | null = maintainer, itemCount = 90) =>
    replaceTestSet(
      actor,
      slug,
      number,
      formRequest({}, 'test_set', formatTestSet(makeBinaryItems(itemCount))),
    );

  it('keeps number, title and dates when its test set is replaced, and the new test set is checked and sealed', async () => {
    const [first, number] = [await upload('Before'), await upload('Wrong file')];
    unwrap(await deleteDraft(maintainer, slug, first));
    const before = await idOf(number);
    await waitUntil(async () => unwrap(await findDraft(maintainer, slug, number)).check !== null);
    const replaced = unwrap(await replace(number));
    expect(replaced).toMatchObject({
      number,
      title: 'Wrong file',
      opens_at: '2031-01-01T00:00:00.000Z',
      queue_order: number,
    });
    // If the scorer has already checked the replacement, its report is shown; the report of the earlier test set never is.
    expect(replaced.check?.item_count ?? 90).toBe(90);
    const after = await idOf(number);
    expect([hasFile(before), hasFile(after)]).toEqual([false, true]);
    expect(await actsOn(before)).toEqual(['test_set_uploaded', 'draft_deleted']);
    expect(await actsOn(after)).toEqual(['test_set_uploaded']);
    await waitUntil(async () => unwrap(await findDraft(maintainer, slug, number)).check?.item_count === 90);
    expect(unwrap(await sealRound(maintainer, slug, number))).toMatchObject({ item_count: 90 });
    expect(await replace(number)).toEqual(sealedOne);
    expect(hasFile(after)).toBe(true);
    const draft = await upload('Opens later');
    expect(draft).toBeGreaterThan(number);
    unwrap(await deleteDraft(maintainer, slug, draft));
  });

  it('keeps its test set when a replacement is refused, or when a stranger sends one', async () => {
    const number = await upload('Kept');
    const roundId = await idOf(number);
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    expect(await replace(number, auditor)).toMatchObject(refusedAs('forbidden'));
    expect(await replace(number, null)).toMatchObject(refusedAs('not_signed_in'));
    const stray = formRequest({ title: 'Other' }, 'test_set', formatTestSet(makeBinaryItems(60)));
    expect(await replaceTestSet(maintainer, slug, number, stray)).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ code: 'unrecognized_keys' }] },
    });
    expect([await idOf(number), hasFile(roundId)]).toEqual([roundId, true]);
    unwrap(await deleteDraft(maintainer, slug, number));
  });

  it('still replaces the same sealed round after its own test set was replaced, unless that round has opened', async () => {
    const queued = await makeBenchmark(maintainer);
    const sealed = await makeSealedRound(maintainer, queued, formatTestSet(makeBinaryItems(76)));
    const testSet = (itemCount: number) => formatTestSet(makeBinaryItems(itemCount));
    const request = formRequest({ title: 'Better', replaces: sealed }, 'test_set', testSet(78));
    const { number } = unwrap(await createRound(maintainer, queued, request));
    const again = async (itemCount: number) => {
      const sent = formRequest({}, 'test_set', testSet(itemCount));
      return unwrap(await replaceTestSet(maintainer, queued, number, sent));
    };
    expect(await again(80)).toMatchObject({ number, replaces: sealed, queue_order: sealed });
    unwrap(await openRound(maintainer, queued, sealed, {}));
    expect(await again(82)).toMatchObject({ number, replaces: null, queue_order: number });
  });

  it('accepts one of two concurrent replacements of its test set, and one of a concurrent replacement and seal', async () => {
    const number = await upload('Raced');
    const sent = await Promise.all([replace(number), replace(number, maintainer, 92)]);
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
    const files = await site.superuser`
      select 1 from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
    expect(files).toHaveLength(1);
    await waitUntil(async () => unwrap(await findDraft(maintainer, slug, number)).check !== null);
    const roundId = await idOf(number);
    const [sealing, replacement] = await Promise.all([
      sealRound(maintainer, slug, number),
      replace(number, maintainer, 94),
    ]);
    expect(sealing.ok || replacement.ok).toBe(true);
    expect(hasFile(roundId)).toBe(!replacement.ok);
    // The draft's number still exists, with a test set that is unchecked, or that was checked before the seal was requested and
    // repeats items of an earlier round.
    if (!sealing.ok) expect(['test_set_unchecked', 'test_set_blocked']).toContain(sealing.error.kind);
    else if (replacement.ok) expect(sealing.value.item_count).toBe(94);
  });

  it('gets no round number below that of a sealed round', async () => {
    const played = await makeBenchmark(maintainer);
    const first = await upload('Never played', played, 62);
    const sealed = await makeSealedRound(maintainer, played, formatTestSet(makeBinaryItems(64)));
    unwrap(await deleteDraft(maintainer, played, first));
    expect([first, sealed, await upload('Later', played, 66)]).toEqual([1, 2, 3]);
  });

  it('allows changes and deletion to a maintainer, not to an auditor or stranger', async () => {
    const number = await upload('Mine');
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    for (const other of [auditor, await makePerson(site)]) {
      expect(await deleteDraft(other, slug, number)).toMatchObject(refusedAs('forbidden'));
      expect(await changeDraft(other, slug, number, {})).toMatchObject(refusedAs('forbidden'));
    }
    expect(await deleteDraft(null, slug, number)).toMatchObject(refusedAs('not_signed_in'));
  });

  it('allows corrections of its title and planned dates, each alone, as long as the dates are in order', async () => {
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
      expect(await change(input), JSON.stringify(input)).toMatchObject(refusedAs('invalid_request'));
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

  it('refuses planned dates that have passed: at the upload, at a correction and at the seal', async () => {
    const late = await makeBenchmark(maintainer);
    const plan = { title: 'Late', opens_at: '2001-01-01T00:00:00Z', closes_at: '2001-02-01T00:00:00Z' };
    const passed = {
      error: { kind: 'invalid_request', faults: [{ field: 'opens_at' }, { field: 'closes_at' }] },
    };
    const file = formatTestSet(makeBinaryItems(60));
    expect(await createRound(maintainer, late, formRequest(plan, 'test_set', file))).toMatchObject(passed);
    const number = await upload('Late', late);
    const { opens_at, closes_at } = plan;
    expect(await changeDraft(maintainer, late, number, { opens_at, closes_at })).toMatchObject(passed);
    await waitUntil(async () => unwrap(await findDraft(maintainer, late, number)).check !== null);
    await site.superuser`
      update rounds set opens_at = ${opens_at}, closes_at = ${closes_at} where round_id = ${await idOf(number, late)}`;
    expect(await sealRound(maintainer, late, number)).toMatchObject(passed);
  });

  it('refuses changes and deletion once it is sealed, by the web role too', async () => {
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

  it('refuses changes and deletion by the web role without an audit event', async () => {
    const roundId = await idOf(await upload('Untold'));
    for (const untold of [
      web`delete from rounds where round_id = ${roundId}`,
      web`update rounds set title = 'Other' where round_id = ${roundId}`,
      web`update rounds set closes_at = '2031-02-02' where round_id = ${roundId}`,
    ])
      await expect(untold).rejects.toMatchObject({ constraint_name: 'rounds_recorded' });
  });

  it('leaves no trace of a seal that was requested before its deletion', async () => {
    const gone = await makeBenchmark(maintainer);
    const number = await upload('Gone', gone, 72);
    await waitUntil(async () => unwrap(await findDraft(maintainer, gone, number)).check !== null);
    const roundId = await idOf(number, gone);
    const [sealing, deletion] = await Promise.all([
      sealRound(maintainer, gone, number),
      deleteDraft(maintainer, gone, number),
    ]);
    // The second of seal and deletion is refused.
    expect([sealing.ok, deletion.ok].filter(Boolean)).toHaveLength(1);
    expect(hasFile(roundId)).toBe(sealing.ok);
  });
});
