-- Checks the end of a round: the web role closes it, or freezes it under suspicion, only at the current time and after all
-- accepted submissions, never in the past. A round that was frozen while open ends when it would have ended
-- otherwise: at its planned close, the next opening or the next rotation.
create or replace function rounds_stop_now() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  stops timestamptz := case new.state when 'frozen' then new.frozen_at else new.closed_at end;
  last_received timestamptz;
  clock timestamptz;
  ends timestamptz;
begin
  if current_user <> 'tidemark_web' or old.state = new.state then
    return new;
  end if;
  if new.state = 'invalidated' then
    if not coalesce(is_now(new.invalidated_at), false) then
      raise exception 'a round is invalidated now' using errcode = 'check_violation', constraint = 'rounds_stop_now';
    end if;
    return new;
  end if;
  if new.state not in ('closed', 'frozen') then
    return new;
  end if;
  -- The round's row is locked, so no submission is being accepted.
  select max(received_at) into last_received from submissions where round_id = new.round_id;
  if old.state = 'frozen' then
    if old.closed_at is null then
      select least(old.closes_at, b.next_rotation_at, (
        select min(r.opened_at) from rounds r where r.benchmark_id = new.benchmark_id and r.opened_at > old.opened_at)) into ends
      from benchmarks b where b.benchmark_id = new.benchmark_id;
      if date_trunc('milliseconds', stops) is distinct from date_trunc('milliseconds', ends) or stops <= last_received then
        raise exception 'a frozen round ends when it would have ended without the freeze' using errcode = 'check_violation', constraint = 'rounds_end_as_planned';
      end if;
    end if;
    return new;
  end if;
  -- A round ends after its own records, even if the clock was set back.
  clock := greatest(site_clock(), old.opened_at, last_received);
  if stops is null or abs(extract(epoch from stops - clock)) > 60 or stops <= last_received
    or (new.state = 'closed' and new.closes_at is distinct from least(old.closes_at, stops)) then
    raise exception 'a round is closed or frozen now' using errcode = 'check_violation', constraint = 'rounds_stop_now';
  end if;
  return new;
end $$;
create or replace trigger rounds_stop before update of state on rounds for each row execute function rounds_stop_now();

-- Requires that a benchmark's next rotation is in the future.
create or replace function benchmarks_rotate_later() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and new.next_rotation_at is distinct from (case tg_op when 'UPDATE' then old.next_rotation_at end)
    and new.next_rotation_at < site_clock() - interval '1 minute' then
    raise exception 'the next rotation is in the future' using errcode = 'check_violation', constraint = 'benchmarks_rotate_later';
  end if;
  return new;
end $$;
create or replace trigger benchmarks_rotate before insert or update of next_rotation_at on benchmarks for each row execute function benchmarks_rotate_later();

-- Requires that a draft has its own position in the queue of rounds, or that of the sealed round that it replaces.
create or replace function rounds_queue_in_order() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and new.queue_order is distinct from (case when new.replaces_round_id is null then new.number else (
    select r.queue_order from rounds r where r.round_id = new.replaces_round_id and r.benchmark_id = new.benchmark_id and r.state = 'sealed') end) then
    raise exception 'a draft is queued by its number' using errcode = 'check_violation', constraint = 'rounds_queue_in_order';
  end if;
  return new;
end $$;
create or replace trigger rounds_queue before insert on rounds for each row execute function rounds_queue_in_order();

-- Refuses to open, close or reveal a round while the clock is in doubt: a clock that has jumped would close a
-- round for good, or reveal it before its time. An operator must check the clock first.
create or replace function rounds_wait_for_the_clock() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from clock_holds where accepted_at is null) then
    raise exception 'the clock has jumped: an operator must accept it first' using errcode = 'check_violation', constraint = 'rounds_clock_is_held';
  end if;
  return new;
end $$;
create or replace trigger rounds_steady_clock before update of state on rounds for each row
  when (new.state in ('open', 'closed', 'revealed') and new.state <> old.state) execute function rounds_wait_for_the_clock();
