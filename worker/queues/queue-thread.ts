import { parentPort, workerData } from 'node:worker_threads';
import { machineBootClock } from '@/adapters/boot-clock';
import { makeLog } from '@/adapters/log';
import { makeScorerPlatform } from '../scorer-platform';
import { runQueues } from './run-queues';
import { type QueueMessage, type QueueTask, turnEveryMs } from './share-threads';

const { queues, bootId }: QueueTask = workerData;

const send = (message: QueueMessage): void => parentPort?.postMessage(message);

const platform = await makeScorerPlatform(machineBootClock(bootId), makeLog('scorer'));

const running = await runQueues(platform, queues, (workerId) => send({ kind: 'worker', workerId }));

setInterval(() => send({ kind: 'turn' }), turnEveryMs);

parentPort?.once('message', () => running.stop());

await running.ended;

await platform.client.close();

process.exit();
