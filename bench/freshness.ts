import {
  fadingAreasSetting,
  plainAreasSetting,
  simulateAreas,
} from '@/lib/core/equating/testing/simulate-areas';
import { plainMarksSetting, simulateMarks } from '@/lib/core/equating/testing/simulate-marks';
import { decideFreshness } from '@/lib/core/freshness/decide-freshness';
import { computeDrop } from '@/lib/core/freshness/drop';
import type { Excess } from '@/lib/core/freshness/excess';
import { type FreshnessState, freshnessStates } from '@/lib/core/freshness/freshness-state';
import { computeGap } from '@/lib/core/freshness/gap';
import {
  harderSetting,
  pairSetting,
  plainSetting,
  type Setting,
  simulateGap,
  simulateRecord,
  simulateRoundPair,
} from '@/lib/core/freshness/testing/simulate-rounds';
import { square } from '@/lib/core/statistics/exact-math';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { measureEquating, withDrift } from './freshness/measure-equating';
import { measureMetrics } from './freshness/measure-metrics';
import { alarmsMax, percent, points, report } from './freshness/report';

// False alarms and power of the freshness measures, and errors of equated scores, by simulation of rounds whose items and
// models are alike as real ones, for every scale on which metrics are measured: `tsx bench/freshness.ts [runs] [metric…]`, with
// metrics those alone. Everything is seeded. Exits with 1 where a bound is missed.

const runs = Number(process.argv[2] ?? 2000);
const stateRuns = 400;
/** Areas take whole rounds of scores to be drawn and sorted. */
const areaRuns = 400;
const metricRuns = Math.max(8, Math.ceil(runs / 16));
const onlyMetrics = process.argv.slice(3);

function measureRate(
  name: string,
  bound: 'alarm' | 'power' | null,
  measure: (rng: Rng) => Excess | null,
): void {
  let measured = 0;
  let significant = 0;
  let above = 0;
  let estimates = 0;
  let errors = 0;
  for (let run = 0; run < runs; run++) {
    const excess = measure(createRng(`${name} ${run}`));
    if (!excess) continue;
    measured++;
    if (excess.pValue <= 0.05) significant++;
    if (excess.lower99 > 0.01) above++;
    estimates += excess.estimate;
    errors += excess.standardError;
  }
  const rate = significant / measured;
  const isWithin = bound && (bound === 'alarm' ? rate <= alarmsMax(measured) : rate >= 0.95);
  report(
    `${name}: significant at 5 % in ${percent(rate)} of ${measured}; above a point at 1 % in ${percent(above / measured)}; mean ${points(estimates / measured)} points, SE ${points(errors / measured)}`,
    isWithin,
  );
}

const gapOf = (setting: Setting) => (rng: Rng) => computeGap(simulateGap(rng, setting), 'points');

const dropOf = (setting: Setting) => (rng: Rng) => {
  const drop = computeDrop(simulateRoundPair(rng, setting), 'share');
  return drop.ok ? drop.value : null;
};

/** What fails: adapted models' fall less frozen models' fall, in plain accuracy, with a z-test. */
function measureDifferenceInDifferences(name: string, setting: Setting): void {
  let significant = 0;
  for (let run = 0; run < runs; run++) {
    const { frozen, adapted } = simulateRoundPair(createRng(`${name} ${run}`), setting);
    const falls = (pairs: typeof frozen) => pairs.map(({ earlier, later }) => earlier.score - later.score);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = (values: number[]) =>
      values.reduce((sum, value) => sum + square(value - mean(values)), 0) /
      (values.length - 1) /
      values.length;
    const [a, f] = [falls(adapted), falls(frozen)];
    if (mean(a) - mean(f) > 1.6449 * Math.sqrt(variance(a) + variance(f))) significant++;
  }
  report(`${name}: significant at 5 % in ${percent(significant / runs)}`, null);
}

