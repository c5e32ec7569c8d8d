import { describe, expect, it } from 'vitest';
import { drawCard } from '@/adapters/pictures/draw-card';
import type { AttackExhibit, AttackRound } from '@/lib/contracts/attack-exhibit';
import type { CardNode } from '@/lib/contracts/card';
import { composeHomeCard } from './compose-home-card';

const round = (
  policy: AttackRound['policy'],
  scores: readonly (readonly [number, number])[],
): AttackRound => ({
  ...{ number: 1, title: 'A round', policy, feedback_count: 500, final_count: 1000 },
  submissions: scores.map(([feedback, final]) => ({
    ...{ outcome: 'score' as const, reported: feedback, feedback, final, is_kept: true },
  })),
});

const exhibit: AttackExhibit = {
  benchmark: 'attack-exhibit',
  metric: 'accuracy',
  rounds: [
    round('exact', [
      [0.49, 0.5],
      [0.53, 0.51],
      [0.59, 0.495],
    ]),
    round('guarded-ladder', [
      [0.5, 0.5],
      [0.5, 0.5],
    ]),
  ],
};

const textsOf = ({ props: { children = [] } }: CardNode): string[] =>
  typeof children === 'string' ? [children] : children.flatMap(textsOf);

describe('the card of the home page', () => {
  it('shows the metric, the reported score, and the final score with its interval', () => {
    const texts = textsOf(composeHomeCard(exhibit));
    expect(texts).toContain('59.00 reported');
    // Wilson’s 95 % interval for 495 of 1,000.
    expect(texts).toContain('49.50 (46.41–52.59) on new items');
    expect(texts).toContain('Accuracy × 100: 3 blind submissions, exact scores reported');
  });

  it('has no figure without an attack', () => {
    const texts = textsOf(composeHomeCard(null));
    expect(texts.slice(0, 4)).toEqual(['Tidemark', 'The test set', 'is replaced', 'every round.']);
    expect(texts.join()).not.toMatch(/reported|items/);
  });

  it('draws an attack without gain, or with a loss', async () => {
    for (const scores of [
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      [
        [0.5, 0.6],
        [0.45, 0.62],
      ],
    ] as const) {
      const card = composeHomeCard({ ...exhibit, rounds: [round('exact', scores), exhibit.rounds[1]] });
      expect(JSON.stringify(card)).not.toMatch(/NaN|Infinity|undefined/);
      expect((await drawCard(card)).length).toBeGreaterThan(10_000);
    }
  });
});
