import { describe, expect, it } from 'vitest';
import { findRarestShare } from './find-rarest-share';

describe('the share of the rarest class', () => {
  it('is that of whole per cent, at least 1 % and at most a half', () => {
    expect(findRarestShare({ no: 93, yes: 7 })).toBe(0.07);
    expect(findRarestShare({ a: 60, b: 40, c: 0 })).toBe(0.01);
    expect(findRarestShare({ only: 100 })).toBe(0.5);
  });

  it('is a half where there are no classes', () => {
    expect(findRarestShare({})).toBe(0.5);
  });
});