function measureStates(name: string, setting: Setting, staleMax: number | null): void {
  const counts: Record<FreshnessState, number> = { retired: 0, stale: 0, aging: 0, unproven: 0, fresh: 0 };
  for (let run = 0; run < stateRuns; run++)
    counts[decideFreshness(simulateRecord(createRng(`${name} ${run}`), setting)).state]++;
  const shares = freshnessStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${state} ${percent(counts[state] / stateRuns)}`);
  report(
    `${name}: ${shares.join(', ')} of ${stateRuns}`,
    staleMax === null ? null : counts.stale / stateRuns <= staleMax,
  );
}

function measureShares(): void {
  console.log('Gap within a round, five models a group, 2,000 items a part');
  measureRate('no leak', 'alarm', gapOf(plainSetting));
  const better: Setting = { ...plainSetting, adaptedAccuracy: [0.88, 0.96] };
  measureRate('no leak, adapted models much better', 'alarm', gapOf(better));
  measureRate('a leak of two points', 'power', gapOf({ ...plainSetting, partLeak: 0.02 }));

  console.log('\nDrop between rounds, 12 frozen and five adapted models, 4,000 items');
  measureRate('no leak', 'alarm', dropOf(pairSetting));
  measureRate('no leak, harder', 'alarm', dropOf(harderSetting));
  measureRate('no leak, harder, spread wider', 'alarm', dropOf({ ...harderSetting, slope: 1.2 }));
  measureRate('no leak, harder, six frozen', 'alarm', dropOf({ ...harderSetting, frozenCount: 6 }));
  const small: Setting = { ...harderSetting, itemsPerPart: 250 };
  measureRate('no leak, harder, 500 items', 'alarm', dropOf(small));
  // Noise in the frozen models' scores flattens the line a little, which tells against groups below their middle.
  const weaker: Setting = { ...small, adaptedAccuracy: [0.74, 0.82] };
  measureRate('no leak, harder, 500 items, adapted models weaker', null, dropOf(weaker));
  measureRate('a leak of three points, harder', 'power', dropOf({ ...harderSetting, roundLeak: 0.03 }));
  const far: Setting = { ...harderSetting, adaptedAccuracy: [0.74, 0.82] };
  measureDifferenceInDifferences('what fails, difference of accuracies, harder, adapted models weaker', far);

  console.log('\nStates');
  measureStates('no leak, harder', harderSetting, 0.05);
  measureStates('no leak, harder, 500 items a part', { ...harderSetting, itemsPerPart: 500 }, 0.05);
  measureStates('no leak, harder, adapted models weaker', far, 0.05);
  measureStates('a leak of four points to the round, harder', { ...harderSetting, roundLeak: 0.04 }, null);
  const large = { itemsPerPart: 20_000, frozenCount: 20, adaptedCount: 10, stray: 0.005 };
  measureStates('no leak, 20,000 items a part, 20 frozen', { ...pairSetting, ...large }, 0.05);
}

function measureEquated(): void {
  console.log('\nEquated scores, against the accuracy on the base round’s population');
  const marksOf = (setting: Partial<typeof plainMarksSetting>) => (rng: Rng) =>
    simulateMarks(rng, { ...plainMarksSetting, ...setting });
  measureEquating('3 marks, 500 items', marksOf({}), { runs, errorMax: 0.011 });
  measureEquating('3 marks, 2,021 items', marksOf({ itemCount: 2021 }), { runs, errorMax: null });
  measureEquating('5 marks, 500 items', marksOf({ markCount: 5 }), { runs, errorMax: 0.011 });
  measureEquating('10 marks, 500 items', marksOf({ markCount: 10 }), { runs, errorMax: null });

  const large1400 = { itemCount: 1400 };
  for (const [markCount, off, errorMax] of [
    [5, 1, 0.016],
    [8, 1, 0.013],
    [8, 2, 0.015],
    [5, 2, null],
  ] as const)
    measureEquating(
      `${markCount} marks, 1,400 items, ${off} off by half a probit`,
      (rng) => withDrift(marksOf({ ...large1400, markCount })(rng), off, 0.5),
      { runs, errorMax },
    );
  measureEquating(
    '8 marks, 1,400 items, all off by a tenth of a probit: not seen',
    (rng) => withDrift(marksOf({ ...large1400, markCount: 8 })(rng), 8, 0.1),
    { runs, errorMax: null },
  );

  console.log('\nEquated areas of two classes, against the area on the base round’s population');
  for (const markCount of [3, 5]) {
    const areasOf = (setting: typeof plainAreasSetting) => (rng: Rng) =>
      simulateAreas(rng, { ...setting, markCount });
    measureEquating(`${markCount} marks, 500 items`, areasOf(plainAreasSetting), {
      runs: areaRuns,
      errorMax: 0.011,
    });
    // What equating doesn't suppose: it must be no worse than a plain shift.
    measureEquating(`${markCount} marks, 500 items, the signal fades`, areasOf(fadingAreasSetting), {
      runs: areaRuns,
      errorMax: null,
    });
  }
}

if (onlyMetrics.length === 0) {
  measureShares();
  measureEquated();
}
console.log('\nEvery scale: gap · drop, eight models each, 1,000 and 1,500 items');
measureMetrics(metricRuns, onlyMetrics);
