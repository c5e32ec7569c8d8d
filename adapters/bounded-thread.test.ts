import { afterEach, describe, expect, it } from 'vitest';
import { type BoundedThread, makeBoundedThread } from './bounded-thread';

/** A thread that answers each question with a call of `answer`. */
const moduleOf = (answer: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      const answer = ${answer};
      parentPort.on('message', (question) => parentPort.postMessage(answer(question)));
      parentPort.postMessage('ready');
    `)}`,
  );

describe('a bounded thread', () => {
  let thread: BoundedThread<string, unknown> | undefined;
  afterEach(() => thread?.stop());

  const start = (answer: string, msMax = 30_000) => {
    thread = makeBoundedThread<string, unknown>(moduleOf(answer), {
      msMax,
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
    });
    return thread;
  };

  it('is ended when its time is up, while this one goes on, and answers again', async () => {
    const { ask } = start(`(question) => { while (question === 'loop'); return question; }`, 300);
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 10);
    expect(await ask('loop')).toEqual({ ok: false, error: 'time' });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
    expect(await ask('hello')).toEqual({ ok: true, value: 'hello' });
  });

  it.each([
    ['objects', '{ at: kept.length, with: [kept.length] }'],
    ['texts', '[...String(kept.length).padEnd(1000)].join("")'],
    // Node 24.21 and 26.10 neither end such a thread nor let it be ended (docs/decisions/0030).
    ...(Number.parseInt(process.versions.node, 10) >= 24
      ? []
      : [['arrays', 'new Array(1000).fill(kept.length)']]),
  ])('is ended when its memory is up by %s, and the process isn’t', async (_kind, made) => {
    const { ask } = start(`(question) => {
      const kept = [];
      while (question === 'more') kept.push(${made});
      return question;
    }`);
    expect(await ask('more')).toEqual({ ok: false, error: 'memory' });
    expect(await ask('hello')).toEqual({ ok: true, value: 'hello' });
  });

  it('throws what it throws, and answers again', async () => {
    const { ask } = start(`(question) => { if (question === 'throw') throw new Error('broken'); return 1; }`);
    await expect(ask('throw')).rejects.toThrow('broken');
    expect(await ask('hello')).toEqual({ ok: true, value: 1 });
  });

  it('that ended while nobody asked is made anew', async () => {
    const { ask } = start(
      `(question) => { if (question === 'later') setTimeout(() => process.exit(1), 20); return 1; }`,
    );
    expect(await ask('later')).toEqual({ ok: true, value: 1 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await ask('hello')).toEqual({ ok: true, value: 1 });
  });

  it('throws where its module can’t be run', async () => {
    thread = makeBoundedThread(new URL('data:text/javascript,process.exit(0)'), {
      msMax: 1000,
      resourceLimits: {},
    });
    await expect(thread.ask('hello')).rejects.toThrow('a thread ended before it listened');
  });

  it('knows none of the process’s environment', async () => {
    const { ask } = start('() => Object.keys(process.env)');
    expect(await ask('')).toEqual({ ok: true, value: [] });
  });
});
