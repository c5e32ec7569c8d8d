import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '@/testing/wait-until';
import { startQueueThread } from './start-queue-thread';

const task = { queues: ['long'] as const, bootId: 'a boot' };
const log = pino({ level: 'silent' });
const thread = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';${code}`)}`,
  );
const sayWorker = `parentPort.postMessage({ kind: 'worker', workerId: 'worker-' + Math.random() });`;
const standStill = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

describe('thread that runs job queues', () => {
  it('keeps its worker while it stalls within its time limit', async () => {
    const queues = startQueueThread(task, log, {
      module: thread(sayWorker + standStill),
      stuckAfterMs: 2_000,
    });
    const [worker] = await waitUntil(async () => queues.workerIds().length > 0 && queues.workerIds());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(queues.workerIds()).toEqual([worker]);
    // The thread doesn't respond to the stop, so its time limit ends it.
    await queues.stop();
  });

  it('gets a replacement, with another worker id, when it stalls beyond its time limit', async () => {
    const queues = startQueueThread(task, log, {
      module: thread(sayWorker + standStill),
      stuckAfterMs: 200,
    });
    const [first] = await waitUntil(async () => queues.workerIds().length > 0 && queues.workerIds());
    const [second] = await waitUntil(
      async () => queues.workerIds().length > 0 && queues.workerIds()[0] !== first && queues.workerIds(),
    );
    expect(second).not.toBe(first);
    await queues.stop();
  });

  it('gets a replacement when it runs out of memory', async () => {
    const fill =
      'const all = []; setInterval(() => { for (let i = 0; i < 1e5; i++) all.push([Math.random()]); });';
    const queues = startQueueThread(task, log, { module: thread(sayWorker + fill), heapMegabytesMax: 16 });
    const [first] = await waitUntil(async () => queues.workerIds().length > 0 && queues.workerIds());
    await waitUntil(async () => queues.workerIds().length > 0 && queues.workerIds()[0] !== first);
    void queues.stop();
  });

  it('ends the scorer when it ends by itself or through an error', async () => {
    await expect(startQueueThread(task, log, { module: thread('') }).ended).rejects.toThrow(/has ended/);
    const faulty = startQueueThread(task, log, { module: thread(`throw new TypeError('at fault')`) });
    await expect(faulty.ended).rejects.toThrow('at fault');
  });

  it('runs until it is stopped', async () => {
    const queues = startQueueThread(task, log, {
      module: thread(`${sayWorker}parentPort.once('message', () => process.exit());`),
    });
    await waitUntil(async () => queues.workerIds().length > 0);
    await queues.stop();
    expect(queues.workerIds()).toEqual([]);
  });
});
