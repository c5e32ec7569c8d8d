import type { FlagView } from '@/lib/contracts/moderation';

export type FlaggedPair = {
  readonly key: string;
  readonly round: number;
  readonly teams: readonly [string, string];
  readonly finding: string;
  readonly isJudged: boolean;
};

/** Lists every two teams that a flag names together: one row for each pair and flag. Flags that name only one team are left out. */
export const listPairs = (flags: readonly FlagView[]): FlaggedPair[] =>
  flags.flatMap(({ id, round, finding, judged_at, submissions }) => {
    const teams = [...new Map(submissions.map(({ team, team_name }) => [team, team_name])).values()];
    return teams.flatMap((first, i) =>
      teams.slice(i + 1).map((second) => ({
        key: `${id} ${first} ${second}`,
        round,
        teams: [first, second] as const,
        finding,
        isJudged: judged_at !== null,
      })),
    );
  });
