import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BoundedPool, makeSerialLimiter } from './bounded-pool';

const boundedTaskModule = new URL('./bounded-task.ts', import.meta.url).href;

const loaderModule = import.meta.resolve('tsx/esm/api');

describe('bounded pool', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bounded-pool-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  let pool: BoundedPool<string, unknown> | undefined;
  let moduleCount = 0;
  afterEach(() => pool?.stop());

  const startModule = (source: string) => {
    const path = join(folder, `${++moduleCount}.mjs`);
    writeFileSync(path, source);
    pool = new BoundedPool<string, unknown>({
      module: pathToFileURL(path),
      threadCount: 1,
      wallMsMin: 0,
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
    });
    return pool;
  };
  /** @param work the source text of the function that handles a task in the pool's thread */
  const start = (work: string) => {
    const module = startModule(`
      import { register } from '${loaderModule}';
      register();
      const { boundedTask } = await import('${boundedTaskModule}');
      const work = ${work};
      export const runTask = boundedTask((task, begin) => { begin(); return work(task); });`);
    return async (task: string, msMax = 30_000) => {
      const done = await module.run(task, msMax);
      return done.ok ? { ok: true, value: done.value.value } : done;
    };
  };

  it('ends the thread of a task that exceeds its time limit, and runs the next task', async () => {
    const run = start(`(task) => { while (task === 'loop'); return task; }`);
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 10);
    expect(await run('loop', 300)).toEqual({ ok: false, error: 'time' });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
    expect(await run('hello')).toEqual({ ok: true, value: 'hello' });
  });

  it('passes on a task’s error with its name and code', async () => {
    const run = start(
      `() => { throw Object.assign(new Error('away'), { name: 'StoreFault', code: 'AWAY' }); }`,
    );
    await expect(run('any')).rejects.toMatchObject({ message: 'away', name: 'StoreFault', code: 'AWAY' });
  });

  it('ends a thread that waits without using its processor time', async () => {
    const run = start(`(task) => {
      if (task === 'wait') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return task;
    }`);
    expect(await run('wait', 50)).toEqual({ ok: false, error: 'time' });
    expect(await run('hello')).toEqual({ ok: true, value: 'hello' });
  });

  it.each([
    ['objects', '{ at: kept.length, with: [kept.length] }'],
    ['texts', '[...String(kept.length).padEnd(1000)].join("")'],
    // Node 24.21 and 26.10 neither end a thread that is in such a loop nor let the pool end it.
    ...(Number.parseInt(process.versions.node, 10) >= 24
      ? []
      : [['arrays', 'new Array(1000).fill(kept.length)']]),
  ])('ends a thread, and not the process, when the thread fills its memory with %s', async (_kind, made) => {
    const run = start(`(task) => {
      const kept = [];
      while (task === 'more') kept.push(${made});
      return task;
    }`);
    expect(await run('more')).toEqual({ ok: false, error: 'memory' });
    expect(await run('hello')).toEqual({ ok: true, value: 'hello' });
  });

  it('rejects with an error that a task throws, and runs the next task', async () => {
    const run = start(`(task) => { if (task === 'throw') throw new Error('broken'); return 1; }`);
    await expect(run('throw')).rejects.toThrow('broken');
    expect(await run('hello')).toEqual({ ok: true, value: 1 });
  });

  it('replaces a thread that ended without a task', async () => {
    const run = start(`(task) => { if (task === 'later') setTimeout(() => process.exit(1), 20); return 1; }`);
    expect(await run('later')).toEqual({ ok: true, value: 1 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await run('hello')).toEqual({ ok: true, value: 1 });
  });

  it('throws if the module of its threads fails', async () => {
    const broken = startModule(`throw new Error('a broken module')`);
    await expect(broken.run('hello', 1000)).rejects.toThrow('a broken module');
    await expect(broken.run('hello', 1000)).rejects.toThrow('a broken module');
  });

  it('gives its threads no environment', async () => {
    expect(await start('() => Object.keys(process.env)')('')).toEqual({ ok: true, value: [] });
  });
});

const later = () => new Promise<void>((resolve) => setTimeout(resolve, 2));

describe('serial limiter', () => {
  it('runs one task at a time, in order of arrival, and refuses tasks beyond its queue', async () => {
    const limiter = makeSerialLimiter(3);
    let running = 0;
    let runningMost = 0;
    const served: number[] = [];
    const runs = Array.from({ length: 6 }, (_, i) =>
      limiter.run(async () => {
        running += 1;
        runningMost = Math.max(runningMost, running);
        await later();
        served.push(i);
        running -= 1;
        return i;
      }),
    );
    expect(await Promise.all(runs)).toEqual([0, 1, 2, 3, 'full', 'full']);
    expect(served).toEqual([0, 1, 2, 3]);
    expect(runningMost).toBe(1);
  });

  it('rejects the caller of a task that failed, and runs the next', async () => {
    const limiter = makeSerialLimiter(3);
    const failing = limiter.run(() => Promise.reject(new Error('no')));
    const next = limiter.run(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
