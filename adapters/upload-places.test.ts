import { describe, expect, it } from 'vitest';
import { makeUploadPlaces, uploadsOfPersonMax } from './upload-places';

const gigabyte = 1024 ** 3;

describe('places for uploads', () => {
  it('are three for a person, whatever others have, and come back', () => {
    const places = makeUploadPlaces();
    const ofAnn = Array.from({ length: uploadsOfPersonMax }, () => places.take('ann', 1));
    expect(places.take('ann', 1)).toBe('person');
    expect(places.take('bob', 1)).toMatchObject({ giveBack: expect.any(Function) });
    for (const place of ofAnn) if (typeof place !== 'string') place.giveBack();
    expect(places.take('ann', 1)).toMatchObject({ giveBack: expect.any(Function) });
  });

  it('are bounded for everybody together, by number and by bytes', () => {
    const places = makeUploadPlaces(3, 2);
    const first = places.take('ann', 1);
    places.take('bob', 1);
    expect(places.take('cy', 1)).toBe('site');
    if (typeof first !== 'string') first.giveBack();
    expect(places.take('cy', 8 * gigabyte)).toBe('site');
    expect(places.take('cy', gigabyte)).toMatchObject({ giveBack: expect.any(Function) });
  });
});
