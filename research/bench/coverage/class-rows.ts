import { isAnyPairSignificant } from '@/lib/core/scoring/testing/measure-intervals';
import { drawNoiseOfClasses, scoreClasses } from '@/lib/core/scoring/testing/simulate-samples';
import { createRng } from '@/lib/core/statistics/rng';
import { sharesOf } from '../losses/draw-many-classes';
import { type BenchRow, rowOf } from '../rows/run-rows';
import { percent, toleranceOfLevel } from './coverage-row';

type Setting = {
  readonly metric: 'roc_auc' | 'average_precision';
  readonly k: 3 | 5 | 10;
  readonly kind: 'alike' | 'skewed';
  readonly n: number;
  readonly repetitions: number;
};

const level = 0.05;
const modelCount = 8;
const usual = 1.2;
const better = [1.3, 1.5] as const;

/** Eight equal models of several classes, and the first of them beside an improved second one. */
function classRow({ metric, k, kind, n, repetitions }: Setting): BenchRow {
  const name = `${metric}, ${k} classes, ${kind}, ${n} items`;
  const setting = { n, shares: sharesOf[k][kind], models: modelCount, shared: 0.5 };
  return rowOf({
    part: 'classes',
    repetitions,
    measure(round) {
      const noise = drawNoiseOfClasses(createRng(`${name} ${round}`), setting);
      const equals = noise.noises.map((_, model) => scoreClasses(noise, model, usual));
      return {
        wrong: isAnyPairSignificant(metric, equals),
        right: better.map((distance) =>
          isAnyPairSignificant(metric, [equals[0]!, scoreClasses(noise, 1, distance)]),
        ),
      };
    },
    conclude(rounds) {
      const wrong = rounds.filter((round) => round.wrong).length / rounds.length;
      const powers = better.map((_, i) => rounds.filter((round) => round.right[i]).length / rounds.length);
      const wrongMax = level + toleranceOfLevel(level, rounds.length);
      return {
        line: `${name}: any pair of 8 equals told apart in ${percent(wrong)}; one of two better by .1 · .3 told in ${powers.map(percent).join(' · ')}; asked of ${rounds.length} at most ${percent(wrongMax)} falsely`,
        isWithin: wrong <= wrongMax,
      };
    },
  });
}

/**
 * Ranks by areas of several classes: false differences between equal models, and detection of a better model. The level is 5 %.
 */
export const classRows: readonly BenchRow[] = (['roc_auc', 'average_precision'] as const).flatMap((metric) =>
  ([3, 5, 10] as const).flatMap((k) =>
    (['alike', 'skewed'] as const).flatMap((kind) =>
      (
        [
          [500, 400],
          [1000, 400],
          [4000, 200],
        ] as const
      ).map(([n, repetitions]) => classRow({ metric, k, kind, n, repetitions })),
    ),
  ),
);
