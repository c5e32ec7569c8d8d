import { parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import { machineBootClock } from '@/adapters/boot-clock';
import { makeScorerPlatform } from '../scorer-platform';
import { type LaneMessage, type LaneTask, turnEveryMs } from './lane-message';
import { runLanes } from './run-lanes';

const { lanes, bootId }: LaneTask = workerData;
const tell = (message: LaneMessage): void => parentPort?.postMessage(message);

const platform = await makeScorerPlatform(machineBootClock(bootId));
const running = await runLanes(
  platform,
  pino({ name: 'scorer', base: null }, process.stdout),
  lanes,
  (workerId) => tell({ kind: 'worker', workerId }),
);
setInterval(() => tell({ kind: 'turn' }), turnEveryMs);
parentPort?.once('message', () => running.stop());
await running.ended;
await platform.client.close();
process.exit();
