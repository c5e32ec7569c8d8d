-- The group with which a team shares its slots in a round: its links at the opening. A later link or end changes nothing here, so
-- that neither takes a remaining slot away, nor adds one.
create or replace function slot_group_of_team(of_round uuid, of_team uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and l.linked_at <= r.opened_at
      and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
    order by l.linked_at desc limit 1), of_team)
$$;
