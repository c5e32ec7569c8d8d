import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '@/testing/wait-until';
import { startLaneThread } from './start-lane-thread';

const task = { lanes: ['long'] as const, bootId: 'a boot' };
const log = pino({ level: 'silent' });
const thread = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';${code}`)}`,
  );
const sayWorker = `parentPort.postMessage({ kind: 'worker', workerId: 'worker-' + Math.random() });`;
const standStill = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

describe('thread of queues', () => {
  it('keeps its worker while it stalls within its time limit', async () => {
    const lanes = startLaneThread(task, log, {
      module: thread(sayWorker + standStill),
      stuckAfterMs: 2_000,
    });
    const [worker] = await waitUntil(async () => lanes.workerIds().length > 0 && lanes.workerIds());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(lanes.workerIds()).toEqual([worker]);
    // It receives nothing, so its time limit ends it.
    await lanes.stop();
  });

  it('gets a replacement, under another worker, when it stalls for longer', async () => {
    const lanes = startLaneThread(task, log, {
      module: thread(sayWorker + standStill),
      stuckAfterMs: 200,
    });
    const [first] = await waitUntil(async () => lanes.workerIds().length > 0 && lanes.workerIds());
    const [second] = await waitUntil(
      async () => lanes.workerIds().length > 0 && lanes.workerIds()[0] !== first && lanes.workerIds(),
    );
    expect(second).not.toBe(first);
    await lanes.stop();
  });

  it('gets a replacement when it runs out of memory', async () => {
    const fill =
      'const all = []; setInterval(() => { for (let i = 0; i < 1e5; i++) all.push([Math.random()]); });';
    const lanes = startLaneThread(task, log, { module: thread(sayWorker + fill), heapMegabytesMax: 16 });
    const [first] = await waitUntil(async () => lanes.workerIds().length > 0 && lanes.workerIds());
    await waitUntil(async () => lanes.workerIds().length > 0 && lanes.workerIds()[0] !== first);
    void lanes.stop();
  });

  it('ends the scorer when it ends by itself, and by any other fault', async () => {
    await expect(startLaneThread(task, log, { module: thread('') }).ended).rejects.toThrow(/has ended/);
    const faulty = startLaneThread(task, log, { module: thread(`throw new TypeError('at fault')`) });
    await expect(faulty.ended).rejects.toThrow('at fault');
  });

  it('ends on request, and not by itself', async () => {
    const lanes = startLaneThread(task, log, {
      module: thread(`${sayWorker}parentPort.once('message', () => process.exit());`),
    });
    await waitUntil(async () => lanes.workerIds().length > 0);
    await lanes.stop();
    expect(lanes.workerIds()).toEqual([]);
  });
});
