import { sql } from 'drizzle-orm';
import type { RoundState } from '@/lib/core/round/round-state';
import type { Executor } from '../client';
import { isTakingFiles } from './submission-queries';

/** A team's submissions to a round, reduced to what a maintainer, who is outside the team, may know. */
export type RoundEntry = {
  roundId: string;
  round: number;
  roundTitle: string;
  state: RoundState;
  quotaPerRound: number | null;
  teamId: string;
  team: string;
  teamName: string;
  /** The team's own name, present while the public name is a pseudonym. */
  ownName: string | null;
  /** Slugs that the team's captains replaced, which a published ranking still contains. */
  formerTeams: string[];
  memberCount: number;
  /**
   * People bound to the team in the round who entered the benchmark by approval, list or class code, ordered
   * by address.
   */
  people: { name: string | null; email: string | null }[];
  isHost: boolean;
  /**
   * Number of submissions without automatic evaluations, which use no slot, and whose outcome is secret until
   * the close.
   */
  submissionCount: number;
  unfinishedCount: number;
  scoredCount: number;
  rejectedCount: number;
  failedCount: number;
  withdrawnCount: number;
  slotsUsed: number;
  lastReceivedAt: Date | null;
  /**
   * Number of refusals by code. Empty while the round may take files, since until then only the team may know
   * them.
   */
  codes: Readonly<Record<string, number>>;
};

/** Lists the submissions to a benchmark, one row for each team and round, newest round first. */
export async function listRoundEntries(db: Executor, benchmarkId: string): Promise<RoundEntry[]> {
  const rows = await db.execute<Omit<RoundEntry, 'lastReceivedAt'> & { lastReceivedAt: string | null }>(sql`
    select r.round_id as "roundId", r.number as round, r.title as "roundTitle", r.state, r.quota_per_round as "quotaPerRound",
      t.team_id as "teamId", t.slug as team, t.name as "teamName", t.own_name as "ownName",
      array(select f.slug from former_team_names f where f.team_id = t.team_id) as "formerTeams",
      (select count(*)::int from team_members m where m.team_id = t.team_id) as "memberCount",
      coalesce((
        select jsonb_agg(jsonb_build_object('name', u.name, 'email', u.email) order by u.email)
        from round_entrants x join entrants e on e.user_id = x.user_id and e.benchmark_id = r.benchmark_id and e.way <> 'open'
          join users u on u.user_id = x.user_id
        where x.round_id = r.round_id and x.team_id = t.team_id), '[]'::jsonb) as people,
      exists (select from host_teams_of(r.round_id) h where h = t.team_id) as "isHost",
      s.*,
      (select count(*)::int from round_slots x where x.round_id = r.round_id and x.team_id = t.team_id) as "slotsUsed",
      coalesce((
        select jsonb_object_agg(code, n) from (
          select code, count(*) as n from submissions c
          where c.round_id = r.round_id and c.team_id = t.team_id and c.state = 'rejected' and not c.is_automatic and c.code is not null
          group by code) counted
        where not ${isTakingFiles(sql`r`)}), '{}'::jsonb) as codes
    from rounds r join (
      select round_id, team_id,
        count(*) filter (where not is_automatic)::int as "submissionCount",
        count(*) filter (where not is_automatic and (state in ('received', 'queued', 'scoring') or state = 'scored' and feedback is null))::int
          as "unfinishedCount",
        count(*) filter (where not is_automatic and state = 'scored' and feedback is not null)::int as "scoredCount",
        count(*) filter (where not is_automatic and state = 'rejected')::int as "rejectedCount",
        count(*) filter (where not is_automatic and state = 'failed')::int as "failedCount",
        count(*) filter (where not is_automatic and withdrawn_at is not null)::int as "withdrawnCount",
        max(received_at) filter (where not is_automatic) as "lastReceivedAt"
      from submissions group by round_id, team_id) s on s.round_id = r.round_id
      join team_names t on t.team_id = s.team_id and t.benchmark_id = r.benchmark_id
    where r.benchmark_id = ${benchmarkId}
    order by r.number desc, t.name, t.team_id`);
  return rows.map((row) => ({
    ...row,
    lastReceivedAt: row.lastReceivedAt === null ? null : new Date(row.lastReceivedAt),
  }));
}
