-- Only the tables' owner makes a user an operator, by `npm run admin` on the machine; the web role can't update the column.
create or replace function users_are_no_operators() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and new.is_operator then
    raise exception 'the web role can''t make an operator' using errcode = 'check_violation', constraint = 'users_operators_by_the_owner';
  end if;
  return new;
end $$;
create or replace trigger users_operators before insert on users for each row execute function users_are_no_operators();

-- A team's creator is its first member, and no person is added later: a label holder could otherwise be put into a rival's team
-- and make it a host for good, and hosts are never ranked.
create or replace function team_members_come_first() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and exists (select from team_members m where m.team_id = new.team_id) then
    raise exception 'no person joins an existing team' using errcode = 'check_violation', constraint = 'team_members_come_first';
  end if;
  return new;
end $$;
create or replace trigger team_members_own before insert on team_members for each row execute function team_members_come_first();

-- A role with which labels are uploaded gives access to labels: its holder is recorded for good, with their teams, whichever role
-- inserts it. Removing the role doesn't undo it.
create or replace function benchmark_maintainers_hold_labels() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  held constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  insert into label_holders (benchmark_id, user_id, held_at) values (new.benchmark_id, new.user_id, held) on conflict do nothing;
  insert into host_teams (benchmark_id, team_id, held_at)
  select new.benchmark_id, team_id, held from team_members where user_id = new.user_id on conflict do nothing;
  return null;
end $$;
revoke all on function benchmark_maintainers_hold_labels() from public;
create or replace trigger benchmark_maintainers_hold after insert or update of role on benchmark_maintainers for each row
  when (new.role in ('owner', 'maintainer')) execute function benchmark_maintainers_hold_labels();

-- A team that a label holder joins later is a host from then on.
create or replace function team_members_bring_labels() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into host_teams (benchmark_id, team_id, held_at)
  select benchmark_id, new.team_id, date_trunc('milliseconds', site_clock()) from label_holders where user_id = new.user_id
  on conflict do nothing;
  return null;
end $$;
revoke all on function team_members_bring_labels() from public;
create or replace trigger team_members_bring after insert on team_members for each row execute function team_members_bring_labels();

-- The teams that a label holder was in by the round's close or, before the close, is in now. A link of teams makes no team a host:
-- otherwise a maintainer could remove a rival's rank by linking, and every link would be visible at once.
create or replace function host_teams_of(of_round uuid) returns setof uuid language sql stable rows 10
set search_path = pg_catalog, public, pg_temp as $$
  select h.team_id from rounds r join host_teams h using (benchmark_id)
  where r.round_id = of_round and (r.closed_at is null or h.held_at <= r.closed_at)
$$;
