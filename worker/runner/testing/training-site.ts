import { createHash, randomUUID } from 'node:crypto';
import { Decrypter, Encrypter, generateIdentity } from 'age-encryption';
import pino from 'pino';
import { versionEnvelope } from '@/lib/core/model/model-version';
import { leaseMs } from '@/lib/core/run/run';
import { makeIdentity } from '../../vault/identity';
import type { ContainerWork, SealedImage, TrainWork } from '../container/container-work';
import { writePerlLayer } from '../container/testing/perl-image';
import { writeDockerArchive } from '../container/testing/write-image';
import type { ContainerRunner } from '../container-runner';
import { type SiteCall, workOnLeases } from '../lease-work';
import { encodeWork } from '../run-request';

/**
 * Perl program. Its training counts the lines of all rounds, and adds the previous model's count if there is
 * one; then it predicts the count for each row.
 */
const program = String.raw`
if ($ARGV[0] eq "train") {
  open R, "<", "/input/rounds.json" or die; my $rounds = join "", <R>; my $count = 0;
  if (open P, "<", "/previous/count") { $count = <P> }
  for my $round ($rounds =~ /\d+/g) { open I, "<", "/input/rounds/$round/items.csv" or die; my @lines = <I>; $count += @lines }
  open M, ">", "/model/count" or die $!; print M $count; close M or die $!; print "counted $count\n";
} else {
  my $count = 0; if (open M, "<", "/model/count") { $count = <M> }
  open I, "<", "/input/inputs.csv" or die $!; <I>;
  open O, ">", "/output/predictions.csv" or die $!; print O "id,prediction\n";
  while (<I>) { my ($id) = split /,/; print O "$id,$count\n" } close O or die $!;
}`;

/** Makes an image that runs this program. */
export const makeTrainingImage = async (): Promise<Buffer> =>
  writeDockerArchive({
    layers: [await writePerlLayer()],
    config: { Entrypoint: ['/bin/perl', '-e', program, '--'], Cmd: ['predict'] },
  });

/** Makes a round's training file with this number of rows. */
export function makeTrainingFile(round: number, rows: number) {
  const bytes = Buffer.from('x\n'.repeat(rows));
  const entry = { path: `${round}/items.csv`, sha256: hashOf(bytes), byteCount: bytes.byteLength };
  return { bytes, entry };
}

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Opens a site that leases one run at a time to a runner, and parses the runner's result. */
export async function openSite(containers: ContainerRunner) {
  const secret = await generateIdentity();
  const identity = await makeIdentity(secret);
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  const encrypt = async (bytes: Uint8Array) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(identity.recipient);
    return encrypter.encrypt(bytes);
  };
  /** Describes a stored file for a runner: the key of the encrypted file, its id, hash and size. */
  const describeStored = async (stored: Uint8Array, id: string): Promise<SealedImage> => {
    const plain = (await decrypter.decrypt(stored)).subarray(versionEnvelope(id).byteLength);
    const fileKey = await decrypter.decryptHeader(stored);
    return { id, sha256: hashOf(plain), byteCount: plain.byteLength, fileKey };
  };
  const seal = (id: string, bytes: Uint8Array) => encrypt(Buffer.concat([versionEnvelope(id), bytes]));
  const engines = { runner: undefined, failedTrials: [], containers };
  return {
    seal,
    describeStored,
    /**
     * Lets the runner work on one lease until its result, and parses that. The site receives the first
     * `lostModels` model uploads without responding.
     */
    async work(
      request: ContainerWork | TrainWork,
      files: Record<string, Uint8Array>,
      { lostModels = 0 }: { lostModels?: number } = {},
    ) {
      const work = await encrypt(Buffer.concat(encodeWork({ recipient: identity.recipient, request })));
      const stop = new AbortController();
      const asked: unknown[] = [];
      const sent: Record<string, Uint8Array> = {};
      let left = lostModels;
      const call: SiteCall = async (path, { method, body }) => {
        const name = path.split('/').slice(3).join('/');
        if (path === 'leases') {
          asked.push(JSON.parse(String(body)));
          if (asked.length > 1) {
            await new Promise((done) => setTimeout(done, 100));
            return new Response(null, { status: 204 });
          }
          const lease = { run_id: randomUUID(), fence: 1, lease_ms: leaseMs };
          return Response.json({ ...lease, class: 'long', is_paced: false });
        }
        if (method === 'PUT') {
          const received = new Uint8Array(await new Response(body).arrayBuffer());
          if (name === 'model' && left-- > 0) throw new Error('the connection is lost');
          sent[name] = received;
          if (name === 'result') stop.abort();
        }
        if (method) return new Response(null, { status: 204 });
        const file = name === 'work' ? work : files[name];
        return file ? new Response(Buffer.from(file)) : new Response(null, { status: 404 });
      };
      const log = pino({ level: 'silent' });
      await workOnLeases({ call, identity, log }, engines, { slots: 1, signal: stop.signal });
      const result = (await identity.open(Buffer.from(sent.result!))).subarray(64);
      return { asked, result, model: sent.model };
    },
  };
}
