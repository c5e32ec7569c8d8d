import type { ChanceComparison } from './chance-level';
import type { Flag } from './flag';

/** Three significant digits are enough to judge by, and tell little of single items. */
const round = (value: number): number => Number(value.toPrecision(3));
const roundNull = (value: number | null): number | null => (value === null ? null : round(value));

/** A flag with its numbers as they are kept and shown; counts stay whole. */
export function roundFlag(flag: Flag): Flag {
  switch (flag.kind) {
    case 'near-copy':
      return {
        ...flag,
        ...('kappa' in flag ? { kappa: roundNull(flag.kappa) } : {}),
        predictionDisagreement: round(flag.predictionDisagreement),
        pValue: round(flag.pValue),
        adjustedPValue: round(flag.adjustedPValue),
      };
    case 'random-probing':
      return { ...flag, edits: flag.edits.map((edit) => ({ ...edit, z: round(edit.z) })) };
    case 'chance-level':
      return {
        ...flag,
        submissions: flag.submissions.map(roundComparison),
      };
    case 'model-gap':
      return {
        ...flag,
        estimate: round(flag.estimate),
        standardError: round(flag.standardError),
        adjustedPValue: round(flag.adjustedPValue),
      };
    case 'tiny-edit':
    case 'equal-file':
      return flag;
  }
}

function roundComparison(chanceComparison: ChanceComparison): ChanceComparison {
  const z = roundNull(chanceComparison.z);
  return 'metric' in chanceComparison
    ? {
        ...chanceComparison,
        score: roundNull(chanceComparison.score),
        chanceScore: round(chanceComparison.chanceScore),
        z,
      }
    : {
        ...chanceComparison,
        accuracy: round(chanceComparison.accuracy),
        chanceAccuracy: round(chanceComparison.chanceAccuracy),
        z,
      };
}
