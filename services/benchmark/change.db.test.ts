import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { giveRole, makeOutsiders, makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { provideSiteWithScorer, startTestScorer, withTestScorer } from '@/testing/start-test-scorer';
import { submitForm } from '@/testing/submit-predictions';
import { formatTestSet, makeBinaryItems, meaninglessId, shuffleRows } from '@/testing/synthetic-items';
import { acceptsTinyModels } from '@/testing/tiny-models';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { findBenchmarkPage } from '../page/find-benchmark-page';
import { listChangelog } from '../publication/list-changelog';
import { closeRound, openRound } from '../round/openings';
import { findQuota } from '../submission/find-quota';
import { changeBenchmark, setFeedbackPolicy } from './change';
import { readHtml } from './render-texts';
import { findBenchmark, findModelSample, listBenchmarks } from './view';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('changing a benchmark', () => {
  const site = provideTestSite();
  let maintainer: Actor;
  beforeAll(async () => {
    maintainer = await makePerson(site);
  });

  const listFacts = async (slug: string) => {
    const [newest] = unwrap(await listChangelog(slug, {})).items;
    return { act: newest?.act, facts: newest?.facts.map(({ name, value }) => [name, value]) };
  };

  it('lists or unlists a public benchmark at any time, and makes no benchmark public or private, by SQL of the web role either', async () => {
    const slug = await makeBenchmark(maintainer);
    const listed = async () => (await listBenchmarks({ after: null, size: 50 })).items.map((one) => one.slug);
    unwrap(await changeBenchmark(maintainer, slug, { visibility: 'unlisted' }));
    expect(await listed()).not.toContain(slug);
    expect(await listFacts(slug)).toMatchObject({
      act: 'benchmark_changed',
      facts: [
        ['Changed', 'Listing'],
        ['Listing before', 'public'],
        ['Listing after', 'unlisted'],
      ],
    });
    expect(unwrap(await findBenchmark(null, slug)).visibility).toBe('unlisted');
    unwrap(await changeBenchmark(maintainer, slug, { visibility: 'public' }));
    expect(await listed()).toContain(slug);

    const closed = await makeBenchmark(maintainer, { visibility: 'private' });
    const fault = { error: { kind: 'invalid_request', faults: [{ field: 'visibility' }] } };
    for (const visibility of ['public', 'unlisted'])
      expect(await changeBenchmark(maintainer, closed, { visibility })).toMatchObject(fault);
    for (const visibility of ['private', 'withdrawn'])
      expect(await changeBenchmark(maintainer, slug, { visibility })).toMatchObject(fault);
    for (const [of, visibility] of [
      [slug, 'private'],
      [slug, 'withdrawn'],
      [closed, 'public'],
    ])
      await expect(
        site.web.db.execute(`update benchmarks set visibility = '${visibility}' where slug = '${of}'`),
      ).rejects.toThrow();
  });

  it('keeps the columns of its public sample in the order of the maintainers', async () => {
    const model_sample = [{ temperature: 1, vibration: 2 }];
    const slug = await makeBenchmark(maintainer, {
      ...{ accepts: ['container'], inputs: 'hidden', container_needs: {}, model_sample },
    });
    const file = unwrap(await findModelSample(slug));
    expect(file.text.split('\n')[0]).toBe('id,temperature,vibration');
  });

  it('can accept container images at any time, and lowers none of their limits but the training hours', async () => {
    const slug = await makeBenchmark(maintainer, acceptsTinyModels);
    const change = (input: object) => changeBenchmark(maintainer, slug, input);
    expect(await change({ accepts: ['onnx', 'container'] })).toMatchObject({
      error: { faults: [{ field: 'container_needs' }] },
    });
    unwrap(await change({ accepts: ['onnx', 'container'], container_needs: { memory_mb: 4_096 } }));
    unwrap(await change({ container_needs: { cores: 2, training_hours: 3 } }));
    const { container_needs } = unwrap(await findBenchmark(null, slug));
    expect(container_needs).toEqual({
      ...{ cores: 2, memory_mb: 4_096, wall_seconds: 600, training_hours: 3, gpus: 0 },
    });
    expect(await listFacts(slug)).toMatchObject({
      facts: [
        ['Changed', 'Limits of images'],
        ['Limits of images before', '1 core, 4 GB of memory, 10 minutes'],
        ['Limits of images after', '2 cores, 4 GB of memory, 10 minutes, 3 hours of training'],
      ],
    });
    for (const [field, value] of [
      ['cores', 1],
      ['memory_mb', 2_048],
      ['wall_seconds', 599],
    ] as const)
      expect(await change({ container_needs: { [field]: value } })).toMatchObject({
        error: { faults: [{ code: 'lowered', field: `container_needs.${field}` }] },
      });
    unwrap(await change({ container_needs: { training_hours: 0 } }));
    expect(await change({ container_needs: { memory_mb: 100 } })).toMatchObject({ ok: false });
    // Other changes leave the limits of images as they are.
    unwrap(await change({ title: 'Images', accepts: ['onnx'] }));
    expect(unwrap(await findBenchmark(null, slug)).container_needs).toEqual({
      ...container_needs,
      training_hours: 0,
    });
  });

  it('stores the given fields, and lists their previous values in the changelog', async () => {
    const old = 'Old *words*. '.repeat(50).trim();
    const slug = await makeBenchmark(maintainer, { description: old, rules: 'Be fair.' });
    const links = [{ title: 'Data card', url: 'https://example.org/card' }];
    const changed = unwrap(
      await changeBenchmark(maintainer, slug, {
        title: 'Owls at night',
        description: 'New **words**. More.',
        links,
        contacts: ['owls@example.org'],
        tags: ['Birds', 'sound'],
      }),
    );
    expect(changed).toMatchObject({
      title: 'Owls at night',
      summary: 'New words.',
      rules: 'Be fair.',
      links,
    });
    expect(await readHtml(changed.description)).toBe('<p>New <strong>words</strong>. More.</p>');
    const { act, facts } = await listFacts(slug);
    expect(act).toBe('benchmark_changed');
    expect(facts).toEqual(
      expect.arrayContaining([
        ['Changed', 'Title, Description, Links, Contacts, Tags'],
        ['Title before', 'Test benchmark'],
        ['Title after', 'Owls at night'],
        ['Description before, SHA-256', sha256(old)],
        ['Description after', 'New **words**. More.'],
        ['Links after', 'Data card https://example.org/card'],
        ['Contacts after', 'owls@example.org'],
        ['Tags after', 'birds\nsound'],
      ]),
    );
  });

  it('records no audit event where every value stays the same', async () => {
    const slug = await makeBenchmark(maintainer, {
      rules: 'Be fair.',
      links: [{ title: 'A', url: 'https://a.org' }],
    });
    unwrap(
      await changeBenchmark(maintainer, slug, {
        rules: 'Be fair.',
        links: [{ title: 'A', url: 'https://a.org' }],
      }),
    );
    expect((await listFacts(slug)).act).toBe('benchmark_created');
  });

  it('requires a maintainer, and limits the texts as at the creation of a benchmark', async () => {
    const slug = await makeBenchmark(maintainer);
    for (const [actor, kind] of await makeOutsiders(site, slug))
      expect(await changeBenchmark(actor, slug, { title: 'Mine' })).toMatchObject(refusedAs(kind));
    for (const [wrong, field] of [
      [{ description: '1) '.repeat(6600) }, 'description'],
      [{ title: 'Ow\u200bls' }, 'title'],
      [{ links: [{ title: 'A', url: 'javascript:alert(1)' }] }, 'links.0.url'],
      [{ contacts: ['nobody'] }, 'contacts.0'],
      [{ slug: 'other' }, 'body'],
      [{ visibility: 'private' }, 'visibility'],
      [{ task: 'regression' }, 'classes'],
    ] as const)
      expect(await changeBenchmark(maintainer, slug, wrong), field).toMatchObject({
        error: { kind: 'invalid_request', faults: [{ field }] },
      });
  });

  it('allows changes of task, classes and metric until the first round exists', async () => {
    const slug = await makeBenchmark(maintainer);
    const changes = { task: 'multiclass', classes: ['a', 'b', 'c'], metric: 'balanced_accuracy' };
    expect(unwrap(await changeBenchmark(maintainer, slug, changes))).toMatchObject(changes);
    unwrap(
      await changeBenchmark(maintainer, slug, { task: 'binary', classes: ['no', 'yes'], metric: 'accuracy' }),
    );
    const number = await withTestScorer(site, () =>
      makeOpenRound(maintainer, slug, formatTestSet(makeBinaryItems(10))),
    );
    for (const [change, field] of [
      [{ metric: 'balanced_accuracy' }, 'metric'],
      [{ classes: ['yes', 'no'] }, 'classes'],
    ] as const)
      expect(await changeBenchmark(maintainer, slug, change)).toMatchObject({
        error: { kind: 'fixed_by_round', field, number, state: 'open' },
      });
    unwrap(await changeBenchmark(maintainer, slug, { title: 'Still mine' }));
    // The web role's own SQL can't change them afterwards either.
    await expect(
      site.web.db.execute(`update benchmarks set metric = 'balanced_accuracy' where slug = '${slug}'`),
    ).rejects.toMatchObject({ cause: { constraint_name: 'benchmarks_fixed_by_a_round' } });
  });

  it('applies quotas and accepted kinds to rounds that open later, and secondary metrics to those sealed later', async () => {
    const signature = {
      input: { kind: 'one-tensor', shape: [1], features: [{ name: 'size', type: 'number' }] },
      output: { kind: 'label' },
    };
    const slug = await makeBenchmark(maintainer, {
      quota_per_round: 5,
      quota_per_day: 2,
      secondary_metrics: ['macro_f1'],
      accepts: ['predictions', 'onnx'],
      model_signature: signature,
    });
    const scorer = await startTestScorer(site);
    await makeOpenRound(maintainer, slug, formatItemsFrom(3000));
    await makeSealedRound(maintainer, slug, formatItemsFrom(4000));
    const wanted = {
      quota_per_round: 9,
      quota_per_day: 1,
      secondary_metrics: ['balanced_accuracy'],
      accepts: ['onnx'],
    };
    const changed = unwrap(await changeBenchmark(maintainer, slug, wanted));
    expect(changed).toMatchObject({
      ...wanted,
      open_round: {
        quota_per_round: 5,
        quota_per_day: 2,
        secondary_metrics: ['macro_f1'],
        accepts: ['predictions', 'onnx'],
      },
    });
    const person = await makePerson(site);
    const quota = async () => unwrap(await findQuota(person, slug));
    expect(await quota()).toMatchObject({ round: { limit: 5 }, day: { limit: 2 } });
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'Enough.' }));
    unwrap(await openRound(maintainer, slug, 2, {}));
    await waitUntil(async () => (await findBenchmark(null, slug).then(unwrap)).open_round?.number === 2);
    expect(await quota()).toMatchObject({ round: { limit: 9 }, day: { limit: 1 } });
    expect(unwrap(await findBenchmark(null, slug)).open_round).toMatchObject({
      number: 2,
      quota_per_round: 9,
      quota_per_day: 1,
      // This round was sealed before the change, so it keeps the earlier metrics.
      secondary_metrics: ['macro_f1'],
      accepts: ['onnx'],
    });
    await scorer.stop();
    expect(
      await submitForm(person, slug, formRequest({ model: 'A', version: '1' }, 'file', 'id,prediction\n')),
    ).toMatchObject({ error: { kind: 'kind_not_accepted', accepts: ['onnx'] } });
    // A trigger keeps every role from changing the settings of a round.
    await expect(site.superuser`update rounds set quota_per_round = 99`).rejects.toMatchObject({
      constraint_name: 'rounds_settings_are_taken',
    });
  });

  it('loses neither of two concurrent changes', async () => {
    const slug = await makeBenchmark(maintainer);
    const changes = [{ description: 'One.' }, { rules: 'Two.' }, { title: 'Three' }];
    const second = await makePerson(site);
    const third = await makePerson(site);
    for (const person of [second, third]) await giveRole(site, slug, person, 'maintainer');
    const made = await Promise.all(
      [maintainer, second, third].map((person, i) => changeBenchmark(person, slug, changes[i])),
    );
    expect(made.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(unwrap(await findBenchmarkPage(null, slug))).toMatchObject({
      benchmark: { title: 'Three', description: 'One.', rules: 'Two.' },
    });
  });
});

