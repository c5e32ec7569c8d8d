import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { sealToScorer } from '@/adapters/sealing/seal-to-scorer';
import { fromWebStream, toWebStream } from '@/adapters/spool-file';
import { composeResultText, runClasses } from '@/lib/core/run/run';
import { callOverHttp } from '@/worker/runner/lease-work';
import type { makeRunner } from './make-runner';
import type { TestSite } from './make-test-site';

/** Takes the lease of the next run and its work, as a runner does whose further actions the test decides. */
export async function takeLeaseByHand(
  site: TestSite,
  url: string,
  { token, identity }: Awaited<ReturnType<typeof makeRunner>>,
) {
  const call = callOverHttp({ site: url, token });
  const asked = { failed_trials: [], kinds: ['onnx'], takes: runClasses };
  const lease = await (await call('leases', { method: 'POST', body: JSON.stringify(asked) })).json();
  const path = `leases/${lease.run_id}/${lease.fence}`;
  const work = await identity.open(new Uint8Array(await (await call(`${path}/work`, {})).arrayBuffer()));
  const sign = (done: Uint8Array, result: Uint8Array) => {
    const hashes = { work: hashOf(done), result: hashOf(result) };
    const text = composeResultText({ runId: lease.run_id, fence: lease.fence }, hashes);
    return Buffer.concat([identity.sign(Buffer.from(text)), result]);
  };
  const sendBytes = async (body: Uint8Array) =>
    (await call(`${path}/result`, { method: 'PUT', body: new Uint8Array(body) })).status;
  const send = async (bytes: Uint8Array) => {
    const { SCORER_RECIPIENT } = site.web.environment;
    const sealed = await sealToScorer(SCORER_RECIPIENT, toWebStream(Readable.from([bytes])));
    return sendBytes(await buffer(fromWebStream(sealed)));
  };
  return { lease, work, sign, send, sendBytes };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
