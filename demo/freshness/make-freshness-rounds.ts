import { formatMonthTitle } from '../flights/demo-calendar';
import { drawBalancedRound } from '../flights/draw-balanced-round';
import type { DrawnItem } from '../flights/draw-round';
import type { FlightTable } from '../flights/flight-table';
import { answersOfLinkedTeam, answersToTune, freshnessRounds, openMonth } from './freshness-benchmark';
import {
  type FreshnessModel,
  referenceSizes,
  trainNewcomers,
  trainRebuilt,
  trainReference,
} from './freshness-models';

/** A file for one round: class 1 for late, in the order of the round's items. */
export type FreshnessFile = Omit<FreshnessModel, 'predict'> & { readonly classes: Uint8Array };

/** Two files between which a round's answers choose. Two entrants are one search under two names. */
export type FreshnessBlend = {
  readonly entrants: readonly { readonly team: string; readonly model: string }[];
  readonly disclosure: string;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  /** How many answers the entrants use together. */
  readonly answerCount: number;
  /** Says which flights stand in which block. */
  readonly seed: string;
};

export type FreshnessRound = {
  /** Of 2001, 2 to 6. */
  readonly month: number;
  readonly title: string;
  readonly items: readonly DrawnItem[];
  /** Of the models that a maintainer vouches for. */
  readonly reference: readonly FreshnessFile[];
  readonly others: readonly FreshnessFile[];
  readonly blends: readonly FreshnessBlend[];
};

const seed = 'freshness-exhibit';

/** Of February, each with the two reference models of a size. */
const tuners = ['Demo team Spring', 'Demo team Summer', 'Demo team Autumn', 'Demo team Winter'] as const;

/** Of March, one person as the exhibit has it. */
const linkedTeams = ['Demo team Left', 'Demo team Right'] as const;

/** Draws the rounds, trains all models and lets them predict. The same table gives the same rounds. */
export function makeFreshnessRounds(
  table: FlightTable,
  plans: readonly { readonly month: number; readonly itemCount: number }[] = freshnessRounds,
): FreshnessRound[] {
  const reference = trainReference(table, seed);
  const newcomers = trainNewcomers(table, seed);
  return plans.map(({ month, itemCount }) => {
    const items = drawBalancedRound(table, month, itemCount, seed);
    const predictAll = (models: readonly FreshnessModel[]) =>
      models.map(({ predict, ...said }) => ({
        ...said,
        classes: Uint8Array.from(items, ({ row }) => (predict(table, row) > 0.5 ? 1 : 0)),
      }));
    // An open round is compared with none, so the best two say enough of it.
    const files = predictAll(month === openMonth ? reference.slice(0, 2) : reference);
    return {
      month,
      title: formatMonthTitle(month),
      items,
      reference: files,
      others: predictAll([
        ...(month === 4 || month === 5 ? newcomers : []),
        ...(month >= 4 ? trainRebuilt(table, month - 1, seed) : []),
      ]),
      blends: listBlends(month, files),
    };
  });
}

function listBlends(month: number, reference: readonly FreshnessFile[]): FreshnessBlend[] {
  const blendOf = (teams: readonly string[], sizeIndex: number, answerCount: number): FreshnessBlend => {
    const [logistic, bayes] = reference.slice(2 * sizeIndex);
    const size = referenceSizes[sizeIndex]!.toLocaleString('en-US');
    return {
      entrants: teams.map((team) => ({ team, model: `Blend of ${team.slice('Demo team '.length)}` })),
      disclosure: `Takes the two reference models of ${size} flights. Where they disagree, it asks the round’s answers block by block which of them is right.`,
      first: logistic!.classes,
      second: bayes!.classes,
      answerCount,
      seed: `${month} ${teams.join()}`,
    };
  };
  if (month === 2) return tuners.map((team, sizeIndex) => blendOf([team], sizeIndex, answersToTune));
  return month === 3 ? [blendOf(linkedTeams, 0, answersOfLinkedTeam * linkedTeams.length)] : [];
}
