import { computeToldChance } from './told-chance';

/** The share of items on which only one of two files is right: two versions of a model, and two models that have little in common. */
export const discordantShares = { alike: 0.06, unlike: 0.18 } as const;

const gains = [0.01, 0.02, 0.03, 0.05] as const;

/** How often a model that is better by so much is announced, by how much the files differ. */
export type GainChance = { readonly gain: number; readonly alike: number; readonly unlike: number };

/** @param itemCount feedback items that count, @param level of the test */
export const listGainChances = (itemCount: number, level: number): readonly GainChance[] =>
  gains.map((gain) => {
    const chanceAt = (discordantShare: number) =>
      computeToldChance({ itemCount, gain, discordantShare, level });
    return { gain, alike: chanceAt(discordantShares.alike), unlike: chanceAt(discordantShares.unlike) };
  });
