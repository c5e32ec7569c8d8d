-- Refuses that another role than the tables' owner makes a user an operator, which `npm run admin` does on
-- the machine; the web role can't update the column.
create or replace function users_are_no_operators() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and new.is_operator then
    raise exception 'the web role can''t make an operator' using errcode = 'check_violation', constraint = 'users_operators_by_the_owner';
  end if;
  return new;
end $$;
create or replace trigger users_operators before insert on users for each row execute function users_are_no_operators();

-- Locks the team's row, so that changes of its members happen one after another. A submission takes a shared
-- lock of that row: it binds the persons who are members at its acceptance.
create or replace function team_members_lock_team() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from teams t where t.team_id = coalesce(new.team_id, old.team_id) for no key update;
  return coalesce(new, old);
end $$;
revoke all on function team_members_lock_team() from public;
create or replace trigger team_members_lock before insert or update or delete on team_members for each row
  execute function team_members_lock_team();

-- Requires that a team's first member is its founder, and that later ones accept an invitation in the same
-- transaction, or come with a merge: otherwise a label holder could be put into a rival's team, which would
-- make it a host team for good, and host teams are never ranked.
create or replace function team_members_are_invited() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if not (new.role = 'captain' and exists (select from teams t where t.team_id = new.team_id and t.founded_by = new.user_id)
      and not exists (select from team_members m where m.team_id = new.team_id))
    and not exists (
      select from invitations i where i.team_id = new.team_id and i.accepted_by = new.user_id and i.team_role = new.role
        and i.accepted_at is not null and i.xmin = pg_current_xact_id()::xid)
    and not exists (
      select from team_merges g join team_members m on m.team_id in (g.team_id, g.other_team_id)
      where g.merged_team_id = new.team_id and g.xmin = pg_current_xact_id()::xid and m.user_id = new.user_id and m.role = new.role)
  then
    raise exception 'a person joins a team by an invitation' using errcode = 'check_violation', constraint = 'team_members_invited';
  end if;
  if (select count(*) from team_members m where m.team_id = new.team_id) >= 50 then
    raise exception 'a team has at most 50 members' using errcode = 'check_violation', constraint = 'team_members_max';
  end if;
  return new;
end $$;
create or replace trigger team_members_own before insert on team_members for each row execute function team_members_are_invited();

-- Makes the oldest member in good standing captain of a team that has none. Revokes invitations by a person
-- who is no longer captain, since an invitation to a second address of theirs would bring them back.
create or replace function team_members_keep_a_captain() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from team_members m where m.team_id = old.team_id and m.role = 'captain') then
    update team_members m set role = 'captain' where (m.team_id, m.user_id) = (
      select o.team_id, o.user_id from team_members o where o.team_id = old.team_id
      order by exists (select from moderations d where d.kind = 'person' and d.subject_id = o.user_id::text), o.joined_at, o.user_id limit 1);
  end if;
  update invitations i set revoked_at = date_trunc('milliseconds', site_clock())
  where i.team_id = old.team_id and i.invited_by = old.user_id and i.accepted_at is null and i.revoked_at is null
    and not exists (select from team_members m where m.team_id = old.team_id and m.user_id = old.user_id and m.role = 'captain');
  return null;
end $$;
revoke all on function team_members_keep_a_captain() from public;
create or replace trigger team_members_captain after delete or update of role on team_members for each row
  execute function team_members_keep_a_captain();

create or replace function invitations_to_teams_are_by_captains() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if tg_op = 'INSERT' then
    if num_nonnulls(new.accepted_at, new.accepted_by, new.revoked_at) > 0 then
      raise exception 'an invitation begins open' using errcode = 'check_violation', constraint = 'invitations_begin_open';
    end if;
    if new.team_id is not null and not exists (
      select from team_members m where m.team_id = new.team_id and m.user_id = new.invited_by and m.role = 'captain') then
      raise exception 'captains invite to their team' using errcode = 'check_violation', constraint = 'invitations_by_captains';
    end if;
  elsif (new.accepted_at, new.accepted_by) is distinct from (old.accepted_at, old.accepted_by)
    and (num_nonnulls(old.accepted_at, old.revoked_at, new.revoked_at) > 0 or new.accepted_at is null or new.accepted_at >= new.expires_at
      or new.team_id is not null and new.accepted_by is null) then
    raise exception 'an open invitation is accepted once' using errcode = 'check_violation', constraint = 'invitations_accepted_once';
  end if;
  return new;
