import { beforeAll, describe, expect, it } from 'vitest';
import { makeBenchmark, sealRoundOf } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { makeRevealedRound, type RevealedRound } from '@/testing/make-revealed-round';
import { provideTestSite } from '@/testing/make-test-site';
import { itsErratum, mislabelledRound } from '@/testing/mislabelled-round';
import { meaninglessId } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { findMaintainedErrataPage } from '../page/find-maintained-round-page';
import { dropErratum, proposeErratum, publishErratum } from './propose';
import { findErratum, listErrata } from './view';

const listAllErrata = async (person: Actor, slug: string) =>
  unwrap(await findMaintainedErrataPage(person, slug, 1)).maintained?.errata ?? [];

describe('proposing an erratum', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let played: RevealedRound;

  beforeAll(async () => {
    played = await makeRevealedRound(site, maintainer, mislabelledRound);
  });

  const propose = (input: unknown, actor: Actor | null = maintainer) =>
    proposeErratum(actor, played.slug, 1, input);

  it('refuses invalid corrections with the position of every fault, and stores none of them', async () => {
    const good = { id: `item-${meaninglessId(0)}`, to: 'yes' };
    const refused = async (corrections: unknown, reason: unknown = 'They were wrong.') => {
      const result = await propose({ corrections, reason });
      if (result.ok || result.error.kind !== 'invalid_request') throw new Error('not refused');
      return result.error.faults.map(({ field, code }) => `${field} ${code}`);
    };
    expect(
      await refused([
        good,
        { id: 'item-9', to: 'yes' },
        { id: `item-${meaninglessId(1)}`, to: 'maybe' },
        { id: `item-${meaninglessId(2)}`, to: 'no' },
        good,
        { id: `item-${meaninglessId(3)}`, to: 3 },
      ]),
    ).toEqual([
      'corrections.1.id unknown_item',
      'corrections.2.to unknown_class',
      'corrections.3.to no_change',
      'corrections.4.id repeated_item',
      'corrections.5.to unknown_class',
    ]);
    expect(await refused([])).toEqual(['corrections too_small']);
    expect(await refused(Array.from({ length: 1001 }, () => good))).toEqual(['corrections too_big']);
    expect(await refused([good], '')).toEqual(['reason too_small']);
    expect(await refused([good], 'a\nb')).toEqual(['reason custom']);
    expect(await refused([{ id: `item-${meaninglessId(0)}` }])).toHaveLength(1);
    expect(await refused([{ id: `item-${meaninglessId(0)}`, to: Number.POSITIVE_INFINITY }])).toHaveLength(1);
    expect(await listAllErrata(maintainer, played.slug)).toEqual([]);
  });

  it('requires that no other erratum is open, numbers errata in order, and queues one job for each', async () => {
    const racing = await Promise.all(Array.from({ length: 8 }, () => propose(itsErratum)));
    const accepted = racing.filter((result) => result.ok);
    expect(accepted).toHaveLength(1);
    for (const result of racing)
      if (!result.ok) expect(result.error).toEqual({ kind: 'erratum_unfinished', number: 1 });
    expect(unwrap(await dropErratum(maintainer, played.slug, 1, 1)).state).toBe('dropped');
    expect(await dropErratum(maintainer, played.slug, 1, 1)).toMatchObject(refusedAs('not_found'));
    expect(unwrap(await propose(itsErratum)).number).toBe(2);
    const jobs = await site.superuser`select from graphile_worker.jobs where key like 'compare-erratum:%'`;
    expect(jobs).toHaveLength(2);
    expect(await publishErratum(maintainer, played.slug, 1, 2)).toMatchObject(refusedAs('not_published_yet'));
    expect(await publishErratum(maintainer, played.slug, 1, 3)).toMatchObject(refusedAs('not_found'));
    unwrap(await dropErratum(maintainer, played.slug, 1, 2));
  });

  it('requires a maintainer; auditors see the proposal, the public doesn’t', async () => {
    const [stranger, auditor, colleague] = [
      await makePerson(site),
      await makePerson(site),
      await makePerson(site),
    ];
    await giveRole(site, played.slug, auditor, 'auditor');
    await giveRole(site, played.slug, colleague, 'maintainer');
    const { number } = unwrap(await propose(itsErratum, colleague));
    for (const [actor, kind] of [
      [null, 'not_signed_in'],
      [stranger, 'forbidden'],
      [auditor, 'forbidden'],
    ] as const) {
      expect(await propose(itsErratum, actor)).toMatchObject(refusedAs(kind));
      expect(await publishErratum(actor, played.slug, 1, number)).toMatchObject(refusedAs(kind));
      expect(await dropErratum(actor, played.slug, 1, number)).toMatchObject(refusedAs(kind));
    }
    expect(unwrap(await findErratum(auditor, played.slug, 1, number))).toMatchObject({ state: 'proposed' });
    expect(await findErratum(stranger, played.slug, 1, number)).toMatchObject(refusedAs('forbidden'));
    expect(unwrap(await findMaintainedErrataPage(stranger, played.slug, 1)).maintained).toBeNull();
    expect(unwrap(await listErrata(played.slug, 1))).toEqual({ published: [], announced: null });
    unwrap(await dropErratum(colleague, played.slug, 1, number));
  });

  it('requires a revealed round, since labels are hidden before the reveal', async () => {
    const slug = await makeBenchmark(maintainer);
    await sealRoundOf(site, maintainer, slug);
    expect(await proposeErratum(maintainer, slug, 1, itsErratum)).toEqual({
      ok: false,
      error: { kind: 'not_revealed', state: 'sealed' },
    });
    expect(unwrap(await listErrata(slug, 1))).toEqual({ published: [], announced: null });
  });
});
