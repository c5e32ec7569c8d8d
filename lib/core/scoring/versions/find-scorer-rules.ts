import type { ScorerRules } from './scorer-rules';
import { rulesOfVersion4 } from './version-4/rules-of-version-4';
import { rulesOfVersion5 } from './version-5';

/** The rules by which rounds are sealed now. */
export const currentRules: ScorerRules = rulesOfVersion5;

/** Versions 1 to 3 sealed rounds before each version kept its rules, and version 4 has scored those since. */
const rulesBySealing: Readonly<Record<string, ScorerRules>> = {
  '1': rulesOfVersion4,
  '2': rulesOfVersion4,
  '3': rulesOfVersion4,
  '4': rulesOfVersion4,
  '5': rulesOfVersion5,
};

/** The rules of a round that was sealed with this scorer version; undefined where this code doesn't have them. */
export const findScorerRules = (version: string): ScorerRules | undefined =>
  Object.hasOwn(rulesBySealing, version) ? rulesBySealing[version] : undefined;

/**
 * The same, for code that works on a round which no scorer without its rules is given.
 * @throws where this code doesn't have them
 */
export function requireScorerRules(version: string): ScorerRules {
  const rules = findScorerRules(version);
  if (!rules) throw new Error(`there are no rules of scorer version ${version} here`);
  return rules;
}

/** The versions whose rules this code has: a round is scored by those it was sealed with, and left alone where they aren't here. */
export const scorableVersions: readonly string[] = Object.keys(rulesBySealing);
