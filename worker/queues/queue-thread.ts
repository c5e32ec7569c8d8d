import { parentPort, workerData } from 'node:worker_threads';
import { machineBootClock } from '@/adapters/boot-clock';
import { readScorerEnvironment } from '@/adapters/environment';
import { makeLog } from '@/adapters/log';
import { findRunner } from '../runner/find-runner';
import { runModel } from '../runner/run-model';
import type { RunRequest } from '../runner/run-request';
import { awaitRemoteRunner, findRemoteRunner } from '../runs/run-on-runner';
import { makeScorerPlatform } from '../scorer-platform';
import { runQueues } from './run-queues';
import { type QueueMessage, type QueueTask, turnEveryMs } from './share-threads';

const { queues, bootId }: QueueTask = workerData;

const send = (message: QueueMessage): void => parentPort?.postMessage(message);

const log = makeLog('scorer');

const made = await makeScorerPlatform(machineBootClock(bootId), log);

const platform = {
  ...made,
  async findRunner() {
    const remote = await findRemoteRunner(made);
    if (remote) return remote;
    const found = await findRunner(made, readScorerEnvironment().TIDEMARK_REACHABLE_FROM, log);
    return found.ok ? (request: RunRequest) => runModel(request, found.value) : awaitRemoteRunner(made);
  },
};

const running = await runQueues(platform, queues, (workerId) => send({ kind: 'worker', workerId }));

setInterval(() => send({ kind: 'turn' }), turnEveryMs);

parentPort?.once('message', () => running.stop());

await running.ended;

await platform.client.close();

process.exit();
