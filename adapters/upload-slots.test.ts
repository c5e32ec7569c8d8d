import { describe, expect, it } from 'vitest';
import { makeUploadSlots, uploadsOfPersonMax } from './upload-slots';

const gigabyte = 1024 ** 3;

describe('upload slots', () => {
  it('limits a person to three uploads at once, whatever others use, and frees each slot', () => {
    const places = makeUploadSlots();
    const ofAnn = Array.from({ length: uploadsOfPersonMax }, () => places.take('ann', 1));
    expect(places.take('ann', 1)).toBe('person');
    expect(places.take('bob', 1)).toMatchObject({ release: expect.any(Function) });
    for (const place of ofAnn) if (typeof place !== 'string') place.release();
    expect(places.take('ann', 1)).toMatchObject({ release: expect.any(Function) });
  });

  it('limits all uploads together by number and by bytes', () => {
    const places = makeUploadSlots(3, 2);
    const first = places.take('ann', 1);
    places.take('bob', 1);
    expect(places.take('cy', 1)).toBe('site');
    if (typeof first !== 'string') first.release();
    expect(places.take('cy', 8 * gigabyte)).toBe('site');
    expect(places.take('cy', gigabyte)).toMatchObject({ release: expect.any(Function) });
  });
});
