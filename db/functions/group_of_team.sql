-- The group with which a team shares feedback and exposure in a round: from the link on, or from the next opening on where a
-- single maintainer linked. A link that has ended still holds in the rounds opened before its end.
create or replace function group_of_team(of_round uuid, of_team uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
      and (not l.is_by_one or l.linked_at <= r.opened_at)
    order by l.unlinked_at desc nulls first, l.linked_at desc limit 1), of_team)
$$;
