import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/statistics/rng';
import { createHillClimber } from '@/testing/hill-climber';
import { markKept, type Reported } from './attack-exhibit';

const asReported = (outcome: Reported['outcome'], reported: number | null): Reported => ({
  outcome,
  reported,
  feedback: 0.5,
  final: 0.5,
});

it('the attack exhibit marks the files that the hill-climber built on, under exact scores and under a feedback ladder', () => {
  const rng = createRng('kept');
  const scores = Array.from({ length: 100 }, (_, i) =>
    Number((0.45 + i / 2000 + rng.nextUnit() / 20).toFixed(4)),
  );
  for (const submissions of [
    scores.map((score) => asReported('score', score)),
    scores.map((score, i) =>
      i % 7 === 3 ? asReported('improved', score) : asReported(i > 60 ? 'withheld' : 'no_improvement', null),
    ),
  ]) {
    const [first, ...rest] = submissions;
    const climber = createHillClimber({
      start: new Uint8Array(40),
      startScore: first?.reported ?? 0,
      blockSize: 4,
      seed: 'kept',
    });
    const kept = rest.map(({ outcome, reported }) => {
      const before = climber.best.slice();
      climber.propose();
      climber.learn({ outcome, score: reported });
      return !isDeepStrictEqual(climber.best, before);
    });
    expect(markKept(submissions).map(({ is_kept }) => is_kept)).toEqual([true, ...kept]);
    expect(kept.filter(Boolean).length).toBeGreaterThan(2);
  }
});
