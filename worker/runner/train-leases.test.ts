import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findTestEngine } from '@/testing/provide-containers';
import { onThisMachine } from './choose-container-runner';
import { decodeContainerResult } from './container/container-result';
import type { SealedImage } from './container/container-work';
import { writePerlLayer } from './container/testing/perl-image';
import { testLimits } from './container/testing/unpack-base';
import { writeDockerArchive } from './container/testing/write-image';
import { decodeTrainResult } from './container/train-result';
import { makeTrainingFile, makeTrainingImage, openSite } from './testing/training-site';

const runsc = await findTestEngine('runsc');

const limits = { ...testLimits, trainedBytesMax: 1024 ** 2 };
function openMachine() {
  if (!runsc) throw new Error('a test that should have been skipped');
  return openSite(onThisMachine(runsc));
}

describe.skipIf(runsc === undefined)('leased training of a system', { timeout: 120_000 }, () => {
  const imageId = randomUUID();
  it('encrypts its model for the version, and the next training and predictions use that model', async () => {
    const site = await openMachine();
    const image = await site.seal(imageId, await makeTrainingImage());
    const artefact = await site.describeStored(image, imageId);
    const [first, second] = [makeTrainingFile(1, 3), makeTrainingFile(2, 40)];
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
    const last = await site.describeStored(trained.model!, firstId);
    const read = decodeTrainResult(trained.result, { limits });
    expect(read).toMatchObject({
      ...{ log: 'counted 3', tookMs: expect.any(Number) },
      outcome: {
        value: {
          trained: { sha256: last.sha256, byteCount: last.byteCount },
          record: { engine: 'runsc' },
        },
      },
    });
    expect(read.tookMs).toBeGreaterThan(0);

    const again = await site.work(
      {
        ...{ artefact, trained: last, rounds: rounds('[1, 2]'), data: [first.entry, second.entry] },
        ...{ limits, versionId: secondId },
      },
      { artefact: image, trained: trained.model!, 'data/0': first.bytes, 'data/1': second.bytes },
    );
    expect(decodeTrainResult(again.result, { limits })).toMatchObject({ log: 'counted 46' });

    const input = { name: 'inputs.csv', bytes: Buffer.from('id,x\na,1\n') } as const;
    const predict = { artefact, input, limits: testLimits, faultsAs: 'texts', isHidden: false } as const;
    const predictWith = async (newest: SealedImage | undefined, files: Record<string, Uint8Array>) => {
      const request = newest ? { ...predict, trained: newest } : predict;
      const { result } = await site.work(request, { artefact: image, ...files });
      const read = decodeContainerResult(result, { ...predict, inputName: input.name });
      return read.ok ? Buffer.from(read.value.output.bytes).toString() : read.error.code;
    };
    const newest = await site.describeStored(again.model!, secondId);
    expect(await predictWith(newest, { trained: again.model! })).toBe('id,prediction\na,46\n');
    expect(await predictWith(undefined, {})).toBe('id,prediction\na,0\n');
    expect(await predictWith(newest, { trained: trained.model! })).toBe('artefact_changed');
  });

  it('doesn’t begin if a file of a round isn’t the recorded one', async () => {
    const site = await openMachine();
    const image = await site.seal(imageId, await makeTrainingImage());
    const artefact = await site.describeStored(image, imageId);
    const { bytes, entry } = makeTrainingFile(1, 3);
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

  it('reports the image’s fault and messages, without a model', async () => {
    const site = await openMachine();
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
