import { describe, expect, it } from 'vitest';
import { makeTurnstile } from './turnstile';

const later = () => new Promise<void>((resolve) => setTimeout(resolve, 2));

describe('a turnstile', () => {
  it('lets one through at a time, in the order of arrival, and turns away whom the line can’t hold', async () => {
    const turnstile = makeTurnstile(3);
    let inside = 0;
    let insideMost = 0;
    const served: number[] = [];
    const visits = Array.from({ length: 6 }, (_, i) =>
      turnstile.pass(async () => {
        inside += 1;
        insideMost = Math.max(insideMost, inside);
        await later();
        served.push(i);
        inside -= 1;
        return i;
      }),
    );
    expect(await Promise.all(visits)).toEqual([0, 1, 2, 3, 'full', 'full']);
    expect(served).toEqual([0, 1, 2, 3]);
    expect(insideMost).toBe(1);
  });

  it('goes on after work that failed, and tells its caller', async () => {
    const turnstile = makeTurnstile(3);
    const failing = turnstile.pass(() => Promise.reject(new Error('no')));
    const next = turnstile.pass(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
