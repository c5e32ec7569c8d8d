import { expect, it } from 'vitest';
import { lendUserId } from './start-as-own-user';

const everything = '0 0 4294967295';

const ofAContainer = '0 100000 65536';

it.skipIf(process.platform !== 'linux')(
  'lendUserId lends an id to one run at a time, and reuses released ids',
  async () => {
    const [first, second] = [await lendUserId(everything), await lendUserId(everything)];
    expect(first?.userId).toBeGreaterThanOrEqual(2_000_000_000);
    expect(second?.userId).not.toBe(first?.userId);
    first?.release();
    const again = await lendUserId(everything);
    expect(again?.userId).toBe(first?.userId);
    for (const lent of [second, again]) lent?.release();
  },
);

it.skipIf(process.platform !== 'linux')(
  'lendUserId lends only ids that the user namespace maps',
  async () => {
    const lent = await lendUserId(ofAContainer);
    expect(lent?.userId).toBeGreaterThanOrEqual(59_000);
    expect(lent?.userId).toBeLessThan(65_534);
    lent?.release();
    expect(await lendUserId('0 1000 1')).toBeUndefined();
  },
);
