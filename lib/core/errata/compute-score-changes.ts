import type { Leaderboard, LeaderboardEntry } from '../leaderboard/leaderboard';
import type { ScoreChange } from './erratum';

/**
 * Changes from one ranking of a round to another, model by model, in the published digits of both. In the order of the new
 * ranking; models of the old one only come last, and have no rank after.
 */
export function computeScoreChanges(
  before: Pick<Leaderboard, 'entries'>,
  after: Pick<Leaderboard, 'entries'>,
): ScoreChange[] {
  const old = new Map(before.entries.map((entry) => [entryKey(entry), entry]));
  const changes = after.entries.map((entry) => changeOf(entry, old.get(entryKey(entry)), entry));
  const ranked = new Set(after.entries.map(entryKey));
  const gone = before.entries.filter((entry) => !ranked.has(entryKey(entry)));
  return [...changes, ...gone.map((entry) => changeOf(entry, entry, undefined))];
}

/** Key of a model within a round. */
export const entryKey = ({
  team_slug,
  model_slug,
}: Pick<LeaderboardEntry, 'team_slug' | 'model_slug'>): string => `${team_slug}/${model_slug}`;

function changeOf(
  { model, team, version }: LeaderboardEntry,
  before: LeaderboardEntry | undefined,
  after: LeaderboardEntry | undefined,
): ScoreChange {
  return {
    model,
    team,
    version,
    score_before: before?.score ?? null,
    score_after: after?.score ?? null,
    rank_before: before?.rank ?? null,
    rank_after: after?.rank ?? null,
  };
}
