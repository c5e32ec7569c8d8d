import { expect, it } from 'vitest';
import { describeReason } from './describe-reason';

it.each(['excess-proven', 'excess-twice', 'excess-significant'] as const)(
  'says of a drop, and of no gap, that models rebuilt on newer data make one too (%s)',
  (kind) => {
    const told = (measure: 'gap' | 'drop') =>
      describeReason({
        kind,
        measure,
        unit: 'points',
        estimate: 0.03,
        lower95: 0.02,
        lower99: 0.015,
        earlierRound: 1,
      } as Parameters<typeof describeReason>[0]);
    expect(told('drop')).toContain('without any answer; the drop takes that for adaptation.');
    expect(told('gap')).not.toContain('rebuilt');
  },
);

it('says where too few models were frozen: here, or in the earlier round as well', () => {
  const told = (frozenCount: number, inBothRounds?: true) =>
    describeReason({ kind: 'few-frozen-models', frozenCount, ...(inBothRounds && { inBothRounds }) });
  expect(told(3)).toBe('There are only 3 frozen models to compare with; at least six are needed.');
  expect(told(0, true)).toBe(
    'There are no frozen models in both the earlier round and the later one; at least six are needed.',
  );
});

it('names the two rounds that were compared, which may be this one and the next', () => {
  const rounds = { earlierRound: 1, laterRound: 2 };
  expect(describeReason({ kind: 'no-adapted-models' }, rounds)).toBe(
    'No version sent while round 1 gave answers was scored in round 2 too, so there is none to compare.',
  );
  const drop = { measure: 'drop', unit: 'points', estimate: 0.001, upper95: 0.004 } as const;
  expect(describeReason({ kind: 'excess-ruled-out', ...drop }, rounds)).toContain(
    'the drop from round 1 to round 2 beyond that of frozen models',
  );
});
