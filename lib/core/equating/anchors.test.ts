import { expect, it } from 'vitest';
import { chooseMarks, isProven } from './anchors';

const frozen = (model: string, value: string, isProven: boolean) => ({ model, value, isProven });

it('goes by proof alone where there are enough, and by proof and word where there are too few', () => {
  const versions = [frozen('a', 'a1', true), frozen('b', 'b1', false), frozen('c', 'c1', true)];
  expect(chooseMarks(versions, 2)).toEqual(['a1', 'c1']);
  expect(chooseMarks(versions, 3)).toEqual(['a1', 'b1', 'c1']);
});

it('counts a model once however many of its versions stand, the one by proof before one by word', () => {
  const versions = [frozen('a', 'a3', false), frozen('a', 'a2', true), frozen('a', 'a1', true)];
  expect(chooseMarks(versions, 1)).toEqual(['a2']);
  // Three versions of one model are no three marks.
  expect(chooseMarks([...versions, frozen('b', 'b1', false)], 2)).toEqual(['a2', 'b1']);
});

it('proves nothing of who holds the labels, nor of what came while the round was open', () => {
  expect(isProven({ evidence: 'prospective', kind: 'entry' })).toBe(true);
  expect(isProven({ evidence: 'prospective', kind: 'host' })).toBe(false);
  expect(isProven({ evidence: 'in-round', kind: 'entry' })).toBe(false);
});
