import { describe, expect, it } from 'vitest';
import { GET as getModel } from '@/app/api/v1/benchmarks/[slug]/models/[model]/route';
import type { ModelView } from '@/lib/contracts/model';
import { type Disclosure, publicDisclosureOf, undisclosed } from '@/lib/core/model/disclosure';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, closeAndRank, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { revealRound } from '../round/openings';
import { findSubmission } from '../submission/view';
import { findLeaderboard } from './find-leaderboard';

const items = makeBinaryItems(40);

const predictions = formatPredictions(items.ids, (i) => items.labels[i]!);

const whole: Disclosure = {
  training_cutoff: '2026-02',
  external_data: 'none',
  parameters: 12,
  licence: 'MIT',
  links: [{ kind: 'code', url: 'https://example.org/code' }],
  openness: { code: 'open', weights: 'on-request', training_data: null },
  notes: 'Tuned on a hunch.',
};

describe('public data of a model', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  const researcher = providePerson(site);

  async function read(slug: string, model: string): Promise<ModelView | number> {
    const response = await getModel(new Request('http://127.0.0.1:3000/'), {
      params: Promise.resolve({ slug, model }),
    });
    return response.status === 200 ? response.json() : response.status;
  }
  async function readRow(slug: string, model = 'whole') {
    const found = await read(slug, model);
    if (typeof found === 'number') throw new Error(`answered ${found}`);
    return found.rounds[0]!;
  }
  const enter = async (slug: string, model: string, disclosure?: object) =>
    awaitFinal(
      researcher,
      (await submitPredictions(researcher, slug, predictions, { model, disclosure })).id,
    );
  async function close(slug: string): Promise<void> {
    await closeAndRank(maintainer, slug, 1);
  }

  it('contain disclosure and feedback only from the close on, the file’s hash only from the reveal on, and never the team’s notes', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'exact' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    expect(await read(slug, 'whole')).toBe(404);
    const sent = await enter(slug, 'Whole', whole);
    expect(sent.disclosure).toEqual(whole);
    await enter(slug, 'Noted', { notes: 'As before.' });
    await enter(slug, 'Silent');
    await waitUntil(async () => unwrap(await findLeaderboard(slug, 1)).entries.length === 3);
    const open = await readRow(slug);
    expect(open).toMatchObject({ provisional: true, state: 'open', sha256: null });
    expect(open.entry.disclosure).toBeNull();

    await close(slug);
    const closed = await readRow(slug);
    expect(closed).toMatchObject({ provisional: false, state: 'closed', ranked: 3, sha256: null });
    const { entries } = unwrap(await findLeaderboard(slug, 1));
    const rowOf = (model: string) => entries.find(({ model_slug }) => model_slug === model);
    expect(closed.entry).toEqual(rowOf('whole'));
    expect(closed.entry.disclosure).toEqual(publicDisclosureOf(whole));
    for (const silent of ['noted', 'silent'])
      expect(rowOf(silent)?.disclosure).toEqual(publicDisclosureOf(undisclosed));
    expect(JSON.stringify([entries, await read(slug, 'whole'), await read(slug, 'noted')])).not.toMatch(
      /hunch|As before|notes/,
    );
    expect(unwrap(await findSubmission(maintainer, sent.id)).disclosure?.notes).toBe('Tuned on a hunch.');

    unwrap(await revealRound(maintainer, slug, 1));
    await waitUntil(async () => (await readRow(slug)).state === 'revealed');
    expect((await readRow(slug)).sha256).toBe(sent.sha256);
  });

  it('show “undisclosed” where the stored disclosure is invalid', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'exact' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    const { id } = await enter(slug, 'Broken', whole);
    const forged = { ...whole, links: [{ kind: 'code', url: 'javascript:alert(1)' }] };
    await site.superuser`update submissions set disclosure = ${site.superuser.json(forged)} where submission_id = ${id}`;
    await close(slug);
    expect((await readRow(slug, 'broken')).entry.disclosure).toEqual(publicDisclosureOf(undisclosed));
    await expect(
      site.superuser`update submissions set disclosure = ${site.superuser.json({ notes: 'x'.repeat(40_000) })} where submission_id = ${id}`,
    ).rejects.toMatchObject({ constraint_name: 'submissions_disclosure_bounded' });
  });

  it('don’t exist for a model that no ranking shows, and for an impossible name', async () => {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'final-only' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await enter(slug, 'Hidden', whole);
    for (const model of ['hidden', 'no-such-model', 'Hidden', 'a\0', '$', "' or 1", '-', ''])
      expect(await read(slug, model), JSON.stringify(model)).toBe(404);
    await close(slug);
    expect((await readRow(slug, 'hidden')).entry.disclosure).toEqual(publicDisclosureOf(whole));
    expect(await read('no-such-benchmark', 'hidden')).toBe(404);
  });
});
