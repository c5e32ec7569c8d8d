import { currentRules } from './versions/find-scorer-rules';

/**
 * The version that rounds are sealed with. Raised whenever what an archive holds may come out otherwise: scores, intervals, seeds, pair
 * tests, ties. What it did otherwise before goes to a folder of `versions`, and stays there.
 */
export const scorerVersion = currentRules.version;
