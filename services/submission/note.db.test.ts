import { beforeAll, describe, expect, it } from 'vitest';
import { pagingQuery } from '@/lib/contracts/paging';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { listSubmissionsForMaintainer } from '../benchmark/participants';
import { closeRound } from '../round/openings';
import { setNote } from './note';
import { findSubmission, listSubmissions } from './view';

describe('the team’s note on a submission', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  const participant = providePerson(site);
  let slug: string;
  let id: string;

  beforeAll(async () => {
    const scorer = await startTestScorer(site);
    slug = await makeBenchmark(maintainer);
    const items = makeBinaryItems(10);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    ({ id } = await submitPredictions(participant, slug, formatPredictions(items.ids, 'no')));
    await scorer.stop();
  });

  it('can be read by the team alone, also after the close', async () => {
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    const note = 'Without weather.\nTry it again.';
    expect(unwrap(await setNote(participant, id, { text: note.replace('\n', '\r\n') })).note).toBe(note);
    const readAsOthers = async () => {
      for (const person of [maintainer, auditor])
        expect(unwrap(await findSubmission(person, id)).note).toBeNull();
      const sent = unwrap(await listSubmissionsForMaintainer(maintainer, slug, pagingQuery.parse({})));
      expect(sent.items.map((one) => one.note)).toEqual([null]);
    };
    await readAsOthers();
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'Enough.' }));
    await readAsOthers();
    expect(unwrap(await listSubmissions(participant, pagingQuery.parse({}))).items[0]?.note).toBe(note);
    expect(unwrap(await setNote(participant, id, { text: ' ' })).note).toBeNull();
  });

  it('can be written by the team alone', async () => {
    expect(await setNote(null, id, { text: 'x' })).toMatchObject(refusedAs('not_signed_in'));
    expect(await setNote(await makePerson(site), id, { text: 'x' })).toMatchObject(refusedAs('not_found'));
    expect(await setNote(maintainer, id, { text: 'x' })).toMatchObject(refusedAs('forbidden'));
    expect(await setNote(participant, id, { text: 'x'.repeat(2001) })).toMatchObject(
      refusedAs('invalid_request'),
    );
  });

  it('remains a single one when twenty are written concurrently', async () => {
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, i) => setNote(participant, id, { text: `Note ${i}` })),
    );
    expect(done.every(({ ok }) => ok)).toBe(true);
    expect(await site.superuser`select text from submission_notes`).toHaveLength(1);
  });
});
