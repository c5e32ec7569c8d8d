import type { ModelInRoundView } from '@/lib/contracts/model';
import type { DisclosureAnswers } from '@/lib/core/model/disclosure';

/** What was said of a version, and in which rounds. */
export type DisclosedVersion = {
  version: string;
  rounds: readonly { round: number; title: string }[];
  answers: DisclosureAnswers;
};

/**
 * What a team has said of its versions, once where it said the same of one in several rounds.
 * @param rounds newest first; of one without a disclosure nothing is known yet
 */
export function groupDisclosures(rounds: readonly ModelInRoundView[]): DisclosedVersion[] {
  const groups = new Map<string, DisclosedVersion>();
  for (const { round, title, entry } of rounds) {
    const { version, disclosure: answers } = entry;
    if (!answers) continue;
    const key = JSON.stringify([version, answers]);
    const before = groups.get(key)?.rounds ?? [];
    groups.set(key, { version, answers, rounds: [...before, { round, title }] });
  }
  return [...groups.values()];
}
