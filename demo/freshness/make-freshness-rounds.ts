import { formatMonthTitle } from '../flights/demo-calendar';
import type { DrawnItem } from '../flights/draw-round';
import type { FlightTable } from '../flights/flight-table';
import { readPredictions, type ShippedModel } from '../predictions/read-predictions';
import {
  answersOfLinkedTeam,
  answersToTune,
  drawFreshnessRound,
  freshnessBenchmark,
  freshnessRounds,
  referenceSizes,
} from './freshness-benchmark';

/** A file for one round: class 1 for late, in the order of the round's items. */
export type FreshnessFile = ShippedModel & { readonly classes: Uint8Array };

/** Two files between which a round's answers choose. Two entrants are one search under two names. */
export type FreshnessBlend = {
  readonly entrants: readonly { readonly team: string; readonly model: string }[];
  readonly disclosure: { readonly notes: string };
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

/** Of February, each with the two reference models of a size. */
const tuners = ['Demo team Spring', 'Demo team Summer', 'Demo team Autumn', 'Demo team Winter'] as const;

/** Of March, one person as the exhibit has it. */
const linkedTeams = ['Demo team Left', 'Demo team Right'] as const;

/** Draws the rounds and reads the shipped predictions. The same table gives the same rounds. */
export const makeFreshnessRounds = (table: FlightTable): FreshnessRound[] =>
  freshnessRounds.map((plan) => {
    const { month } = plan;
    const items = drawFreshnessRound(table, plan);
    const files = readPredictions(freshnessBenchmark.slug, month, items).map(({ values, ...model }) => ({
      ...model,
      classes: Uint8Array.from(values, Number),
    }));
    const reference = files.filter(({ isAnchor }) => isAnchor);
    return {
      month,
      title: formatMonthTitle(month),
      items,
      reference,
      others: files.filter(({ isAnchor }) => !isAnchor),
      blends: listBlends(month, reference),
    };
  });

function listBlends(month: number, reference: readonly FreshnessFile[]): FreshnessBlend[] {
  const blendOf = (teams: readonly string[], sizeIndex: number, answerCount: number): FreshnessBlend => {
    const [logistic, bayes] = reference.slice(2 * sizeIndex);
    const size = referenceSizes[sizeIndex]!.toLocaleString('en-US');
    return {
      entrants: teams.map((team) => ({ team, model: `Blend of ${team.slice('Demo team '.length)}` })),
      disclosure: {
        notes: `Takes the two reference models of ${size} flights. Where they disagree, it asks the round’s answers block by block which of them is right.`,
      },
      first: logistic!.classes,
      second: bayes!.classes,
      answerCount,
      seed: `${month} ${teams.join()}`,
    };
  };
  if (month === 2) return tuners.map((team, sizeIndex) => blendOf([team], sizeIndex, answersToTune));
  return month === 3 ? [blendOf(linkedTeams, 0, answersOfLinkedTeam * linkedTeams.length)] : [];
}
