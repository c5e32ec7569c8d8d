import { expect, it } from 'vitest';
import { chooseMarks, isProven } from './anchors';

const frozen = (model: string, value: string, isProven: boolean) => ({ model, value, isProven });

it('chooseMarks takes models frozen by proof where there are enough, and vouched-for models too where there are too few', () => {
  const versions = [frozen('a', 'a1', true), frozen('b', 'b1', false), frozen('c', 'c1', true)];
  expect(chooseMarks(versions, 2)).toEqual(['a1', 'c1']);
  expect(chooseMarks(versions, 3)).toEqual(['a1', 'b1', 'c1']);
});

it('chooseMarks counts a model once for all its versions, a proven version first', () => {
  const versions = [frozen('a', 'a3', false), frozen('a', 'a2', true), frozen('a', 'a1', true)];
  expect(chooseMarks(versions, 1)).toEqual(['a2']);
  // Three versions of one model are not three anchors.
  expect(chooseMarks([...versions, frozen('b', 'b1', false)], 2)).toEqual(['a2', 'b1']);
});

it('isProven accepts neither host entries nor submissions received while the round was open', () => {
  expect(isProven({ evidence: 'prospective', kind: 'entry' })).toBe(true);
  expect(isProven({ evidence: 'prospective', kind: 'host' })).toBe(false);
  expect(isProven({ evidence: 'in-round', kind: 'entry' })).toBe(false);
});
