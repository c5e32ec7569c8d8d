import { createHash, randomUUID } from 'node:crypto';
import { Decrypter, Encrypter, generateIdentity } from 'age-encryption';
import pino from 'pino';
import { versionEnvelope } from '@/lib/core/model/model-version';
import { leaseMs } from '@/lib/core/run/run';
import { makeIdentity } from '../../../vault/identity';
import type { ContainerRunner } from '../../container-runner';
import { type SiteCall, workOnLeases } from '../../lease-work';
import { encodeWork } from '../../run-request';
import { decodeContainerResult } from '../container-result';
import type { ContainerWork } from '../container-work';

/** Makes a site with one run of an image; the stored image is encrypted. */
export async function makeSiteOfOneRun(
  image: Buffer,
  asked: Omit<ContainerWork, 'artefact'>,
  runId: string = randomUUID(),
) {
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

/** Lets a runner lease and do the run of such a site. @returns its predictions, or the code of its fault */
export async function readRunOnLease(
  site: Awaited<ReturnType<typeof makeSiteOfOneRun>>,
  containers: ContainerRunner,
): Promise<string> {
  const stop = new AbortController();
  const ended = workOnLeases(
    site.connection,
    { runner: undefined, failedTrials: [], containers },
    { slots: 3, signal: stop.signal },
  );
  const predictions = await site.readPredictions();
  stop.abort();
  await ended;
  return predictions;
}