end $$;
create or replace trigger invitations_by_captains before insert or update on invitations for each row
  execute function invitations_to_teams_are_by_captains();

-- Reserves a team's former name and slug against other teams, so that no team is mistaken for another. The
-- same holds for a pseudonym; while it is in force, even its own team can't take it, since that would reveal
-- the team.
create or replace function teams_leave_former_names() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  if exists (select from former_team_names f where f.team_id <> new.team_id and (f.slug = new.slug or f.skeleton = new.skeleton))
    or exists (
      select from team_pseudonyms p where (p.slug = new.slug or p.skeleton = new.skeleton)
        and (p.team_id <> new.team_id or p.ended_at is null)) then
    raise exception 'the name is a former one of another team, or a pseudonym' using errcode = 'unique_violation', constraint = 'teams_former_name';
  end if;
  return new;
end $$;
revoke all on function teams_leave_former_names() from public;
create or replace trigger teams_former_names before insert or update of slug, name, skeleton on teams for each row
  execute function teams_leave_former_names();

-- Renames a team for one of its captains and records the former name; only through this function can the web
-- role rename a team. A taken name or slug violates a named constraint.
create or replace function rename_team(of_team uuid, captain uuid, new_name text, new_slug text, new_skeleton text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  before teams;
begin
  -- Taken before the lock of the team's row, as when an operator renames the team, so that the two can't
  -- deadlock.
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  select * into before from teams t where t.team_id = of_team for no key update;
  if not exists (select from team_members m where m.team_id = of_team and m.user_id = captain and m.role = 'captain') then
    raise exception 'a captain renames the team' using errcode = 'check_violation', constraint = 'teams_renamed_by_captains';
  end if;
  if exists (select from moderations d where d.kind = 'team' and d.subject_id = of_team::text) then
    raise exception 'an operator has decided on the name' using errcode = 'check_violation', constraint = 'teams_moderated';
  end if;
  if new_name !~ '\S' or new_slug !~ '^[a-z0-9][a-z0-9-]*$' or new_skeleton = '' then
    raise exception 'a name has a slug and a skeleton' using errcode = 'check_violation', constraint = 'teams_named';
  end if;
  -- The instant is the row's key, so it must differ from earlier ones even if the clock was set back.
  insert into former_team_names (team_id, slug, name, skeleton, ended_at, renamed_by)
  select of_team, before.slug, before.name, before.skeleton,
    greatest(date_trunc('milliseconds', site_clock()), max(f.ended_at) + interval '1 millisecond'), captain
  from former_team_names f where f.team_id = of_team;
  update teams t set name = new_name, slug = new_slug, skeleton = new_skeleton where t.team_id = of_team;
end $$;
revoke all on function rename_team(uuid, uuid, text, text, text) from public;
grant execute on function rename_team(uuid, uuid, text, text, text) to tidemark_web;

-- Records as label holder, for good, each person who gets a role with which labels are uploaded, and their
-- teams, whichever database role inserts it. Removing the role doesn't remove the record.
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

-- Makes a team that a label holder joins later a host team from then on. The web role can't let a label
-- holder join a team that has entered the benchmark.
create or replace function team_members_bring_labels() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if session_user = 'tidemark_web' and exists (
    select from label_holders h join models m using (benchmark_id) where h.user_id = new.user_id and m.team_id = new.team_id) then
    raise exception 'a label holder joins no participating team' using errcode = 'check_violation', constraint = 'team_members_no_label_holder';
  end if;
  insert into host_teams (benchmark_id, team_id, held_at)
  select benchmark_id, new.team_id, date_trunc('milliseconds', site_clock()) from label_holders where user_id = new.user_id
  on conflict do nothing;
  return null;
end $$;
revoke all on function team_members_bring_labels() from public;
create or replace trigger team_members_bring after insert on team_members for each row execute function team_members_bring_labels();

-- Returns a round's host teams: those that a label holder belonged to by the round's close or, before the
-- close, belongs to now. A link doesn't make a team a host: otherwise a maintainer could remove a rival's
-- rank by linking, and every link would be visible at once.
create or replace function host_teams_of(of_round uuid) returns setof uuid language sql stable rows 10
set search_path = pg_catalog, public, pg_temp as $$
  select h.team_id from rounds r join host_teams h using (benchmark_id)
  where r.round_id = of_round and (r.closed_at is null or h.held_at <= r.closed_at)
$$;
