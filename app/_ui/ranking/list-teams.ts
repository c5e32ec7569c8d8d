import type { LeaderboardView } from '@/lib/contracts/leaderboard';

/** More would be a list nobody reads through: a search finds them. */
const teamsMax = 60;

export type OfferedTeam = { readonly slug: string; readonly name: string; readonly count: number };

/** The teams of a ranking by name, each with how many models it has there; none where there is no choice, or too much of it. */
export function listTeams({ entries }: Pick<LeaderboardView, 'entries'>): readonly OfferedTeam[] {
  const teams = new Map<string, OfferedTeam>();
  for (const { team: name, team_slug: slug } of entries)
    teams.set(slug, { slug, name, count: (teams.get(slug)?.count ?? 0) + 1 });
  if (teams.size < 2 || teams.size > teamsMax) return [];
  return [...teams.values()].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
