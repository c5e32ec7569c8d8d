import { parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import { machineBootClock } from '@/adapters/boot-clock';
import { readScorerEnvironment } from '@/adapters/environment';
import { findRunner } from '../runner/find-runner';
import { makeScorerPlatform } from '../scorer-platform';
import { runLanes } from './run-lanes';
import { type LaneMessage, type LaneTask, turnEveryMs } from './share-lanes';

const { lanes, bootId }: LaneTask = workerData;

const tell = (message: LaneMessage): void => parentPort?.postMessage(message);

const log = pino({ name: 'scorer', base: null }, process.stdout);

const made = await makeScorerPlatform(machineBootClock(bootId));

const platform = {
  ...made,
  async findRunner() {
    const runner = await findRunner(made, readScorerEnvironment().TIDEMARK_REACHABLE_FROM, log);
    return runner.ok ? runner.value : null;
  },
};

const running = await runLanes(platform, log, lanes, (workerId) => tell({ kind: 'worker', workerId }));

setInterval(() => tell({ kind: 'turn' }), turnEveryMs);

parentPort?.once('message', () => running.stop());

await running.ended;

await platform.client.close();

process.exit();
