import { type ClassStep, computeClassToldChance } from './class-told-chance';
import { computeToldChance } from './told-chance';

/** The share of items on which only one of two files is right: two versions of a model, and two models that have little in common. */
export const discordantShares = { alike: 0.06, unlike: 0.18 } as const;

const gains = [0.01, 0.02, 0.03, 0.05] as const;

/** How often a model that is better by so much is announced, by how much the files differ. */
export type GainChance = { readonly gain: number; readonly alike: number; readonly unlike: number };

/** @param itemCount feedback items that count, @param level of the test */
export const listGainChances = (itemCount: number, level: number): readonly GainChance[] =>
  gains.map((gain) => ({
    gain,
    ...ofBoth((discordantShare) => computeToldChance({ itemCount, gain, discordantShare, level })),
  }));

/** The same by a metric of predicted classes, where `gain` is of the share that is right in each class; null where it isn't computed. */
export function listClassGainChances(
  round: Pick<ClassStep, 'metric' | 'shares' | 'itemCount' | 'level'>,
): readonly GainChance[] | null {
  const chances: GainChance[] = [];
  for (const gain of gains) {
    const { alike, unlike } = ofBoth((discordantShare) =>
      computeClassToldChance({ ...round, gain, discordantShare }),
    );
    if (alike === null || unlike === null) return null;
    chances.push({ gain, alike, unlike });
  }
  return chances;
}

const ofBoth = <Chance>(chanceAt: (discordantShare: number) => Chance) => ({
  alike: chanceAt(discordantShares.alike),
  unlike: chanceAt(discordantShares.unlike),
});
