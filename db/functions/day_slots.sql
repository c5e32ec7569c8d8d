-- A submission's slot of the day belongs to the same group as its slot of the round, which was checked.
create or replace function day_slots_are_of_the_group() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from round_slots s where s.submission_id = new.submission_id and s.team_id = new.team_id and s.group_id = new.group_id
  ) then
    raise exception 'a slot is of the group of its team' using errcode = 'check_violation', constraint = 'day_slots_of_the_group';
  end if;
  return new;
end $$;
create or replace trigger day_slots_group before insert on day_slots for each row execute function day_slots_are_of_the_group();

-- Slots used on a day carry over into the round that opens on it, under the id of the teams' group there, beyond the limit if
-- necessary: neither a link nor its end gives a team a second daily quota. No slot is taken concurrently, since no round is open.
create or replace function rounds_carry_day_slots() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  with moving as (
    select s.submission_id, held.group_id, row_number() over (partition by s.day, held.group_id order by s.group_id, s.slot) as place
    from day_slots s, lateral (select slot_group_of_team(new.round_id, s.team_id) as group_id) held
    where s.benchmark_id = new.benchmark_id and s.day >= (new.opened_at at time zone 'UTC')::date and s.group_id <> held.group_id
  )
  update day_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from day_slots t
      where t.benchmark_id = s.benchmark_id and t.group_id = moving.group_id and t.day = s.day)
  from moving where s.submission_id = moving.submission_id;
  return null;
end $$;
revoke all on function rounds_carry_day_slots() from public;
create or replace trigger rounds_day_slots after update of state on rounds for each row
  when (old.state = 'sealed' and new.state = 'open') execute function rounds_carry_day_slots();
