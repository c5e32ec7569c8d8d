export const computeLogOdds = (probability: number): number => Math.log(probability / (1 - probability));

export const computeProbability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
