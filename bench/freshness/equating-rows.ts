import {
  fadingAreasSetting,
  plainAreasSetting,
  simulateAreas,
} from '@/lib/core/equating/testing/simulate-areas';
import { plainMarksSetting, simulateMarks } from '@/lib/core/equating/testing/simulate-marks';
import type { Rng } from '@/lib/core/statistics/rng';
import type { BenchRow } from '../rows/bench-row';
import { equatingRow, withDrift } from './equating-row';

const marksOf = (setting: Partial<typeof plainMarksSetting>) => (rng: Rng) =>
  simulateMarks(rng, { ...plainMarksSetting, ...setting });
const ofMarks = { part: 'marks', repetitions: 2000 };
const large = { itemCount: 1400 };

/** Against the accuracy on the base round's population. */
export const markRows: readonly BenchRow[] = [
  equatingRow('3 marks, 500 items', { ...ofMarks, simulate: marksOf({}), errorMax: 0.011 }),
  equatingRow('3 marks, 2,021 items', { ...ofMarks, simulate: marksOf({ itemCount: 2021 }), errorMax: null }),
  equatingRow('5 marks, 500 items', { ...ofMarks, simulate: marksOf({ markCount: 5 }), errorMax: 0.011 }),
  equatingRow('10 marks, 500 items', { ...ofMarks, simulate: marksOf({ markCount: 10 }), errorMax: null }),
  ...(
    [
      [5, 1, 0.016],
      [8, 1, 0.013],
      [8, 2, 0.015],
      [5, 2, null],
    ] as const
  ).map(([markCount, off, errorMax]) =>
    equatingRow(`${markCount} marks, 1,400 items, ${off} off by half a probit`, {
      ...ofMarks,
      simulate: (rng) => withDrift(marksOf({ ...large, markCount })(rng), off, 0.5),
      errorMax,
    }),
  ),
  equatingRow('8 marks, 1,400 items, all off by a tenth of a probit: not seen', {
    ...ofMarks,
    simulate: (rng) => withDrift(marksOf({ ...large, markCount: 8 })(rng), 8, 0.1),
    errorMax: null,
  }),
];

/** Against the area on the base round's population. Whole rounds of scores are drawn and sorted, so fewer. */
export const equatedAreaRows: readonly BenchRow[] = [3, 5].flatMap((markCount) => {
  const areasOf = (setting: typeof plainAreasSetting) => ({
    part: 'areas',
    repetitions: 400,
    simulate: (rng: Rng) => simulateAreas(rng, { ...setting, markCount }),
  });
  return [
    equatingRow(`${markCount} marks, 500 items`, { ...areasOf(plainAreasSetting), errorMax: 0.011 }),
    // What equating doesn't suppose: it must be no worse than a plain shift.
    equatingRow(`${markCount} marks, 500 items, the signal fades`, {
      ...areasOf(fadingAreasSetting),
      errorMax: null,
    }),
  ];
});
