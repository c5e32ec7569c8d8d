import { describe, expect, it } from 'vitest';
import type { AttackRound } from '@/lib/contracts/attack-exhibit';
import { computeAttackScale, describeAttack, traceAttack } from './attack-series';

const report = (
  outcome: 'score' | 'no_improvement' | 'improved' | 'withheld',
  scores: [number, number],
  isKept: boolean,
) => ({
  outcome,
  reported: outcome === 'score' ? scores[0] : null,
  feedback: scores[0],
  final: scores[1],
  is_kept: isKept,
});
const round = (submissions: AttackRound['submissions'], policy: AttackRound['policy']): AttackRound => ({
  number: 1,
  title: 'A round',
  policy,
  feedback_count: 100,
  final_count: 200,
  submissions,
});

describe('the series of an attack', () => {
  const exact = traceAttack(
    round(
      [
        report('score', [0.49, 0.5], true),
        report('score', [0.52, 0.48], true),
        report('score', [0.51, 0.53], false),
        report('score', [0.55, 0.49], true),
      ],
      'exact',
    ),
  );
  const guarded = traceAttack(
    round(
      [
        report('no_improvement', [0.5, 0.51], true),
        report('no_improvement', [0.58, 0.42], false),
        report('withheld', [0.47, 0.6], false),
      ],
      'guarded-ladder',
    ),
  );

  it('has both scores of the file that the attack keeps, and what the attack learned from each submission', () => {
    expect(exact).toEqual({
      feedback: [0.49, 0.52, 0.52, 0.55],
      final: [0.5, 0.48, 0.48, 0.49],
      learnt: ['no-better', 'better', 'no-better', 'better'],
    });
    expect(guarded).toEqual({
      feedback: [0.5, 0.5, 0.5],
      final: [0.51, 0.51, 0.51],
      learnt: ['no-better', 'no-better', 'nothing'],
    });
  });

  it('has a vertical scale in multiples of five points, at least one point beyond all scores', () => {
    expect(computeAttackScale([exact, guarded])).toEqual({ lower: 45, upper: 60 });
    expect(computeAttackScale([{ feedback: [0.995], final: [0.004], learnt: ['no-better'] }])).toEqual({
      lower: 0,
      upper: 100,
    });
  });

  it('has a description with the number of files reported as better, and mentions overfitting from three points on', () => {
    expect(describeAttack(exact)).toEqual({
      reported: '2 of 4 files reported as better',
      feedback: '55.0 on the feedback split',
      final: '49.0 on the final split',
      gap: '7.0 points of pure overfitting',
    });
    const unlikeSplits = {
      feedback: [0.55, 0.55],
      final: [0.5, 0.5],
      learnt: ['no-better', 'no-better'],
    } as const;
    expect(describeAttack(unlikeSplits).gap).toBeNull();
    expect(describeAttack(guarded)).toMatchObject({
      reported: 'none of 2 files with feedback reported as better',
      gap: null,
    });
  });
});
