import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { provideCluster } from '@/testing/provide-cluster';
import { decodeContainerResult } from '../container/container-result';
import { testLimits } from '../container/testing/unpack-base';
import { decodeTrainResult } from '../container/train-result';
import { makeTrainingFile, makeTrainingImage, openSite } from '../testing/training-site';
import { nameJob } from './job-folder';
import { trainOnSlurm } from './run-on-slurm';
import { onSlurm } from './run-sealed-on-slurm';

const limits = { ...testLimits, trainedBytesMax: 1024 ** 2 };

describe('training on a cluster', () => {
  const { slurm, cluster } = provideCluster();

  it('reads rounds and the previous model, writes a model that predicts, and leaves no file', async () => {
    const site = await openSite(onSlurm(cluster.engine));
    const imageId = randomUUID();
    const image = await site.seal(imageId, await makeTrainingImage());
    const artefact = await site.describeStored(image, imageId);
    const { bytes, entry } = makeTrainingFile(1, 5);
    const work = { artefact, rounds: Buffer.from('[1]'), data: [entry], limits };
    const files = { artefact: image, 'data/0': bytes };
    const [firstId, secondId] = [randomUUID(), randomUUID()];
    const first = await site.work({ ...work, versionId: firstId }, files, { lostModels: 1 });
    expect(decodeTrainResult(first.result, { limits })).toMatchObject({ log: 'counted 5' });
    const last = await site.describeStored(first.model!, firstId);
    const second = await site.work(
      { ...work, trained: last, versionId: secondId },
      { ...files, trained: first.model! },
    );
    const read = decodeTrainResult(second.result, { limits });
    const { sha256, byteCount } = await site.describeStored(second.model!, secondId);
    expect(read).toMatchObject({
      outcome: { value: { trained: { sha256, byteCount }, record: { engine: 'runsc' } } },
      log: 'counted 10',
    });

    const input = { name: 'inputs.csv', bytes: Buffer.from('id,x\na,1\n') } as const;
    const predict = { artefact, input, limits: testLimits, faultsAs: 'texts', isHidden: false } as const;
    const newest = await site.describeStored(second.model!, secondId);
    const { result } = await site.work(
      { ...predict, trained: newest },
      { artefact: image, trained: second.model! },
    );
    const predicted = decodeContainerResult(result, { ...predict, inputName: input.name });
    expect(predicted.ok && Buffer.from(predicted.value.output.bytes).toString()).toBe(
      'id,prediction\na,10\n',
    );
    for (const name of ['jobs', 'files']) expect(readdirSync(join(cluster.folder, name))).toEqual([]);
  });

  it('reports the program’s fault and messages', async () => {
    const site = await openSite(onSlurm(cluster.engine));
    const imageId = randomUUID();
    const image = await site.seal(imageId, await makeTrainingImage());
    const artefact = await site.describeStored(image, imageId);
    const work = { artefact, rounds: Buffer.from('[7]'), data: [], limits, versionId: randomUUID() };
    const { result, model } = await site.work(work, { artefact: image });
    expect(decodeTrainResult(result, { limits })).toMatchObject({
      outcome: { error: { code: 'exit_code' } },
      log: expect.stringMatching(/^Died at/),
    });
    expect(model).toBeUndefined();
  });

  it('continues, with the same job and files, when its killed runner starts again', async () => {
    const lease = { runId: randomUUID(), fence: 1 };
    const input = join(cluster.folder, 'files', `${lease.runId}-1`, 'input');
    mkdirSync(input, { recursive: true });
    const image = cluster.writeImage('sleep 6; open O, ">", "/model/a" or die; print O "x"; print "trained"');
    const request = { image, input, limits, needs: { cores: 1, gpus: 0 } };
    // This runner counts as killed, so it never removes its job.
    const before = trainOnSlurm(lease, request, cluster.engine);
    const name = nameJob(cluster.folder, lease);
    await expect
      .poll(() => slurm.run('squeue', '--noheader', '--format=%j'), { timeout: 20_000 })
      .toContain(name);
    const runner = onSlurm(cluster.engine);
    expect(await runner.listLeft(async () => true)).toEqual([{ ...lease, isTraining: true }]);
    const fail = async () => {
      throw new Error('a file is fetched again');
    };
    const sent: string[] = [];
    const artefact = { id: randomUUID(), sha256: '', byteCount: 0, fileKey: new Uint8Array(16) };
    const { outcome, log } = await runner.train(
      lease,
      { artefact, rounds: new Uint8Array(), data: [], limits, versionId: randomUUID() },
      { openImage: fail, openTrained: fail, openData: fail },
      {
        putModel: async (archive) => {
          sent.push(createHash('sha256').update(readFileSync(archive)).digest('hex'));
        },
        signal: new AbortController().signal,
      },
    );
    expect(log).toBe('trained');
    expect(sent).toEqual([outcome.ok && outcome.value.trained.sha256]);
    // The first runner finds no job if the second has delivered the result before.
    await Promise.allSettled([before]);
    await runner.forget(lease);
    for (const folder of ['jobs', 'files']) expect(readdirSync(join(cluster.folder, folder))).toEqual([]);
    await expect
      .poll(() => slurm.run('squeue', '--noheader', '--format=%j'), { timeout: 20_000 })
      .not.toContain(name);
    expect(slurm.listEnded().filter((job) => job.name === name)).toEqual([{ name, state: 'COMPLETED' }]);
  });
});
