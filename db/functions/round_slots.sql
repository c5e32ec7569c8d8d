-- Slots are taken under a shared lock of the benchmark's links, and links are made under an exclusive one: a link that began
-- before the opening and isn't committed yet is waited for. The queue of advisory locks is fair, so a stream of submissions can't
-- delay a link.
create or replace function round_slots_are_of_the_group() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || (select benchmark_id from rounds where round_id = new.round_id), 0));
  if new.group_id <> slot_group_of_team(new.round_id, new.team_id) then
    raise exception 'a slot is of the group of its team' using errcode = 'check_violation', constraint = 'round_slots_of_the_group';
  end if;
  return new;
end $$;
create or replace trigger round_slots_group before insert on round_slots for each row execute function round_slots_are_of_the_group();
