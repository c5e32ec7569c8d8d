import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, Encrypter, generateIdentity } from 'age-encryption';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { versionEnvelope } from '@/lib/core/model/model-version';
import { leaseMs } from '@/lib/core/run/run';
import { type Slurm, startSlurm } from '@/testing/start-slurm';
import { makeIdentity } from '../../vault/identity';
import { decodeContainerResult } from '../container/container-result';
import type { ContainerWork } from '../container/container-work';
import { honestPerl } from '../container/testing/perl-image';
import { type SiteCall, workOnLeases } from '../lease-work';
import { encodeWork } from '../run-request';
import { nameJob } from './job-folder';
import { runOnSlurm } from './run-on-slurm';
import { onSlurm } from './run-sealed-on-slurm';
import { askOfCluster, openCluster } from './testing/perl-jobs';

/** A site with one run of an image, which is stored encrypted. */
async function makeSite(image: Buffer, runId: string) {
  const secret = await generateIdentity();
  const identity = await makeIdentity(secret);
  const encrypt = async (bytes: Uint8Array) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(identity.recipient);
    return encrypter.encrypt(bytes);
  };
  const id = randomUUID();
  const stored = await encrypt(Buffer.concat([versionEnvelope(id), image]));
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  const fileKey = await decrypter.decryptHeader(stored);
  const { image: _, needs: __, ...asked } = askOfCluster('');
  const request: ContainerWork = {
    ...asked,
    artefact: {
      id,
      sha256: createHash('sha256').update(image).digest('hex'),
      byteCount: image.byteLength,
      fileKey,
    },
  };
  const work = await encrypt(Buffer.concat(encodeWork({ recipient: identity.recipient, request })));
  let sendResult: (bytes: Uint8Array) => void = () => {};
  const result = new Promise<Uint8Array>((resolve) => {
    sendResult = resolve;
  });
  let isAsked = false;
  const call: SiteCall = async (path, { body }) => {
    const lease = { run_id: runId, fence: 1, lease_ms: leaseMs, class: 'long', is_paced: false };
    const responses: Record<string, () => Response> = {
      leases: () => (isAsked ? new Response(null, { status: 204 }) : Response.json(lease)),
      work: () => new Response(Buffer.from(work)),
      artefact: () => new Response(Buffer.from(stored)),
      renewal: () => new Response(null, { status: 204 }),
      result: () => {
        sendResult(body as Buffer);
        return new Response(null, { status: 204 });
      },
    };
    const name = path.split('/').at(-1) ?? '';
    if (isAsked && name === 'leases') await new Promise((done) => setTimeout(done, 200));
    const response = responses[name]?.() ?? new Response(null, { status: 404 });
    if (name === 'leases') isAsked = true;
    return response;
  };
  return {
    connection: { call, identity, log: pino({ level: 'silent' }) },
    skipLease: () => {
      isAsked = true;
    },
    readPredictions: async () => {
      const opened = await identity.open(await result);
      const outcome = decodeContainerResult(opened.subarray(64), {
        ...request,
        inputName: request.input.name,
      });
      return outcome.ok ? Buffer.from(outcome.value.output.bytes).toString() : outcome.error.code;
    },
  };
}

const predictions = 'id,prediction\na,0.428571428571429\nb,0.571428571428571\n';

describe('lease of an image on a cluster', () => {
  let slurm: Slurm;
  let cluster: Awaited<ReturnType<typeof openCluster>>;
  beforeAll(async () => {
    cluster = await openCluster();
    slurm = await startSlurm();
    process.env.SLURM_CONF = slurm.environment.SLURM_CONF;
  });
  afterAll(async () => {
    delete process.env.SLURM_CONF;
    await slurm?.stop();
    cluster?.remove();
  });

  const listFiles = () =>
    ['jobs', 'files'].flatMap((name) =>
      readdirSync(join(cluster.folder, name)).map((file) => `${name}/${file}`),
    );
  const listJobs = () => slurm.run('squeue', '--noheader', '--format=%j');
  const work = (site: Awaited<ReturnType<typeof makeSite>>) => {
    const stop = new AbortController();
    const ended = workOnLeases(
      site.connection,
      { runner: undefined, failedTrials: [], containers: onSlurm(cluster.engine) },
      { slots: 3, signal: stop.signal },
    );
    return async () => {
      stop.abort();
      await ended;
    };
  };

  it('is decrypted for its job, and leaves nothing when its result is delivered', async () => {
    const site = await makeSite(readFileSync(cluster.writeImage(honestPerl)), randomUUID());
    const stop = work(site);
    expect(await site.readPredictions()).toBe(predictions);
    await stop();
    expect(listFiles()).toEqual([]);
  });

  it('is continued by a runner that starts again, with the job that the killed one has left', async () => {
    const lease = { runId: randomUUID(), fence: 1 };
    const image = cluster.writeImage(`sleep 6; ${honestPerl}`);
    // As a killed runner, it never removes its job.
    const before = runOnSlurm(lease, askOfCluster(image), cluster.engine);
    const name = nameJob(cluster.folder, lease);
    await expect.poll(listJobs, { timeout: 20_000 }).toContain(name);
    const site = await makeSite(readFileSync(image), lease.runId);
    site.skipLease();
    const stop = work(site);
    expect(await site.readPredictions()).toBe(predictions);
    await stop();
    await before;
    await expect.poll(listJobs, { timeout: 20_000 }).toBe('');
    expect(slurm.listEnded().filter((job) => job.name === name)).toEqual([{ name, state: 'COMPLETED' }]);
    expect(listFiles()).toEqual([]);
  });

  it('is cancelled, with its files, by a runner whose lease it no longer is', async () => {
    const lease = { runId: randomUUID(), fence: 1 };
    const running = runOnSlurm(lease, askOfCluster('none'), cluster.withScript('sleep 600'));
    writeFileSync(join(cluster.folder, 'files', `${lease.runId}-1`), 'an image');
    await expect.poll(listJobs, { timeout: 20_000 }).toContain(nameJob(cluster.folder, lease));
    expect(await onSlurm(cluster.engine).listLeft(async () => false)).toEqual([]);
    await expect(running).rejects.toMatchObject({ code: 'job_cancelled' });
    expect(listFiles()).toEqual([]);
  });
});
