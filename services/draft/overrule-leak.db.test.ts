import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/statistics/rng';
import { consentOf } from '@/testing/consent-of';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark } from '@/testing/make-benchmark';
import { giveRole, makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { meaninglessId } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { findMaintainedRoundPage } from '../page/find-maintained-round-page';
import { listChangelog } from '../publication/list-changelog';
import { createRound } from '../round/create';
import { sealRound } from '../round/seal';
import { findDraft } from './draft';
import { overruleLeak } from './overrule-leak';

const reason = 'The column is the question of this benchmark.';

const rng = createRng('a leaking test set');

/** Items with an input column that is a copy of the label. */
const leakingTestSet = [
  'id,size,copy,label',
  ...Array.from({ length: 240 }, (_, row) => {
    const label = rng.nextUnit() < 0.4 ? 'yes' : 'no';
    return `${meaninglessId(row)},${Math.floor(90 * rng.nextUnit())}${row},${label === 'yes' ? 'a' : 'b'},${label}`;
  }),
].join('\n');

describe('overruling the leak check', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site, 'Owner');
  const colleague = providePerson(site, 'Colleague');
  let web: postgres.Sql;

  beforeAll(async () => {
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
  });
  afterAll(() => web?.end());

  const outcomeOf = async (slug: string, number: number) => {
    const { check } = unwrap(await findDraft(owner, slug, number));
    return check?.checks.find(({ name }) => name === 'label_leak');
  };

  async function blockedDraft(): Promise<{ slug: string; number: number }> {
    const slug = await makeBenchmark(owner);
    await giveRole(site, slug, colleague, 'maintainer');
    const { number } = unwrap(
      await createRound(owner, slug, formRequest({ title: 'A round' }, 'test_set', leakingTestSet)),
    );
    await waitUntil(async () => (await outcomeOf(slug, number)) !== undefined);
    expect(await sealRound(owner, slug, number, { new_ids: true })).toMatchObject({
      error: { kind: 'test_set_blocked', checks: ['label_leak'] },
    });
    return { slug, number };
  }

  it('lets two maintainers seal the round, and publishes the reason with the seal', async () => {
    const { slug, number } = await blockedDraft();
    const proposed = unwrap(await overruleLeak(owner, slug, number, { reason })).pending;
    expect(proposed).toMatchObject({ reason, proposed_by_you: true });
    const { maintained } = unwrap(await findMaintainedRoundPage(colleague, slug, number));
    const pending = maintained?.draft?.blockByLeak?.pending;
    expect(pending).toMatchObject({ reason, proposed_by: owner.name, proposed_by_you: false, void: false });
    const page = unwrap(await findMaintainedBenchmarkPage(colleague, slug));
    expect(page.maintained?.waiting.proposals).toMatchObject([{ kind: 'overrule', round: number }]);
    expect(unwrap(await overruleLeak(colleague, slug, number, { consent_to: proposed?.consent_to }))).toEqual(
      { pending: null },
    );
    await waitUntil(async () => (await outcomeOf(slug, number))?.outcome === 'warn');
    expect((await outcomeOf(slug, number))?.detail).toContain(`Two maintainers overruled this: “${reason}”`);
    const beforeSeal = unwrap(await listChangelog(slug));
    expect(JSON.stringify(beforeSeal)).not.toContain(reason);
    expect(unwrap(await sealRound(owner, slug, number, { new_ids: true })).state).toBe('sealed');
    expect(JSON.stringify(unwrap(await listChangelog(slug)))).toContain(reason);
  });

  it('refuses the consent of the only maintainer, of an operator and of an auditor', async () => {
    const { slug, number } = await blockedDraft();
    unwrap(await overruleLeak(owner, slug, number, { reason }));
    expect(await overruleLeak(owner, slug, number, await consentOf(site, slug, number))).toEqual(
      refusedAs('second_person_needed'),
    );
    const [operator, auditor] = [await makeOperator(site), await makePerson(site, 'Auditor')];
    await giveRole(site, slug, auditor, 'auditor');
    for (const person of [operator, auditor])
      expect(await overruleLeak(person, slug, number, await consentOf(site, slug, number))).toMatchObject(
        refusedAs('forbidden'),
      );
    expect(await sealRound(owner, slug, number, { new_ids: true })).toMatchObject(
      refusedAs('test_set_blocked'),
    );
  });

  it('lets the proposer drop a proposal, and another maintainer propose anew', async () => {
    const { slug, number } = await blockedDraft();
    unwrap(await overruleLeak(owner, slug, number, { reason }));
    expect(await overruleLeak(colleague, slug, number, { drop: true })).toMatchObject(refusedAs('forbidden'));
    unwrap(await overruleLeak(owner, slug, number, { drop: true }));
    expect(await overruleLeak(colleague, slug, number, await consentOf(site, slug, number))).toMatchObject(
      refusedAs('not_found'),
    );
    unwrap(await overruleLeak(colleague, slug, number, { reason }));
  });

  it('needs two maintainers for the web role too, with an audit event for each step', async () => {
    const { slug, number } = await blockedDraft();
    const [round] = await site.superuser`
      select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
    const stranger = await makePerson(site, 'Stranger');
    const insert = (proposer: Actor, consenter: Actor | null = null) => web`
      insert into leak_overrules (round_id, reason, proposed_by, proposed_at, consented_by, consented_at)
      values (${round?.round_id}, 'none', ${proposer.userId}, site_clock(), ${consenter?.userId ?? null}, ${consenter ? web`site_clock()` : null})`;
    const failing = (name: string) => ({ constraint_name: `leak_overrules_${name}` });
    await expect(insert(stranger)).rejects.toMatchObject(failing('of_maintainers'));
    await expect(insert(owner)).rejects.toMatchObject(failing('recorded'));
    await expect(insert(owner, colleague)).rejects.toMatchObject(failing('decided_once'));
    unwrap(await overruleLeak(owner, slug, number, { reason }));
    const consent = (person: Actor) => web`
      update leak_overrules set consented_by = ${person.userId}, consented_at = site_clock() where round_id = ${round?.round_id}`;
    await expect(consent(owner)).rejects.toMatchObject(failing('two_people'));
    await expect(consent(stranger)).rejects.toMatchObject(failing('of_maintainers'));
    await expect(consent(await makeOperator(site))).rejects.toMatchObject(failing('of_maintainers'));
    await expect(consent(colleague)).rejects.toMatchObject(failing('recorded'));
    expect(await outcomeOf(slug, number)).toMatchObject({ outcome: 'block' });
  });
});
