import { beforeAll, describe, expect, it } from 'vitest';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { closeAndRank, scorePredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { listChangelog } from '../publication/list-changelog';
import { designateAnchor, dropAnchor, listAnchors } from './anchor';

const items = makeBinaryItems(40);

const anchor = { model_slug: 'a-model', version: '1', reason: 'Kept since 2000.' };

describe('anchor models', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  const researcher = providePerson(site);
  let slug: string;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await scorePredictions(researcher, slug, formatPredictions(items.ids, 'no'), {
      version: '1',
    });
  });

  const candidatesOf = async () =>
    unwrap(await findMaintainedBenchmarkPage(maintainer, slug)).maintained?.candidates;

  it('exclude a version that takes part only in an open round, both as anchor and as candidate', async () => {
    expect(await designateAnchor(maintainer, slug, anchor)).toMatchObject(refusedAs('not_found'));
    expect(await candidatesOf()).toEqual([]);
    await closeAndRank(maintainer, slug, 1);
    expect(await candidatesOf()).toMatchObject([{ modelSlug: 'a-model', version: '1', rounds: [1] }]);
  });

  it('can be declared only by a maintainer, with a public reason', async () => {
    const auditor = await makePerson(site);
    await giveRole(site, slug, auditor, 'auditor');
    expect(await designateAnchor(null, slug, anchor)).toMatchObject(refusedAs('not_signed_in'));
    for (const person of [researcher, auditor])
      expect(await designateAnchor(person, slug, anchor)).toMatchObject(refusedAs('forbidden'));
    expect(await designateAnchor(maintainer, slug, { ...anchor, reason: ' ' })).toMatchObject(
      refusedAs('invalid_request'),
    );
    for (const other of [
      { ...anchor, version: '2' },
      { ...anchor, model_slug: 'no-model' },
    ])
      expect(await designateAnchor(maintainer, slug, other)).toMatchObject(refusedAs('not_found'));
    expect(unwrap(await listAnchors(slug))).toEqual([]);

    const made = unwrap(await designateAnchor(maintainer, slug, anchor));
    expect(made).toMatchObject({ model: 'A model', reason: anchor.reason, rounds: [1], dropped_at: null });
    expect(unwrap(await listAnchors(slug))).toEqual([made]);
    const [act] = unwrap(await listChangelog(slug)).items;
    expect(act).toMatchObject({ act: 'anchor_designated', by: 'a maintainer' });
    expect(act?.facts).toContainEqual({ name: 'Reason', kind: 'words', value: anchor.reason });
  });

  it('gain one entry from twenty concurrent requests, lose it once by twenty concurrent withdrawals, and can gain it again', async () => {
    await Promise.all(Array.from({ length: 20 }, () => designateAnchor(maintainer, slug, anchor)));
    const dropped = await Promise.all(Array.from({ length: 20 }, () => dropAnchor(maintainer, slug, anchor)));
    expect(dropped.filter(({ ok }) => ok)).toHaveLength(1);
    const [droppedRow] = unwrap(await listAnchors(slug));
    expect(droppedRow?.dropped_at).not.toBeNull();
    expect(await dropAnchor(researcher, slug, anchor)).toMatchObject(refusedAs('forbidden'));
    unwrap(await designateAnchor(maintainer, slug, { ...anchor, reason: 'It was the same after all.' }));
    expect(unwrap(await listAnchors(slug))).toMatchObject([
      { reason: 'It was the same after all.', dropped_at: null },
    ]);
    const acts = unwrap(await listChangelog(slug)).items.map(({ act }) => act);
    expect(acts.filter((act) => act.startsWith('anchor_'))).toEqual([
      'anchor_designated',
      'anchor_dropped',
      'anchor_designated',
    ]);
  });
});
