-- Time for maintainers to object to a merge of teams. It is a function, so that a test can replace it.
create or replace function merge_objection_period() returns interval language sql immutable as $$ select interval '24 hours' $$;

create or replace function is_captain(of_team uuid, person uuid) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from team_members m where m.team_id = of_team and m.user_id = person and m.role = 'captain')
$$;

-- Requires for a merge that a captain of one team asks and a captain of the other agrees; after a day without
-- an objection the teams are merged. The database's clock sets all times, whatever is written, and an end is
-- final.
create or replace function team_merges_take_two_captains() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  clock constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.agreed_by, new.agreed_at, new.objections_until, new.dropped_by, new.dropped_at, new.drop_reason, new.merged_at,
      new.merged_team_id) > 0 then
      raise exception 'a merge begins as a wish' using errcode = 'check_violation', constraint = 'team_merges_begin_asked';
    end if;
    if current_user = 'tidemark_web' and not is_captain(new.team_id, new.asked_by) then
      raise exception 'captains ask for a merge' using errcode = 'check_violation', constraint = 'team_merges_by_captains';
    end if;
    -- The text of the request would tell the other team which team stands behind a pseudonym.
    if exists (
      select from team_pseudonyms p where p.benchmark_id = new.benchmark_id and p.team_id in (new.team_id, new.other_team_id) and p.ended_at is null) then
      raise exception 'a team under a pseudonym doesn''t merge' using errcode = 'check_violation', constraint = 'team_merges_own_names';
    end if;
    new.asked_at := clock;
    return new;
  end if;

  if (new.agreed_by, new.dropped_by) is not distinct from (old.agreed_by, old.dropped_by)
    and (new.drop_reason, new.merged_at, new.merged_team_id) is not distinct from (old.drop_reason, old.merged_at, old.merged_team_id) then
    return new;
  end if;
  -- Only persons may change, to null when an account is deleted; the end is final.
  if num_nonnulls(old.dropped_at, old.merged_at) > 0 then
    if coalesce(new.agreed_by, old.agreed_by) is distinct from old.agreed_by or coalesce(new.dropped_by, old.dropped_by) is distinct from old.dropped_by
      or (new.drop_reason, new.merged_at, new.merged_team_id) is distinct from (old.drop_reason, old.merged_at, old.merged_team_id) then
      raise exception 'a merge ends once' using errcode = 'check_violation', constraint = 'team_merges_ended_once';
    end if;
    return new;
  end if;
  if new.agreed_by is distinct from old.agreed_by and new.agreed_by is not null then
    if old.agreed_at is not null or not is_captain(old.other_team_id, new.agreed_by) then
      raise exception 'a captain of the other team agrees, once' using errcode = 'check_violation', constraint = 'team_merges_by_captains';
    end if;
    new.agreed_at := clock;
    new.objections_until := clock + merge_objection_period();
  end if;
  if (new.dropped_by, new.drop_reason) is distinct from (old.dropped_by, old.drop_reason) then
    if new.dropped_by is not null and not is_captain(old.team_id, new.dropped_by) and not is_captain(old.other_team_id, new.dropped_by)
      and not (is_maintainer(old.benchmark_id, new.dropped_by) and coalesce(new.drop_reason, '') ~ '\S') then
      raise exception 'a captain drops a merge, or a maintainer with a reason' using errcode = 'check_violation', constraint = 'team_merges_dropped_by_whom';
    end if;
    new.dropped_at := clock;
  end if;
  if num_nonnulls(new.merged_at, new.merged_team_id) > 0 then
    if num_nonnulls(new.merged_at, new.merged_team_id) < 2 or old.objections_until is null or clock < old.objections_until then
      raise exception 'teams are merged after the time for objections' using errcode = 'check_violation', constraint = 'team_merges_objections_first';
    end if;
    new.merged_at := clock;
  end if;
  return new;
end $$;
create or replace trigger team_merges_wanted before insert or update on team_merges for each row execute function team_merges_take_two_captains();

-- True for the link that belongs to a merge which this transaction completes.
create or replace function is_link_of_merge(of_merge uuid, of_benchmark uuid, of_teams uuid[]) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from team_merges g where g.merge_id = of_merge and g.benchmark_id = of_benchmark and g.merged_at is not null
      and g.xmin = pg_current_xact_id()::xid and of_teams <@ array[g.team_id, g.other_team_id, g.merged_team_id])
$$;
