import { createHash, randomUUID } from 'node:crypto';
import { Decrypter, Encrypter, generateIdentity } from 'age-encryption';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { versionEnvelope } from '@/lib/core/model/model-version';
import { leaseMs } from '@/lib/core/run/run';
import { findTestEngine } from '@/testing/provide-containers';
import { makeIdentity } from '../vault/identity';
import { onThisMachine } from './choose-container-runner';
import { decodeContainerResult } from './container/container-result';
import type { ContainerWork, SealedImage, TrainWork } from './container/container-work';
import { writePerlLayer } from './container/testing/perl-image';
import { testLimits } from './container/testing/unpack-base';
import { writeDockerArchive } from './container/testing/write-image';
import { decodeTrainResult } from './container/train-result';
import { type SiteCall, workOnLeases } from './lease-work';
import { encodeWork } from './run-request';

const runsc = await findTestEngine('runsc');

/** Counts the lines of all rounds; adds the last count where there is one. Predicts the count for each row. */
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

const limits = { ...testLimits, stateBytesMax: 1024 ** 2 };
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A site with one leased run, which a runner of this machine works on. */
async function openSite() {
  if (!runsc) throw new Error('a test that should have been skipped');
  const secret = await generateIdentity();
  const identity = await makeIdentity(secret);
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  const encrypt = async (bytes: Uint8Array) => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(identity.recipient);
    return encrypter.encrypt(bytes);
  };
  /** The key of a file that is stored encrypted, and what is known of it. */
  const describeStored = async (stored: Uint8Array, id: string): Promise<SealedImage> => {
    const plain = (await decrypter.decrypt(stored)).subarray(versionEnvelope(id).byteLength);
    const fileKey = await decrypter.decryptHeader(stored);
    return { id, sha256: hashOf(plain), byteCount: plain.byteLength, fileKey };
  };
  const seal = (id: string, bytes: Uint8Array) => encrypt(Buffer.concat([versionEnvelope(id), bytes]));
  const engines = { runner: undefined, failedTrials: [], containers: onThisMachine(runsc) };
  return {
    seal,
    describeStored,
    /** Works on one lease until its result, which is then read. `lostModels` of the files are received without a response. */
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

describe.skipIf(runsc === undefined)('training of a system', { timeout: 120_000 }, () => {
  const imageId = randomUUID();
  const makeImage = async () =>
    writeDockerArchive({
      layers: [await writePerlLayer()],
      config: { Entrypoint: ['/bin/perl', '-e', program, '--'], Cmd: ['predict'] },
    });
  const fileOf = (round: number, rows: number) => {
    const bytes = Buffer.from('x\n'.repeat(rows));
    return {
      bytes,
      entry: { path: `${round}/items.csv`, sha256: hashOf(bytes), byteCount: bytes.byteLength },
    };
  };

  it('is encrypted for its version, read by the next one, and predicts with what it learned', async () => {
    const site = await openSite();
    const image = await site.seal(imageId, await makeImage());
    const artefact = await site.describeStored(image, imageId);
    const [first, second] = [fileOf(1, 3), fileOf(2, 40)];
    const rounds = (text: string) => Buffer.from(text);
    const [firstId, secondId] = [randomUUID(), randomUUID()];
    const trained = await site.work(
      { artefact, rounds: rounds('[1]'), data: [first.entry], limits, versionId: firstId },
      { artefact: image, 'data/0': first.bytes },
      { lostModels: 1 },
    );
    expect(trained.asked[0]).toMatchObject({
      kinds: ['onnx', 'container'],
      takes: expect.arrayContaining(['training']),
    });
    const state = await site.describeStored(trained.model!, firstId);
    const read = decodeTrainResult(trained.result, { limits });
    expect(read).toMatchObject({
      ...{ log: 'counted 3', tookMs: expect.any(Number) },
      outcome: {
        value: {
          trained: { sha256: state.sha256, byteCount: state.byteCount },
          record: { engine: 'runsc' },
        },
      },
    });
    expect(read.tookMs).toBeGreaterThan(0);

    const again = await site.work(
      {
        ...{ artefact, state, rounds: rounds('[1, 2]'), data: [first.entry, second.entry] },
        ...{ limits, versionId: secondId },
      },
      { artefact: image, state: trained.model!, 'data/0': first.bytes, 'data/1': second.bytes },
    );
    expect(decodeTrainResult(again.result, { limits })).toMatchObject({ log: 'counted 46' });

    const input = { name: 'inputs.csv', bytes: Buffer.from('id,x\na,1\n') } as const;
    const predict = { artefact, input, limits: testLimits, faultsAs: 'texts' } as const;
    const predictWith = async (newest: SealedImage | undefined, files: Record<string, Uint8Array>) => {
      const request = newest ? { ...predict, state: newest } : predict;
      const { result } = await site.work(request, { artefact: image, ...files });
      const read = decodeContainerResult(result, { ...predict, inputName: input.name });
      return read.ok ? Buffer.from(read.value.output.bytes).toString() : read.error.code;
    };
    const newest = await site.describeStored(again.model!, secondId);
    expect(await predictWith(newest, { state: again.model! })).toBe('id,prediction\na,46\n');
    expect(await predictWith(undefined, {})).toBe('id,prediction\na,0\n');
    expect(await predictWith(newest, { state: trained.model! })).toBe('artefact_changed');
  });

  it('doesn’t begin where a file of a round isn’t the recorded one', async () => {
    const site = await openSite();
    const image = await site.seal(imageId, await makeImage());
    const artefact = await site.describeStored(image, imageId);
    const { bytes, entry } = fileOf(1, 3);
    const work = { artefact, rounds: Buffer.from('[1]'), data: [entry], limits, versionId: randomUUID() };
    const changes = [
      Buffer.concat([bytes, Buffer.from('x')]),
      bytes.subarray(1),
      Buffer.from('y\n'.repeat(3)),
    ];
    for (const changed of changes) {
      const { result, model } = await site.work(work, { artefact: image, 'data/0': changed });
      expect(decodeTrainResult(result, { limits })).toMatchObject({
        outcome: { error: { code: 'artefact_changed' } },
        tookMs: 0,
      });
      expect(model).toBeUndefined();
    }
  });

  it('ends with the image’s fault, its messages and no model', async () => {
    const site = await openSite();
    const config = { Entrypoint: ['/bin/perl', '-e', 'print "out of ideas"; exit 1'] };
    const image = await site.seal(imageId, writeDockerArchive({ layers: [await writePerlLayer()], config }));
    const artefact = await site.describeStored(image, imageId);
    const work = { artefact, rounds: Buffer.from('[]'), data: [], limits, versionId: randomUUID() };
    const { result, model } = await site.work(work, { artefact: image });
    expect(decodeTrainResult(result, { limits })).toMatchObject({
      outcome: { error: { code: 'exit_code' } },
      log: 'out of ideas',
    });
    expect(model).toBeUndefined();
    const bare = writeDockerArchive({ layers: [await writePerlLayer()], config: { Cmd: ['/bin/perl'] } });
    const other = await site.seal(imageId, bare);
    const unstarted = await site.work(
      { ...work, artefact: await site.describeStored(other, imageId) },
      { artefact: other },
    );
    expect(decodeTrainResult(unstarted.result, { limits })).toMatchObject({
      outcome: { error: { code: 'no_entrypoint', text: expect.stringMatching(/no ENTRYPOINT/) } },
    });
  });
});
