import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Encrypter, generateIdentity } from 'age-encryption';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '@/testing/listen-on-loopback';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { waitUntil } from '@/testing/wait-until';
import { makeIdentity } from '../vault/identity';
import { readFixture } from './fixtures/read-fixture';
import { callOverHttp, workOnLeases } from './lease-work';
import { runLimitsDefault } from './run-limits';
import { encodeWork } from './run-request';
import type { Runner } from './runner';

const facts = await findTestSandbox();
const runner: Runner = facts ? { kind: 'native', facts } : { kind: 'wasm' };

const leaseMs = 1_200;

/** Serves a site with one run of a model that never ends; `renew` returns the HTTP status of each renewal. */
async function serveEndlessRun(renew: () => number, memoryBytesMax = runLimitsDefault.memoryBytesMax) {
  const secret = await generateIdentity();
  const identity = await makeIdentity(secret);
  const encrypter = new Encrypter();
  encrypter.addRecipient(identity.recipient);
  const request = {
    model: readFixture('endless-loop'),
    inputs: [
      { name: 'x', type: 'float32', shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    ] as const,
    outputs: [{ name: 'y', type: 'float32', valuesPerRow: 2 }] as const,
    limits: { ...runLimitsDefault, memoryBytesMax, wallMsMax: 120_000 },
    faultsAs: 'codes' as const,
  };
  const work = Buffer.concat(encodeWork({ recipient: identity.recipient, request }));
  const sealed = await encrypter.encrypt(work);
  const asked: string[] = [];
  const responses: Record<string, (isFirst: boolean) => [number, string | Uint8Array]> = {
    leases: (isFirst) => (isFirst ? [200, lease()] : [204, '']),
    work: () => [200, sealed],
    renewal: () => [renew(), ''],
    result: () => [204, ''],
  };
  const server = createServer((incoming, outgoing) => {
    const name = incoming.url?.split('/').at(-1) ?? '';
    const isFirst = !asked.includes(name);
    asked.push(name);
    const [status, body] = responses[name]?.(isFirst) ?? [404, ''];
    // Responds late: a runner without work asks again at once, and would keep this machine busy.
    setTimeout(() => outgoing.writeHead(status).end(status === 204 ? undefined : body), isFirst ? 0 : 100);
  });
  const lease = () =>
    JSON.stringify({ run_id: randomUUID(), fence: 1, lease_ms: leaseMs, class: 'short', is_paced: false });
  const site = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  onTestFinished(() => void server.close());
  return { site, identity, asked };
}

describe('a runner', { timeout: 60_000 }, () => {
  it.each([
    ['another runner has the run’s lease', 409],
    ['the site hasn’t responded for the duration of a lease', 503],
  ])('stops a model and sends no result once %s', async (_, status) => {
    const { site, identity, asked } = await serveEndlessRun(() => status);
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(line) });
    const stop = new AbortController();
    const ended = workOnLeases(
      { call: callOverHttp({ site, token: 'token' }), identity, log },
      { runner, failedTrials: [] },
      { slots: 1, signal: stop.signal },
    );
    // The runner asks again: its only slot is free long before the model's time limit.
    await waitUntil(async () => asked.filter((name) => name === 'leases').length > 1);
    stop.abort();
    await ended;
    expect(lines.join('')).toContain('its lease was lost');
    expect(asked).toContain('work');
    expect(asked).not.toContain('result');
  });

  it.each([
    ['asks for no further run beside a run that may use the memory of all slots', 6, false],
    ['asks for another run beside a run that leaves the memory of a slot', 4, true],
  ])('%s', async (_, gigabytes, asksAgain) => {
    let renewals = 0;
    const renew = () => (++renewals > 3 ? 409 : 204);
    const { site, identity, asked } = await serveEndlessRun(renew, gigabytes * 2 ** 30);
    const stop = new AbortController();
    const ended = workOnLeases(
      { call: callOverHttp({ site, token: 'token' }), identity, log: pino({ level: 'silent' }) },
      { runner, failedTrials: [] },
      { slots: 3, signal: stop.signal },
    );
    await waitUntil(async () => asked.includes('work'));
    await waitUntil(async () => renewals > 2);
    // One request for work may be under way from before the runner knew how much memory its run needs.
    const countAsked = () => asked.filter((name) => name === 'leases').length;
    const whileItRan = countAsked();
    stop.abort();
    await ended;
    expect(whileItRan > 2).toBe(asksAgain);
  });

  it('continues a run while the lease is renewed, and ends after it was stopped and the run has ended', async () => {
    let renewals = 0;
    const { site, identity, asked } = await serveEndlessRun(() => (++renewals > 6 ? 409 : 204));
    const stop = new AbortController();
    const ended = workOnLeases(
      { call: callOverHttp({ site, token: 'token' }), identity, log: pino({ level: 'silent' }) },
      { runner, failedTrials: [] },
      { slots: 2, signal: stop.signal },
    );
    await waitUntil(async () => asked.includes('work'));
    stop.abort();
    await ended;
    expect(renewals).toBeGreaterThan(6);
  });
});
