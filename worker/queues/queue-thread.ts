import { parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import { machineBootClock } from '@/adapters/boot-clock';
import { readScorerEnvironment } from '@/adapters/environment';
import { findRunner } from '../runner/find-runner';
import { makeScorerPlatform } from '../scorer-platform';
import { runQueues } from './run-queues';
import { type QueueMessage, type QueueTask, turnEveryMs } from './share-threads';

const { queues, bootId }: QueueTask = workerData;

const send = (message: QueueMessage): void => parentPort?.postMessage(message);

const log = pino({ name: 'scorer', base: null }, process.stdout);

const made = await makeScorerPlatform(machineBootClock(bootId));

const platform = {
  ...made,
  async findRunner() {
    const runner = await findRunner(made, readScorerEnvironment().TIDEMARK_REACHABLE_FROM, log);
    return runner.ok ? runner.value : null;
  },
};

const running = await runQueues(platform, log, queues, (workerId) => send({ kind: 'worker', workerId }));

setInterval(() => send({ kind: 'turn' }), turnEveryMs);

parentPort?.once('message', () => running.stop());

await running.ended;

await platform.client.close();

process.exit();
