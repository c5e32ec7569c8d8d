import { expect, it } from 'vitest';
import { startPagesThread } from './start-pages-thread';

/** A thread that says it listens, and then does something. */
const threadThat = (does: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.postMessage('listening');
      ${does}`)}`,
  );

const untilEnd = (does: string): Promise<unknown> =>
  new Promise((resolve) => void startPagesThread(resolve, threadThat(does)));

it('tells of the end of its thread, whatever ends it', async () => {
  expect(await untilEnd('setTimeout(() => { throw new TypeError("a fault"); }, 10);')).toBeInstanceOf(
    TypeError,
  );
  expect(await untilEnd('Promise.reject(new RangeError("a fault"));')).toBeInstanceOf(RangeError);
  expect(await untilEnd('setTimeout(() => process.exit(1), 10);')).toBeInstanceOf(Error);
});

it('is stopped when what is under way there is done', async () => {
  let isOver = false;
  const thread = await startPagesThread(() => {
    isOver = true;
  }, threadThat(
    "setInterval(() => {}, 1_000); parentPort.once('message', (word) => setTimeout(() => parentPort.postMessage(word + 'ped'), 50));",
  ));
  await thread.stop();
  expect(isOver).toBe(false);
});
