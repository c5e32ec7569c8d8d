import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectKeys } from '@/adapters/object-store/object-store';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import * as oneLease from '@/app/api/runner/leases/[run]/[fence]/[action]/route';
import * as leases from '@/app/api/runner/leases/route';
import { composeResultText } from '@/lib/core/run/run';
import { findDryRun } from '@/services/dry-run/dry-run';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeRunner } from '@/testing/make-runner';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { sendDryRun } from '@/testing/send-dry-run';
import { serveRunners } from '@/testing/serve-runners';
import { acceptsTinyModels, softmaxModel } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { runDryRun } from '../models/run-dry-run';
import { readFixture } from '../runner/fixtures/read-fixture';
import { workOnLeases } from '../runner/lease-work';
import { runLimitsDefault } from '../runner/run-limits';
import { runModel } from '../runner/run-model';
import { encodeWork, type RunRequest } from '../runner/run-request';
import { encodeResult } from '../runner/run-result';
import type { Runner } from '../runner/runner';
import { awaitRemoteRunner, findRemoteRunner, runOnRunner } from './run-on-runner';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const facts = await findTestSandbox();
const runner: Runner = facts ? { kind: 'native', facts } : { kind: 'wasm' };

const ask = (model: string, changes: Partial<RunRequest> = {}): RunRequest => ({
  model: readFixture(model),
  inputs: [{ name: 'x', type: 'float32', shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  outputs: [
    { name: 'label', type: 'int64', valuesPerRow: 1 },
    { name: 'probabilities', type: 'float32', valuesPerRow: 3 },
  ],
  limits: { ...runLimitsDefault, wallMsMax: 20_000, outputBytesMax: 8e6 },
  faultsAs: 'codes',
  ...changes,
});

/** The result of a run here, as of a runner's. */
const nameRunner = (result: Awaited<ReturnType<typeof runModel>>, name: string) =>
  result.ok
    ? { ok: true, value: { ...result.value, record: { ...result.value.record, runner: name } } }
    : result;

describe('run on a registered runner', () => {
  let site: TestSite;
  let served: Awaited<ReturnType<typeof serveRunners>>;
  let stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    site = await makeTestSite();
    served = await serveRunners({ leases, oneLease });
  });
  afterAll(async () => {
    await served?.stop();
    await site?.drop();
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
    stops = [];
  });

  // A runner that is heard, and takes no run by itself.
  beforeEach(async () => {
    await makeRunner(site);
    await site.superuser`update runners set seen_at = now(), failed_trials = '{}'`;
  });
  const silenceAll = () => site.superuser`update runners set seen_at = null`;

  async function startRunner(failedTrials: string[] = []) {
    const made = await makeRunner(site);
    const stop = new AbortController();
    const settings = { ...made, site: served.url, log: pino({ level: 'silent' }) };
    const ended = workOnLeases(settings, { runner, failedTrials }, { slots: 2, signal: stop.signal });
    stops.push(async () => {
      stop.abort();
      await ended;
    });
    return made;
  }
  const leasedRun = () =>
    waitUntil(async () => {
      const [row] = await site.superuser`select run_id as "runId", fence from runs where state = 'prepared'`;
      return row as { runId: string; fence: number } | undefined;
    });
  /** Takes the lease of the next run, as a runner that then does what the test wants. */
  async function takeByHand(token: string) {
    const call = (path: string, init: RequestInit = {}) =>
      fetch(`${served.url}/api/runner/leases${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}` },
      });
    const lease = await (await call('', { method: 'POST', body: '{"failed_trials":[]}' })).json();
    const send = async (bytes: Uint8Array) => {
      const { SCORER_RECIPIENT } = site.web.environment;
      const sealed = await sealToScorer(SCORER_RECIPIENT, toWebStream(Readable.from([bytes])));
      const body = await buffer(fromWebStream(sealed));
      return call(`/${lease.run_id}/${lease.fence}/result`, { method: 'PUT', body: new Uint8Array(body) });
    };
    return { lease, send };
  }

  it('gives the bits, record and faults that a run on this machine gives', async () => {
    const { name } = await startRunner();
    for (const request of [
      ask('classifier'),
      ask('not-finite', { outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 }] }),
      ask('endless-loop', { limits: { ...runLimitsDefault, wallMsMax: 1_000 } }),
      ask('quotes-inputs', { faultsAs: 'texts' }),
    ])
      expect(await runOnRunner(site.scorer, request)).toEqual(
        nameRunner(await runModel(request, runner), name),
      );
  });

  it('leaves the web process nothing but ciphertext, and no file at its end', async () => {
    const running = runOnRunner(site.scorer, ask('classifier'));
    const { token } = await makeRunner(site);
    const { lease } = await takeByHand(token);
    await leasedRun();
    const { stream } = await site.scorer.objects.open(objectKeys.runWork(lease.run_id, lease.fence));
    const stored = await buffer(stream);
    expect(stored.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(stored.includes('probabilities')).toBe(false);
    await site.superuser`update runs set leased_until = now() - interval '1 millisecond'`;
    await startRunner();
    expect(await running).toMatchObject({ ok: true });
    const left = [];
    for await (const { key } of site.scorer.objects.list('runs')) left.push(key);
    expect(left).toEqual([]);
    expect(await site.superuser`select * from runs`).toHaveLength(0);
  });

  it('happens beside others in the slots of one runner', async () => {
    await startRunner();
    const requests = Array.from({ length: 6 }, () => runOnRunner(site.scorer, ask('classifier')));
    for (const result of await Promise.all(requests)) expect(result).toMatchObject({ ok: true });
  });

  it('rejects a result that its runner has not signed', async () => {
    const running = runOnRunner(site.scorer, ask('classifier'));
    const failed = expect(running).rejects.toThrow('isn’t signed');
    const { token } = await makeRunner(site);
    const { send } = await takeByHand(token);
    await leasedRun();
    // The web process has the scorer's public key, and could send this.
    const forged = Buffer.concat([
      Buffer.alloc(64),
      encodeResult({ ok: false, error: { code: 'model_failed' } }),
    ]);
    expect((await send(forged)).status).toBe(204);
    await failed;
  });

  it('rejects a result of other work, which a captured web process could have a runner do', async () => {
    const running = runOnRunner(site.scorer, ask('classifier'));
    const failed = expect(running).rejects.toThrow('isn’t signed');
    const { token, identity } = await makeRunner(site);
    const { lease, send } = await takeByHand(token);
    await leasedRun();
    const { recipient } = site.scorer.identity;
    const other = Buffer.concat(encodeWork({ recipient, request: ask('not-finite') }));
    const result = encodeResult({ ok: false, error: { code: 'model_failed' } });
    const text = composeResultText(
      { runId: lease.run_id, fence: lease.fence },
      { work: hashOf(other), result: hashOf(result) },
    );
    const signature = identity.sign(Buffer.from(text));
    expect((await send(Buffer.concat([signature, result]))).status).toBe(204);
    await failed;
  });

  it('takes no result of a runner that has been revoked', async () => {
    const running = runOnRunner(site.scorer, ask('classifier'));
    const failed = expect(running).rejects.toThrow('was revoked');
    const { name, token } = await makeRunner(site);
    await takeByHand(token);
    await leasedRun();
    await site.superuser.begin(async (tx) => {
      await tx`update runners set revoked_at = now() where name = ${name}`;
      await tx`update runs set state = 'returned'`;
    });
    await failed;
  });

  it('fails once three runners have lost it', async () => {
    const running = runOnRunner(site.scorer, ask('classifier'));
    const failed = expect(running).rejects.toThrow('3 runners lost the run');
    const { token } = await makeRunner(site);
    for (const fence of [1, 2, 3]) {
      expect((await takeByHand(token)).lease).toMatchObject({ fence });
      await site.superuser`update runs set leased_until = now() - interval '1 millisecond'`;
    }
    await failed;
  });

  it('fails once its runner has held it for too long, however often the lease is renewed', async () => {
    const running = runOnRunner(site.scorer, ask('classifier'), 500);
    const failed = expect(running).rejects.toThrow('held the run for too long');
    const { lease } = await takeByHand((await makeRunner(site)).token);
    await leasedRun();
    await failed;
    expect(await site.superuser`select from runs where run_id = ${lease.run_id}`).toHaveLength(0);
  });

  it('fails once no runner is heard, so that its job is tried again without one', async () => {
    await silenceAll();
    const running = runOnRunner(site.scorer, ask('classifier'));
    await expect(running).rejects.toThrow('no runner is heard');
    expect(await site.superuser`select from runs`).toHaveLength(0);
  });

  it('waits for a registered runner that starts again, but for no other', async () => {
    await silenceAll();
    expect(await awaitRemoteRunner(site.scorer, 1_000)).toBeNull();
    const awaited = awaitRemoteRunner(site.scorer);
    await startRunner();
    expect(await awaited).not.toBeNull();
    await site.superuser`update runners set revoked_at = now()`;
    expect(await awaitRemoteRunner(site.scorer)).toBeNull();
    await site.superuser`update runners set revoked_at = null`;
  });

  it('survives lost connections of its runner', async () => {
    await startRunner();
    served.fail(/work$/, 1);
    expect(await runOnRunner(site.scorer, ask('classifier'))).toMatchObject({ ok: true });
    served.fail(/result$/, 2);
    expect(await runOnRunner(site.scorer, ask('classifier'))).toMatchObject({ ok: true });
  });

  it('takes a dry run where a runner is heard whose sandbox holds, and only then', async () => {
    await silenceAll();
    expect(await findRemoteRunner(site.scorer)).toBeNull();
    await startRunner(['network']);
    await waitUntil(
      async () => (await site.superuser`select from runners where seen_at is not null`).length > 0,
    );
    expect(await findRemoteRunner(site.scorer)).toBeNull();
    await startRunner();
    await waitUntil(async () => (await findRemoteRunner(site.scorer)) !== null);
    const person = await makePerson(site);
    const slug = await makeBenchmark(person, acceptsTinyModels);
    const { id } = unwrap(await sendDryRun(person, slug, softmaxModel(1)));
    await runDryRun({ ...site.scorer, findRunner: () => findRemoteRunner(site.scorer) }, { dryRunId: id });
    expect(unwrap(await findDryRun(person, id))).toMatchObject({ state: 'passed' });
  });
});
