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
])('parses the openness filter %j as %j', (value, filter) => {
  expect(parseOpennessFilter(value)).toEqual(filter);
});

it('an openness filter can be formatted and parsed back', () => {
  for (const filter of [[], ['code'], ['code', 'weights', 'training_data']] as const)
    expect(parseOpennessFilter(formatOpennessFilter(filter))).toEqual(filter);
});

it('an openness filter gains or loses one item', () => {
  expect(toggleOpenPart(['training_data'], 'code')).toEqual(['code', 'training_data']);
  expect(toggleOpenPart(['code', 'training_data'], 'code')).toEqual(['training_data']);
});

it('an openness filter shows only models whose filtered items are all open, neither on request nor undisclosed', () => {
  const open = { openness: { code: 'open', weights: 'on-request', training_data: null } } as const;
  expect(isOpenIn(open, [])).toBe(true);
  expect(isOpenIn(open, ['code'])).toBe(true);
  expect(isOpenIn(open, ['code', 'weights'])).toBe(false);
  expect(isOpenIn(open, ['training_data'])).toBe(false);
  expect(isOpenIn(undisclosed, ['code'])).toBe(false);
  expect(isOpenIn(null, ['code'])).toBe(false);
  expect(isOpenIn(null, [])).toBe(true);
});
