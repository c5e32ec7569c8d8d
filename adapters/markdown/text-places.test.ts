import { expect, it } from 'vitest';
import { makeTextPlaces, type TextPlace } from './text-places';

it('renders one text of a person at a time, and none for a minute after a text that exceeded its time limit', () => {
  let now = 0;
  const places = makeTextPlaces(() => now);
  const take = (person: string) => places.take(person) as TextPlace;
  const first = take('ada');
  expect(places.take('ada')).toBeGreaterThan(0);
  expect(places.take('bob')).toMatchObject({});
  first.leave();
  const second = take('ada');
  second.pause();
  second.leave();
  now = 59_000;
  expect(places.take('ada')).toBe(1000);
  now = 60_000;
  expect(typeof places.take('ada')).toBe('object');
});
