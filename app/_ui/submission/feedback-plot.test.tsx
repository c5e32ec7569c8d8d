import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { SubmissionView } from '@/lib/contracts/submission';
import { FeedbackPlot, type FeedbackShape, type FeedbackStep, shapeFeedback } from './feedback-plot';

/** Mean width of a letter at this font size in Chromium, with some space added, in pixels. */
const letterWidth = 6.7;

describe('the plot of feedback', () => {
  it('has labels that don’t overlap', () => {
    const alike = ['improved', 'no_improvement', 'no_improvement', 'withheld', 'no_improvement'] as const;
    for (const freeCount of [0, 1, 3, 6]) {
      const markup = renderToStaticMarkup(
        <FeedbackPlot shape={shapeOf(alike, freeCount)} metric="accuracy" direction="higher" />,
      );
      for (const svg of markup.split('<svg').slice(1)) {
        const words = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle">(\w+)</g)].map(
          ([, x, y, word = '']) => ({ x: Number(x), y, half: (word.length * letterWidth) / 2 }),
        );
        for (const one of words)
          for (const other of words)
            if (one !== other && one.y === other.y)
              expect(Math.abs(one.x - other.x)).toBeGreaterThan(one.half + other.half);
        expect(words.length > 0).toBe(svg.includes('width="560"') && freeCount <= 1);
      }
    }
  });
});

function shapeOf(outcomes: readonly FeedbackStep['outcome'][], freeCount: number): FeedbackShape {
  const reported = { score: 0.7, lower: 0.68, upper: 0.72 };
  return {
    steps: outcomes.map((outcome, i) => ({
      ...{ id: String(i), number: i + 1, outcome, level: 0.7 },
      reported: outcome === 'improved' ? reported : null,
    })),
    ...{ freeCount, freeFrom: outcomes.length + 1, level: 0.7, isLadder: true },
    ...{ low: 0.65, high: 0.75, ticks: [0.65, 0.7, 0.75] },
  };
}

type Reported = Parameters<typeof shapeFeedback>[0][number];

const feedback: Omit<NonNullable<SubmissionView['feedback']>, 'outcome'> = {
  ...{ policy: 'guarded-ladder', reason: null, score: null, standard_error: null, beaten: null },
  ...{ feedback_used: 1, feedback_left: 3, feedback_left_max: 3 },
  ...{ exposure_before: 0, exposure_after: 0, official_at: '2026-03-01T00:00:00Z' },
};

let count = 0;

const sent = (
  given: Partial<SubmissionView['feedback']> | null,
  state: Reported['state'] = 'scored',
): Reported => ({
  id: `submission ${count++}`,
  state,
  automatic: false,
  feedback: given && { ...feedback, outcome: 'no_improvement', ...given },
});

const improved = (score: number, standard_error = 0.01) =>
  sent({ outcome: 'improved', score, standard_error });

describe('the feedback to a team', () => {
  it('appears in the plot as a level that rises at each improvement and stays the same at other submissions', () => {
    // Submissions are in the order newest first.
    const shape = shapeFeedback([sent(null, 'queued'), sent({}), improved(0.73), sent({}), improved(0.7)], {
      left: 2,
      metric: 'accuracy',
      direction: 'higher',
    });
    expect(shape?.steps.map(({ number, outcome, level }) => [number, outcome, level])).toEqual([
      [1, 'improved', 0.7],
      [2, 'no_improvement', 0.7],
      [3, 'improved', 0.73],
      [4, 'no_improvement', 0.73],
      [5, 'waiting', 0.73],
    ]);
    expect(shape).toMatchObject({ level: 0.73, freeCount: 2, freeFrom: 6 });
  });

  it('appears in the plot as the best score so far where every submission gets a score', () => {
    const score = (value: number) => sent({ policy: 'exact', outcome: 'score', score: value });
    const shape = shapeFeedback(
      [score(0.4), sent({ policy: 'exact', outcome: 'withheld' }), score(0.3), score(0.5)],
      { left: 0, metric: 'mae', direction: 'lower' },
    )!;
    expect(shape.steps.map(({ outcome, level }) => [outcome, level])).toEqual([
      ['score', 0.5],
      ['score', 0.3],
      ['withheld', 0.3],
      ['score', 0.3],
    ]);
    expect(shape).toMatchObject({ level: 0.3, isLadder: false });
    const drawn = renderToStaticMarkup(<FeedbackPlot shape={shape} metric="mae" direction="lower" />);
    expect(drawn).toContain('best reported');
    expect(drawn).toContain('Scores in the order of submission: 1 reported, 0.5');
  });

  it('has no step for a rejected or failed submission', () => {
    const shape = shapeFeedback([sent(null, 'failed'), improved(0.7), sent(null, 'rejected')], {
      left: 4,
      metric: 'accuracy',
      direction: 'higher',
    });
    expect(shape?.steps.map(({ number }) => number)).toEqual([1]);
  });

  it('has no plot before the first reported score', () => {
    expect(
      shapeFeedback([sent({}), sent({ outcome: 'withheld' })], {
        left: 1,
        metric: 'accuracy',
        direction: 'higher',
      }),
    ).toBeNull();
    expect(shapeFeedback([], { left: 1, metric: 'accuracy', direction: 'higher' })).toBeNull();
  });

  it('appears in the plot for the last twelve submissions, with all intervals inside the scale', () => {
    const shape = shapeFeedback(
      Array.from({ length: 30 }, (_, i) => improved(0.9 - i * 0.01)),
      { left: 10, metric: 'accuracy', direction: 'higher' },
    );
    expect(shape?.steps.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, i) => 19 + i));
    expect(shape?.freeCount).toBe(0);
    for (const { reported } of shape!.steps) {
      expect(reported!.lower).toBeGreaterThan(shape!.low);
      expect(reported!.upper).toBeLessThan(shape!.high);
    }
  });
});
