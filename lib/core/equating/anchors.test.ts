import { expect, it } from 'vitest';
import { chooseAnchors, isProven } from './anchors';

const frozen = (model: string, value: string, isProven: boolean) => ({ model, value, isProven });

it('chooseAnchors uses only models frozen by proof if there are enough, and otherwise vouched-for models too', () => {
  const versions = [frozen('a', 'a1', true), frozen('b', 'b1', false), frozen('c', 'c1', true)];
  expect(chooseAnchors(versions, 2)).toEqual(['a1', 'c1']);
  expect(chooseAnchors(versions, 3)).toEqual(['a1', 'b1', 'c1']);
});

it('chooseAnchors counts each model once, by a version frozen by proof if the model has one', () => {
  const versions = [frozen('a', 'a3', false), frozen('a', 'a2', true), frozen('a', 'a1', true)];
  expect(chooseAnchors(versions, 1)).toEqual(['a2']);
  // Three versions of one model count as one anchor.
  expect(chooseAnchors([...versions, frozen('b', 'b1', false)], 2)).toEqual(['a2', 'b1']);
});

it('isProven rejects host entries and submissions received while the round was open', () => {
  expect(isProven({ evidence: 'prospective', kind: 'entry' })).toBe(true);
  expect(isProven({ evidence: 'prospective', kind: 'host' })).toBe(false);
  expect(isProven({ evidence: 'in-round', kind: 'entry' })).toBe(false);
});
