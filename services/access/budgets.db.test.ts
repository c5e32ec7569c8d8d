import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { beforeEach, describe, expect, it } from 'vitest';
import { respondProblem } from '@/app/_http/respond';
import { ok, type Result } from '@/lib/core/result';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { endBudgetWindows, setBudgets } from '@/testing/set-budgets';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitForm } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { changeBenchmark } from '../benchmark/change';
import { createBenchmark } from '../benchmark/create';
import { listChangelog } from '../publication/list-changelog';
import { createRound } from '../round/create';
import { transact } from './budgets';
import type { Actor } from './caller';
import { recordAuditEvent } from './record-audit-event';

describe('budget of a person', () => {
  const site = provideTestSite();
  let person: Actor;
  beforeEach(async () => {
    await setBudgets(site, {});
    person = await makePerson(site);
  });

  const errorsOf = (outcomes: readonly Result<unknown>[]) =>
    outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));

  it('lets exactly 40 of 200 parallel changes pass at a limit of 40, and its refusal states the limit and the time until the next change', async () => {
    const slug = await makeBenchmark(person);
    const [{ id: benchmarkId } = { id: '' }] = await site.superuser<{ id: string }[]>`
      select benchmark_id as id from benchmarks where slug = ${slug}`;
    await endBudgetWindows(site);
    await setBudgets(site, { acts: 40 });
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () =>
        transact(async (tx) => {
          await recordAuditEvent(tx, 'benchmark_changed', { actor: person, benchmarkId });
          return ok(null);
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(40);
    for (const error of errorsOf(outcomes))
      expect(error).toMatchObject({ kind: 'budget_spent', budget: 'acts', limit: 40 });
    const response = respondProblem(errorsOf(outcomes)[0]!, new Date());
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(3500);
    expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(3600);
    expect((await response.json()).detail).toBe(
      'You have made 40 recorded changes within an hour, and that is the limit. The next one is accepted in 60 minutes.',
    );
  });

  it('limits how often a person changes a description, and is full again once its time window has ended', async () => {
    const slug = await makeBenchmark(person);
    await endBudgetWindows(site);
    await setBudgets(site, { acts: 5 });
    const change = (i: number) => changeBenchmark(person, slug, { description: `Words ${i}.` });
    for (let i = 0; i < 5; i++) unwrap(await change(i));
    expect(await change(5)).toMatchObject({ error: { kind: 'budget_spent', budget: 'acts' } });
    const { items } = unwrap(await listChangelog(slug, {}));
    expect(items.filter(({ act }) => act === 'benchmark_changed')).toHaveLength(5);
    unwrap(await changeBenchmark(await otherMaintainerOf(slug), slug, { description: 'By another.' }));
    await endBudgetWindows(site);
    unwrap(await change(6));
  });

  async function otherMaintainerOf(slug: string): Promise<Actor> {
    const other = await makePerson(site);
    await site.superuser`
      insert into benchmark_maintainers (benchmark_id, user_id, role)
      select benchmark_id, ${other.userId}, 'maintainer' from benchmarks where slug = ${slug}`;
    return other;
  }

  it('limits the benchmarks that a person creates within a day, including those in which the person has no role any more', async () => {
    await setBudgets(site, { benchmarks: 2 });
    const create = (i: number) =>
      createBenchmark(person, {
        ...{ slug: `b-${i}-${randomUUID().slice(0, 8)}`, title: 'One of many', task: 'binary' },
        ...{ classes: ['no', 'yes'], metric: 'accuracy' },
      });
    for (let i = 0; i < 2; i++) unwrap(await create(i));
    await site.superuser`delete from benchmark_maintainers where user_id = ${person.userId}`;
    expect(await create(3)).toMatchObject({
      error: { kind: 'budget_spent', budget: 'benchmarks', limit: 2 },
    });
  });

  it('limits the bytes of test sets and prediction files together, and leaves no refused file in the store', async () => {
    const items = makeBinaryItems(20);
    const slug = await makeBenchmark(person);
    await withTestScorer(site, () => makeOpenRound(person, slug, formatTestSet(items)));
    const file = formatPredictions(items.ids, (i) => (i % 3 === 0 ? 'no' : 'yes'));
    const researcher = await makePerson(site);
    const send = (more: string) => {
      const form = formRequest({ model: 'A model', version: `${more.length}` }, 'file', `${file}${more}`);
      return submitForm(researcher, slug, form);
    };
    await setBudgets(site, { bytes: Math.ceil(file.length * 1.5) });
    unwrap(await send('\n'));
    const before =
      await site.superuser`select amount from spent_budgets where user_id = ${researcher.userId} and budget = 'bytes'`;
    expect(before).toEqual([{ amount: String(file.length + 1) }]);
    expect(await send('\n\n')).toMatchObject({ error: { kind: 'budget_spent', budget: 'bytes' } });
    await site.superuser`update spent_budgets set amount = 0, began_at = now()`;
    await setBudgets(site, { bytes: 100 });
    const testSet = formRequest({ title: 'Next' }, 'test_set', formatTestSet(items));
    expect(await createRound(person, slug, testSet)).toMatchObject({
      error: { kind: 'budget_spent', budget: 'bytes', limit: 100 },
    });
    const [{ count } = { count: 0 }] = await site.superuser<{ count: number }[]>`
      select count(*)::int as count from rounds where state = 'draft'`;
    expect(count).toBe(0);
  });

  it('limits the test sets that a person uploads to be checked, and counts each replacement of a draft’s test set', async () => {
    const slug = await makeBenchmark(person);
    await setBudgets(site, { checks: 2 });
    const upload = () =>
      createRound(
        person,
        slug,
        formRequest({ title: 'Next' }, 'test_set', formatTestSet(makeBinaryItems(20))),
      );
    unwrap(await upload());
    unwrap(await upload());
    expect(await upload()).toMatchObject({ error: { kind: 'budget_spent', budget: 'checks', limit: 2 } });
  });

  it('holds against the web role, which can neither change nor pass it', async () => {
    const slug = await makeBenchmark(person);
    await setBudgets(site, { acts: 3 });
    const web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    try {
      const record = () => web`
        insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
        select 'benchmark_changed', 'maintainer', ${person.userId}, benchmark_id, '{}', true from benchmarks where slug = ${slug}`;
      const acts = await Promise.allSettled(Array.from({ length: 6 }, record));
      expect(acts.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(3);
      await expect(record()).rejects.toMatchObject({ constraint_name: 'spent_budgets_max' });
      for (const statement of [
        'delete from spent_budgets',
        'update spent_budgets set amount = 0',
        "select spend_budget(gen_random_uuid(), 'acts', -100)",
        'create or replace view budgets as select 1 as name',
      ])
        await expect(web.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' });
    } finally {
      await web.end();
    }
  });
});
