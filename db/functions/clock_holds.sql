-- A clock that has jumped would close a round for good, or reveal it before its time: both wait until an operator has checked it.
create or replace function rounds_wait_for_the_clock() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from clock_holds where accepted_at is null) then
    raise exception 'the clock has leapt: an operator must accept it first' using errcode = 'check_violation', constraint = 'rounds_clock_is_held';
  end if;
  return new;
end $$;
create or replace trigger rounds_steady_clock before update of state on rounds for each row
  when (new.state in ('open', 'closed', 'revealed') and new.state <> old.state) execute function rounds_wait_for_the_clock();
