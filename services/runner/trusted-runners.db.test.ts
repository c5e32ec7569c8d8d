import { generateIdentity, identityToRecipient } from 'age-encryption';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf, formatRunnerKey } from '@/adapters/sealing/runner-key';
import { hashToken } from '@/adapters/tokens';
import { insertRun, leaseRun } from '@/db/queries/run-queries';
import { findRunnerByName, findRunnerByToken } from '@/db/queries/runner-queries';
import { runClasses, runPriorities } from '@/lib/core/run/run';
import { changeBenchmark } from '@/services/benchmark/change';
import { findRulesOfPage } from '@/services/entry/entry';
import { listChangelog } from '@/services/publication/list-changelog';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { provideTestSite } from '@/testing/make-test-site';
import { plantDryRuns } from '@/testing/plant-dry-runs';
import { acceptsTinyModels, softmaxModel } from '@/testing/tiny-models';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { makeIdentity } from '@/worker/vault/identity';
import { addRequestedRunner, describeRunners, revokeRunner } from './register';
import { requestRunner, withdrawRunnerRequest } from './trusted';

const acceptsAll = {
  ...acceptsTinyModels,
  accepts: ['onnx', 'container'],
  container_needs: { cores: 4, memory_mb: 8192 },
};

describe('runners that a benchmark trusts', () => {
  const site = provideTestSite();
  let owner: postgres.Sql;
  const maintainer = providePerson(site);
  beforeAll(async () => {
    owner = postgres(site.urls.superuser, { max: 1, onnotice: () => {} });
  });
  afterAll(() => owner?.end());
  afterEach(() => site.superuser`delete from runs`);

  const idOf = async (slug: string) => {
    const [row] = await site.superuser<
      [{ id: string }]
    >`select benchmark_id as id from benchmarks where slug = ${slug}`;
    return row.id;
  };
  /** Registers a runner that has just asked for runs. */
  async function addRunner(facts: Parameters<typeof makeRunner>[1] = {}) {
    const { name } = await makeRunner(site, facts);
    await site.superuser`
      update runners set seen_at = clock_timestamp(), failed_trials = '{}', kinds = '{onnx,container}' where name = ${name}`;
    return (await findRunnerByName(site.web.db, name))!;
  }
  async function addRuns(
    slug: string,
    count: number,
    kind: 'onnx' | 'container' = 'onnx',
  ): Promise<string[]> {
    const files = Array.from({ length: count }, (_, i) => softmaxModel(i + 1));
    const dryRunIds = await plantDryRuns(site, maintainer, slug, files);
    await site.superuser`update dry_runs set state = 'running' where dry_run_id in ${site.superuser(dryRunIds)}`;
    for (const dryRunId of dryRunIds)
      await insertRun(site.scorer.client.db, {
        ...{ purpose: 'dry_run', kind, dryRunId, attempt: 0, priority: runPriorities.submitted },
        ...{ userId: maintainer.userId, queuedAt: new Date() },
      });
    const rows = await site.superuser<{ id: string }[]>`
      select run_id as id from runs where dry_run_id in ${site.superuser(dryRunIds)}`;
    return rows.map(({ id }) => id);
  }
  const lease = (runner: { runnerId: string }) =>
    site.web.db.transaction((tx) =>
      leaseRun(tx, runner.runnerId, {
        taken: { classes: runClasses, kinds: ['onnx', 'container'] },
        now: new Date(),
        leasedUntil: new Date(Date.now() + 3_600_000),
      }),
    );
  const trust = async (slug: string, runners: string[] | null) =>
    changeBenchmark(maintainer, slug, { runners });

  it('alone get its runs, in 200 parallel requests', async () => {
    const [choosy, usual, private_] = [
      await makeBenchmark(maintainer, acceptsTinyModels),
      await makeBenchmark(maintainer, acceptsTinyModels),
      await makeBenchmark(maintainer, acceptsTinyModels),
    ];
    const [trusted, general] = [await addRunner(), await addRunner()];
    const [bound] = [await addRunner({ boundTo: [await idOf(private_)] })];
    unwrap(await trust(choosy, [trusted.name]));
    unwrap(await trust(private_, [bound.name]));
    const runIds = {
      choosy: await addRuns(choosy, 12),
      usual: await addRuns(usual, 12),
      private: await addRuns(private_, 12),
    };
    const asking = Array.from({ length: 200 }, (_, i) => [trusted, general, bound][i % 3]!);
    const leases = await Promise.all(
      asking.map(async (runner) => ({ runner: runner.name, run: await lease(runner) })),
    );
    const takenBy = (ids: readonly string[]) =>
      leases.filter(({ run }) => run && ids.includes(run.runId)).map(({ runner }) => runner);
    expect(takenBy(runIds.choosy)).toEqual(Array.from({ length: 12 }, () => trusted.name));
    expect(takenBy(runIds.private)).toEqual(Array.from({ length: 12 }, () => bound.name));
    expect(takenBy(runIds.usual)).toHaveLength(12);
    expect(takenBy(runIds.usual)).not.toContain(bound.name);
  });

  it('get a container only if they have the cores, memory and GPUs that its benchmark grants', async () => {
    const slug = await makeBenchmark(maintainer, acceptsAll);
    const small = await addRunner({ coresMax: 2 });
    const little = await addRunner({ memoryMbMax: 8191 });
    await addRuns(slug, 1, 'container');
    expect(await lease(small)).toBeUndefined();
    expect(await lease(little)).toBeUndefined();
    expect(await lease(await addRunner({ coresMax: 4, memoryMbMax: 8192 }))).toBeDefined();
    await addRuns(slug, 1);
    expect(await lease(small)).toBeDefined();
  });

  it('get a run again that they have lost only while no other runner is connected', async () => {
    const slug = await makeBenchmark(maintainer, acceptsTinyModels);
    const [first, second] = [await addRunner(), await addRunner()];
    unwrap(await trust(slug, [first.name, second.name]));
    const [runId] = await addRuns(slug, 1);
    const lose = async () => {
      await site.superuser`update runs set state = 'prepared', leased_until = now() - interval '1 second' where run_id = ${runId!}`;
    };
    expect(await lease(first)).toMatchObject({ fence: 1 });
    await lose();
    expect(await lease(first)).toBeUndefined();
    await site.superuser`update runners set seen_at = now() - interval '2 minutes' where name = ${second.name}`;
    expect(await lease(first)).toMatchObject({ fence: 2 });
    await site.superuser`update runners set seen_at = now() where name = ${second.name}`;
    expect(await lease(second)).toBeUndefined();
    await lose();
    expect(await lease(second)).toMatchObject({ fence: 3 });
    expect(
      await site.superuser`select fence, code from runner_losses where run_id = ${runId!} order by fence`,
    ).toEqual([
      { fence: 1, code: 'lost' },
      { fence: 2, code: 'lost' },
    ]);
  });

  it('get a run again that they have lost after ten minutes, since other connected runners may not take its class', async () => {
    const slug = await makeBenchmark(maintainer, acceptsTinyModels);
    const [first, second] = [await addRunner(), await addRunner()];
    unwrap(await trust(slug, [first.name, second.name]));
    await addRuns(slug, 1);
    expect(await lease(first)).toBeDefined();
    for (const [minutes, isFree] of [
      [9, false],
      [11, true],
    ] as const) {
      await site.superuser`
        update runs set state = 'prepared', leased_until = clock_timestamp() - make_interval(mins => ${minutes})`;
      expect((await lease(first)) !== undefined).toBe(isFree);
    }
  });

  it('can be chosen among the registered runners that are open to the benchmark', async () => {
    const [slug, other] = [
      await makeBenchmark(maintainer, acceptsAll),
      await makeBenchmark(maintainer, acceptsTinyModels),
    ];
    const foreign = await addRunner({ boundTo: [await idOf(other)] });
    const small = await addRunner({ coresMax: 1 });
    const [large, spare] = [await addRunner(), await addRunner()];
    const faultOf = async (runners: string[]) => {
      const changed = await trust(slug, runners);
      return changed.ok ? null : changed.error;
    };
    const unknown = await faultOf(['no-such-runner']);
    expect(unknown).toMatchObject({ kind: 'invalid_request', faults: [{ field: 'runners' }] });
    // A runner that is reserved for another benchmark gets the same error as one that doesn't exist.
    expect(JSON.stringify(await faultOf([foreign.name])).replaceAll(foreign.name, 'no-such-runner')).toBe(
      JSON.stringify(unknown),
    );
    expect(await faultOf([small.name])).toMatchObject({ faults: [{ code: 'no_runner_left' }] });
    expect(await faultOf([])).toMatchObject({ kind: 'invalid_request' });
    expect(unwrap(await trust(slug, [large.name, small.name])).runners).toEqual([large.name, small.name]);
    const [change] = unwrap(await listChangelog(slug)).items;
    expect(change?.facts).toEqual([
      { name: 'Changed', kind: 'words', value: 'Trusted runners' },
      { name: 'Trusted runners before', kind: 'words', value: 'all' },
      { name: 'Trusted runners after', kind: 'words', value: `${large.name}\n${small.name}` },
    ]);
    const four = await addRunner({ coresMax: 4 });
    unwrap(await trust(slug, [four.name]));
    expect(await changeBenchmark(maintainer, slug, { container_needs: { cores: 5 } })).toMatchObject({
      error: { faults: [{ code: 'no_runner_left' }] },
    });
    unwrap(await trust(slug, [large.name, small.name]));
    expect(await revokeRunner(drizzle(owner), spare.name)).not.toContain(slug);
    expect(await revokeRunner(drizzle(owner), large.name)).toContain(slug);
  });

  it('can’t be changed by SQL of the web role without an audit event, and neither can a runner’s registration', async () => {
    const slug = await makeBenchmark(maintainer, acceptsTinyModels);
    const { name } = await addRunner({ boundTo: [await idOf(slug)] });
    const change = (statement: string) => site.web.db.execute(statement);
    await expect(
      change(`update benchmarks set trusted_runners = '{${name}}' where slug = '${slug}'`),
    ).rejects.toThrow();
    for (const set of [
      'bound_to = null',
      `name = 'other'`,
      `recipient = 'age1other'`,
      'cores_max = 99',
      'revoked_at = null',
      'aside_at = null',
      `losses_since = now()`,
    ])
      await expect(change(`update runners set ${set}`), set).rejects.toThrow();
    await expect(change('delete from runner_losses')).rejects.toThrow();
    expect(await site.superuser`select trusted_runners from benchmarks where slug = ${slug}`).toEqual([
      { trusted_runners: null },
    ]);
  });

  describe('runners for which maintainers ask', () => {
    const makeKey = async () => {
      const secret = await generateIdentity();
      const { publicKey } = await makeIdentity(secret);
      return formatRunnerKey({ recipient: await identityToRecipient(secret), publicKey });
    };
    const ask = (slug: string, name: string, key: string, by = maintainer) =>
      requestRunner(by, slug, { name, key, place: 'A cluster', cores_max: 4, memory_mb_max: 8192 });
    const runnersOf = async (slug: string) => (await findRulesOfPage(null, { slug, role: null })).runners;
    const requestIdOf = async (name: string) => {
      const [row] = await site.superuser<[{ id: string }]>`
        select runner_request_id as id from runner_requests where name = ${name}`;
      return row.id;
    };

    it('get a token only with the fingerprint that the maintainers state, for their benchmark alone', async () => {
      const db = drizzle(owner);
      const [slug, key] = [await makeBenchmark(maintainer, acceptsAll), await makeKey()];
      unwrap(await ask(slug, 'ours', key));
      const requestId = await requestIdOf('ours');
      expect((await describeRunners(db)).at(-1)).toContain(`request ${requestId}: ours (A cluster`);
      const shown = await addRequestedRunner(db, { requestId, fingerprint: undefined });
      expect(shown).toMatchObject({ ok: false, error: expect.stringContaining(fingerprintOf(key)) });
      const token = unwrap(await addRequestedRunner(db, { requestId, fingerprint: fingerprintOf(key) }));
      const runner = await findRunnerByToken(site.web.db, hashToken(token));
      expect(runner).toMatchObject({
        name: 'ours',
        place: 'A cluster',
        coresMax: 4,
        boundTo: [await idOf(slug)],
      });
      expect(await addRequestedRunner(db, { requestId, fingerprint: fingerprintOf(key) })).toMatchObject({
        ok: false,
      });
      expect((await runnersOf(slug)).map(({ name }) => name)).toContain('ours');
      const other = await makeBenchmark(maintainer, acceptsAll);
      expect((await runnersOf(other)).map(({ name }) => name)).not.toContain('ours');
    });

    it('get no registration with a key that the web process has exchanged', async () => {
      const slug = await makeBenchmark(maintainer, acceptsAll);
      const [key, exchanged] = [await makeKey(), await makeKey()];
      unwrap(await ask(slug, 'exchanged', key));
      unwrap(await withdrawRunnerRequest(maintainer, slug, await requestIdOf('exchanged')));
      unwrap(await ask(slug, 'exchanged', exchanged));
      const requestId = await requestIdOf('exchanged');
      expect(
        await addRequestedRunner(drizzle(owner), { requestId, fingerprint: fingerprintOf(key) }),
      ).toMatchObject({ ok: false, error: expect.stringContaining('another fingerprint') });
      expect(await findRunnerByName(site.web.db, 'exchanged')).toBeUndefined();
    });

    it('require a maintainer and a well-formed key, and at most three wait for a benchmark', async () => {
      const slug = await makeBenchmark(maintainer, acceptsAll);
      for (const name of ['one', 'two', 'three']) unwrap(await ask(slug, name, await makeKey()));
      expect(await ask(slug, 'four', await makeKey())).toMatchObject({
        error: { faults: [{ code: 'too_many' }] },
      });
      unwrap(await withdrawRunnerRequest(maintainer, slug, await requestIdOf('two')));
      expect(await ask(slug, 'one', await makeKey())).toMatchObject({
        error: { faults: [{ code: 'taken' }] },
      });
      expect(await ask(slug, 'four', 'age1nokey')).toMatchObject(refusedAs('invalid_request'));
      const stranger = await makePerson(site);
      expect(await ask(slug, 'four', await makeKey(), stranger)).toMatchObject(refusedAs('forbidden'));
      expect(await withdrawRunnerRequest(stranger, slug, await requestIdOf('one'))).toMatchObject(
        refusedAs('forbidden'),
      );
    });
  });
});
