import { expect, it } from 'vitest';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { selectSplit } from '@/lib/core/scoring/score-split';
import { createRng } from '@/lib/core/statistics/rng';
import { scenarios } from './scenarios';

const itemCount = 40_000;

// Checks the expected difference of each scenario; for areas of three classes, which have no quadrature, a large draw is the only
// check.
it.each(
  scenarios.filter(({ title }) =>
    /^three classes, one of .*rare losses|^3 classes, skewed, rare losses/.test(title),
  ),
)('a file that is $kind, $title, by $metric, is that in a large round', ({ kind, title, metric, draw }) => {
  const { task, classes, labels, before, after } = draw(createRng(`${title} ${metric}`), itemCount);
  const positions = Uint32Array.from({ length: itemCount }, (_, i) => i);
  const [was, is] = [before, after].map((predictions) => {
    const score = metricByName[metric].compute(
      selectSplit({ rules: { task, classes }, labels, positions, predictions }),
    );
    return score.ok ? score.value : Number.NaN;
  });
  // The standard error of the difference is .002 here.
  if (kind === 'better') expect(is! - was!).toBeGreaterThan(0.03);
  else expect(is! - was!).toBeLessThan(0.008);
});
