import { decideFreshness } from '@/lib/core/freshness/decide-freshness';
import { computeDrop } from '@/lib/core/freshness/drop';
import { freshnessStates } from '@/lib/core/freshness/freshness-state';
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
import { type BenchRow, rowOf } from '../rows/bench-row';
import { percent } from './bounds';
import { rateRow } from './rate-row';

const gapOf = (setting: Setting) => (rng: Rng) => computeGap(simulateGap(rng, setting), 'points');

const dropOf = (setting: Setting) => (rng: Rng) => {
  const drop = computeDrop(simulateRoundPair(rng, setting), 'share');
  return drop.ok ? drop.value : null;
};

const gapRow = (name: string, bound: 'alarm' | 'power', setting: Setting): BenchRow =>
  rateRow(name, { part: 'gap', bound, measure: gapOf(setting) });

const dropRow = (name: string, bound: 'alarm' | 'power' | null, setting: Setting): BenchRow =>
  rateRow(name, { part: 'drop', bound, measure: dropOf(setting) });

/** What fails: adapted models' fall less frozen models' fall, in plain accuracy, with a z-test. */
const differenceInDifferencesRow = (name: string, setting: Setting): BenchRow =>
  rowOf({
    part: 'drop',
    repetitions: 2000,
    measure(run) {
      const { frozen, adapted } = simulateRoundPair(createRng(`${name} ${run}`), setting);
      const falls = (pairs: typeof frozen) => pairs.map(({ earlier, later }) => earlier.score - later.score);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = (values: number[]) =>
        values.reduce((sum, value) => sum + square(value - mean(values)), 0) /
        (values.length - 1) /
        values.length;
      const [a, f] = [falls(adapted), falls(frozen)];
      return mean(a) - mean(f) > 1.6449 * Math.sqrt(variance(a) + variance(f));
    },
    conclude: (rounds) => ({
      line: `${name}: significant at 5 % in ${percent(rounds.filter((isSuch) => isSuch).length / rounds.length)}`,
      isWithin: null,
    }),
  });

const stateRow = (name: string, setting: Setting, staleMax: number | null): BenchRow =>
  rowOf({
    part: 'states',
    repetitions: 400,
    measure: (run) => decideFreshness(simulateRecord(createRng(`${name} ${run}`), setting)).state,
    conclude(states) {
      const shareOf = (state: string) => states.filter((other) => other === state).length / states.length;
      const shares = freshnessStates
        .filter((state) => shareOf(state) > 0)
        .map((state) => `${state} ${percent(shareOf(state))}`);
      return {
        line: `${name}: ${shares.join(', ')} of ${states.length}${staleMax === null ? '' : `; asked at most ${percent(staleMax)} stale`}`,
        isWithin: staleMax === null ? null : shareOf('stale') <= staleMax,
      };
    },
  });

const better: Setting = { ...plainSetting, adaptedAccuracy: [0.88, 0.96] };
const small: Setting = { ...harderSetting, itemsPerPart: 250 };
const weaker: Setting = { ...small, adaptedAccuracy: [0.74, 0.82] };
const far: Setting = { ...harderSetting, adaptedAccuracy: [0.74, 0.82] };
const large: Setting = {
  ...pairSetting,
  ...{ itemsPerPart: 20_000, frozenCount: 20, adaptedCount: 10, stray: 0.005 },
};

/** Gap, drop and states by accuracy. */
export const shareRows: readonly BenchRow[] = [
  gapRow('no leak', 'alarm', plainSetting),
  gapRow('no leak, adapted models much better', 'alarm', better),
  gapRow('a leak of two points', 'power', { ...plainSetting, partLeak: 0.02 }),
  dropRow('no leak', 'alarm', pairSetting),
  dropRow('no leak, harder', 'alarm', harderSetting),
  dropRow('no leak, harder, spread wider', 'alarm', { ...harderSetting, slope: 1.2 }),
  dropRow('no leak, harder, six frozen', 'alarm', { ...harderSetting, frozenCount: 6 }),
  dropRow('no leak, harder, 500 items', 'alarm', small),
  // Noise in the frozen models' scores flattens the line a little, which tells against groups below their middle.
  dropRow('no leak, harder, 500 items, adapted models weaker', null, weaker),
  dropRow('a leak of three points, harder', 'power', { ...harderSetting, roundLeak: 0.03 }),
  differenceInDifferencesRow('what fails, difference of accuracies, harder, adapted models weaker', far),
  stateRow('no leak, harder', harderSetting, 0.05),
  stateRow('no leak, harder, 500 items a part', { ...harderSetting, itemsPerPart: 500 }, 0.05),
  stateRow('no leak, harder, adapted models weaker', far, 0.05),
  stateRow('a leak of four points to the round, harder', { ...harderSetting, roundLeak: 0.04 }, null),
  stateRow('no leak, 20,000 items a part, 20 frozen', large, 0.05),
];