/** Items from this index on, so that the test sets of two rounds don't overlap; the check blocks an overlap. */
const formatItemsFrom = (from: number): string =>
  `id,size,label\n${shuffleRows(Array.from({ length: 60 }, (_, i) => `i${meaninglessId(from + i)},${from + i},${i % 2 === 0 ? 'no' : 'yes'}`)).join('\n')}\n`;

describe('changing the feedback policy', () => {
  const site = provideSiteWithScorer();
  let maintainer: Actor;
  let slug: string;

  beforeAll(async () => {
    maintainer = await makePerson(site);
    slug = await makeBenchmark(maintainer, { feedback_policy: 'exact', feedback_share: 0.5 });
  });

  const listSealed = () => site.superuser`
    select feedback_policy, feedback_count from rounds order by number`;

  it('applies to rounds sealed after the change, and leaves rounds sealed before it as they are', async () => {
    await makeSealedRound(maintainer, slug, formatItemsFrom(1000));
    const changed = unwrap(
      await setFeedbackPolicy(maintainer, slug, { feedback_policy: 'guarded-ladder', feedback_share: 0.3 }),
    );
    expect(changed).toMatchObject({ feedback_policy: 'guarded-ladder', feedback_share: 0.3 });
    await makeSealedRound(maintainer, slug, formatItemsFrom(2000));
    expect(await listSealed()).toMatchObject([
      { feedback_policy: 'exact', feedback_count: 30 },
      { feedback_policy: 'guarded-ladder', feedback_count: 18 },
    ]);
    const { items } = unwrap(await listChangelog(slug, {}));
    expect(items[1]).toMatchObject({ act: 'feedback_policy_changed' });
  });

  it('requires a maintainer, a feedback split, and a metric whose scores leak no label', async () => {
    const change = (actor: Actor | null, policy: object) => setFeedbackPolicy(actor, slug, policy);
    const wanted = { feedback_policy: 'exact', feedback_share: 0.3 };
    expect(await change(maintainer, { ...wanted, feedback_share: 0 })).toMatchObject({
      error: { kind: 'invalid_request', faults: [{ field: 'feedback_share' }] },
    });
    expect(await change(null, wanted)).toMatchObject(refusedAs('not_signed_in'));
    expect(await change(await makePerson(site), wanted)).toMatchObject({ ok: false });
    const leaky = await makeBenchmark(maintainer, { metric: 'log_loss', feedback_policy: 'final-only' });
    expect(await setFeedbackPolicy(maintainer, leaky, wanted)).toMatchObject(refusedAs('policy_not_allowed'));
  });
});
