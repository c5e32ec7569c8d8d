import { expect, it } from 'vitest';
import { chooseSlotCount, countSlots } from './choose-slots';

const gigabyte = 2 ** 30;

it('chooseSlotCount gives a runner as many slots as its memory and cores allow', () => {
  // Memory sizes as cloud providers sell them; the machines report a little less.
  const sold = [
    ...[[1, 1, 1] as const, [2, 2, 2] as const, [4, 2, 2] as const, [8, 2, 3] as const],
    ...[[8, 16, 3] as const, [32, 4, 3] as const, [32, 16, 8] as const, [1_024, 256, 64] as const],
  ];
  for (const [gigabytes, cores, slots] of sold)
    expect(chooseSlotCount(0.97 * gigabytes * gigabyte, cores), `${gigabytes} GB, ${cores} cores`).toBe(
      slots,
    );
});

it('countSlots gives the number of slots whose memory a run needs', () => {
  const sizes = [0.25, 2, 2.5, 4, 16].map((gigabytes) => countSlots(gigabytes * gigabyte));
  expect(sizes).toEqual([1, 1, 2, 2, 8]);
});
