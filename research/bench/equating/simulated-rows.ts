import {
  plainAnchorsSetting,
  simulateAnchors,
  weakAnchorsSetting,
} from '@/lib/core/equating/testing/simulate-anchors';
import {
  fadingAreasSetting,
  plainAreasSetting,
  simulateAreas,
} from '@/lib/core/equating/testing/simulate-areas';
import { plainLossesSetting, simulateLosses } from '@/lib/core/equating/testing/simulate-losses';
import type { Rng } from '@/lib/core/statistics/rng';
import type { BenchRow } from '../rows/run-rows';
import { equatingRow, withDrift } from './equating-row';

const covered = { errorMax: null, coverageMin: 0.93 };
const nothing = { errorMax: null, coverageMin: null };

/** A simulation in place of the models of CIFAR-10.1. */
const weakRows = [5, 8, 12].flatMap((anchorCount) =>
  (
    [
      ['slope 1', [1, 1], covered],
      ['slopes of .8 to 1.2', [0.8, 1.2], covered],
      ['slope .8 in every round', [0.8, 0.8], nothing],
    ] as const
  ).map(([title, slope, promised]) =>
    equatingRow(`8 best models, ${anchorCount} anchors from the weaker half, ${title}`, {
      ...{ part: 'shares', repetitions: 800, promised },
      simulate: (rng) => simulateAnchors(rng, { ...weakAnchorsSetting, anchorCount, slope }),
    }),
  ),
);

const anchorsOf = (setting: Partial<typeof plainAnchorsSetting>) => (rng: Rng) =>
  simulateAnchors(rng, { ...plainAnchorsSetting, ...setting });
const ofShares = { part: 'outliers', repetitions: 800 };
const large = { itemCount: 1400 };

const outlierRows: readonly BenchRow[] = [
  equatingRow('5 anchors, 500 items', {
    ...{ ...ofShares, promised: { errorMax: 0.011, coverageMin: 0.93 } },
    simulate: anchorsOf({}),
  }),
  equatingRow('10 anchors, 500 items', {
    ...{ ...ofShares, promised: covered },
    simulate: anchorsOf({ anchorCount: 10 }),
  }),
  ...(
    [
      [5, 1, { errorMax: 0.018, coverageMin: 0.93 }],
      [8, 1, { errorMax: 0.013, coverageMin: 0.93 }],
      [8, 2, { errorMax: 0.015, coverageMin: 0.93 }],
      [5, 2, nothing],
    ] as const
  ).map(([anchorCount, off, promised]) =>
    equatingRow(`${anchorCount} anchors, 1,400 items, ${off} off by half a probit`, {
      ...{ ...ofShares, promised },
      simulate: (rng) => withDrift(anchorsOf({ ...large, anchorCount })(rng), off, 0.5),
    }),
  ),
  equatingRow('8 anchors, 1,400 items, all off by a tenth of a probit: not seen', {
    ...{ ...ofShares, promised: nothing },
    simulate: (rng) => withDrift(anchorsOf({ ...large, anchorCount: 8 })(rng), 8, 0.1),
  }),
];

/** Fewer repetitions, since whole rounds of scores are drawn and sorted. */
const areaRows = [5, 8].flatMap((anchorCount) =>
  (
    [
      ['alike for all models', plainAreasSetting],
      ['the signal fades, the best lose most', fadingAreasSetting],
    ] as const
  ).map(([title, setting]) =>
    equatingRow(`areas, ${anchorCount} anchors, 500 items, ${title}`, {
      ...{ part: 'areas', repetitions: 200, promised: covered },
      simulate: (rng) => simulateAreas(rng, { ...setting, anchorCount }),
    }),
  ),
);

const lossRows = [5, 8].flatMap((anchorCount) =>
  (
    [
      ['slope 1', [1, 1]],
      ['slopes of .8 to 1.2', [0.8, 1.2]],
    ] as const
  ).map(([title, slope]) =>
    equatingRow(`losses, ${anchorCount} anchors, 1,400 items, ${title}`, {
      ...{ part: 'losses', repetitions: 400, promised: covered, scale: 'minus-log' as const },
      simulate: (rng) => simulateLosses(rng, { ...plainLossesSetting, anchorCount, slope }),
    }),
  ),
);

export const simulatedRows: readonly BenchRow[] = [...weakRows, ...outlierRows, ...areaRows, ...lossRows];
