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
create or replace trigger linked_teams_hold before insert or update of unlinked_at, unlinked_by on linked_teams for each row execute function linked_teams_hold_links();

-- What the teams have used adds up, in the rounds that aren't over and on the days from the link's own on, beyond a limit if
-- need be: their slots go under the group's id, with new numbers.
create or replace function linked_teams_gather_slots() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  with moving as (
    select s.submission_id, group_of_team(s.round_id, s.team_id) as group_id,
      row_number() over (partition by s.round_id, group_of_team(s.round_id, s.team_id) order by s.group_id, s.slot) as place
    from round_slots s join rounds r using (round_id)
    join (select distinct benchmark_id, team_id from linked) l on l.benchmark_id = r.benchmark_id and l.team_id = s.team_id
    where r.state in ('open', 'frozen') and s.group_id <> group_of_team(s.round_id, s.team_id)
  )
  update round_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from round_slots t where t.round_id = s.round_id and t.group_id = moving.group_id)
  from moving where s.submission_id = moving.submission_id;

  with moving as (
    select s.submission_id, l.group_id,
      row_number() over (partition by s.day, l.group_id order by s.group_id, s.slot) as place
    from day_slots s join linked l using (benchmark_id, team_id)
    where s.day >= (l.linked_at at time zone 'UTC')::date and s.group_id <> l.group_id
  )
  update day_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from day_slots t
      where t.benchmark_id = s.benchmark_id and t.group_id = moving.group_id and t.day = s.day)
  from moving where s.submission_id = moving.submission_id;
  return null;
end $$;
revoke all on function linked_teams_gather_slots() from public;
create or replace trigger linked_teams_gather after insert on linked_teams referencing new table as linked for each statement execute function linked_teams_gather_slots();
