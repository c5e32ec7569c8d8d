-- When a link begins and ends is read here, with the benchmark's links held, whatever the writer says: an end that is backdated
-- behind an opening would give each team a quota of its own in the open round. `now()` won't do, it is as old as the transaction.
create or replace function linked_teams_hold_links() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  if tg_op = 'UPDATE' then
    if old.unlinked_at is not null then
      -- Who unlinked may be deleted; nothing else of an end changes.
      if new.unlinked_at is distinct from old.unlinked_at or (new.unlinked_by is distinct from old.unlinked_by and new.unlinked_by is not null) then
        raise exception 'a team is unlinked once' using errcode = 'check_violation', constraint = 'linked_teams_unlinked_once';
      end if;
    elsif new.unlinked_at is not null then
      new.unlinked_at := date_trunc('milliseconds', clock_timestamp());
    end if;
    return new;
  end if;

  -- The teams of a group are linked at one instant: that of the first row which this transaction wrote of it.
  select min(l.linked_at) into new.linked_at from linked_teams l
  where l.benchmark_id = new.benchmark_id and l.group_id = new.group_id
    and l.xmin = pg_current_xact_id()::xid and l.linked_at >= date_trunc('milliseconds', now());
  new.linked_at := coalesce(new.linked_at, date_trunc('milliseconds', clock_timestamp()));

  -- A team that was unlinked while a round runs comes along into a new group with the end that its last link had.
  if new.unlinked_at is not null then
    select max(l.unlinked_at) into new.unlinked_at from linked_teams l
    where l.benchmark_id = new.benchmark_id and l.team_id = new.team_id;
    if new.unlinked_at is null then
      raise exception 'a link begins without an end' using errcode = 'check_violation', constraint = 'linked_teams_begins_without_end';
    end if;
  end if;
  return new;
end $$;
