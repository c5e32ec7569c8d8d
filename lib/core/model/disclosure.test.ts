import { expect, it } from 'vitest';
import {
  formatOpennessFilter,
  isOpenIn,
  parseOpennessFilter,
  toggleOpenPart,
  undisclosed,
} from './disclosure';

it.each([
  [undefined, []],
  ['', []],
  ['data,code', ['code', 'training_data']],
  ['code,code', ['code']],
  [
    ['weights', 'code'],
    ['code', 'weights'],
  ],
  ['training_data,CODE, weights', []],
])('reads %j as %j', (asked, filter) => {
  expect(parseOpennessFilter(asked)).toEqual(filter);
});

it('is read again as it was written', () => {
  for (const filter of [[], ['code'], ['code', 'weights', 'training_data']] as const)
    expect(parseOpennessFilter(formatOpennessFilter(filter))).toEqual(filter);
});

it('a part is put in its place, and taken out again', () => {
  expect(toggleOpenPart(['training_data'], 'code')).toEqual(['code', 'training_data']);
  expect(toggleOpenPart(['code', 'training_data'], 'code')).toEqual(['training_data']);
});

it('lets through only what says that each part is open: not what is on request, nor what is undisclosed', () => {
  const open = { openness: { code: 'open', weights: 'on-request', training_data: null } } as const;
  expect(isOpenIn(open, [])).toBe(true);
  expect(isOpenIn(open, ['code'])).toBe(true);
  expect(isOpenIn(open, ['code', 'weights'])).toBe(false);
  expect(isOpenIn(open, ['training_data'])).toBe(false);
  expect(isOpenIn(undisclosed, ['code'])).toBe(false);
  expect(isOpenIn(null, ['code'])).toBe(false);
  expect(isOpenIn(null, [])).toBe(true);
});
