-- A submission's slot of the day is of the same group as its slot of the round, which was checked.
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
