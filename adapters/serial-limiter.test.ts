import { describe, expect, it } from 'vitest';
import { makeSerialLimiter } from './serial-limiter';

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
