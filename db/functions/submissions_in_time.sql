-- Requires that the web role accepts a submission at the current time, in an open round, for the team's own
-- model, by a member of the team. The round is locked, so that no submission is accepted after a close.
create or replace function submissions_are_in_time() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_round rounds%rowtype;
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  select r.* into of_round from rounds r where r.round_id = new.round_id for share;
  if of_round.state is distinct from 'open' or not is_now(new.received_at)
    or new.received_at < of_round.opened_at or new.received_at >= of_round.closes_at then
    raise exception 'a submission is received now and in an open round' using errcode = 'check_violation', constraint = 'submissions_in_time';
  end if;
  if new.kind::text <> all (of_round.accepts) then
    raise exception 'a submission is of a kind that its round accepts' using errcode = 'check_violation', constraint = 'submissions_of_an_accepted_kind';
  end if;
  if coalesce(new.deadline_at > new.received_at + interval '24 hours', true) then
    raise exception 'the deadline of a submission is within a day' using errcode = 'check_violation', constraint = 'submissions_in_time';
  end if;
  if not exists (
    select from models m where m.model_id = new.model_id and m.team_id = new.team_id and m.benchmark_id = of_round.benchmark_id
  ) or not exists (select from team_members t where t.team_id = new.team_id and t.user_id = new.user_id) then
    raise exception 'a submission is sent by a member of its model''s team' using errcode = 'check_violation', constraint = 'submissions_of_a_team';
  end if;
  return new;
end $$;
create or replace trigger submissions_in_time before insert on submissions for each row execute function submissions_are_in_time();

-- Enforces the quota for every insert of the web role: slots are numbered up to the limit, and a submission
-- has its own slot of the round and of the day.
create or replace function slots_are_within_quota() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_submission submissions%rowtype;
  of_round rounds%rowtype;
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  select s.* into of_submission from submissions s where s.submission_id = new.submission_id and s.team_id = new.team_id;
  select r.* into of_round from rounds r where r.round_id = of_submission.round_id;
  if tg_table_name = 'round_slots' and new.slot between 1 and of_round.quota_per_round
    and to_jsonb(new) ->> 'round_id' = of_submission.round_id::text
    or tg_table_name = 'day_slots' and new.slot between 1 and of_round.quota_per_day
    and to_jsonb(new) ->> 'benchmark_id' = of_round.benchmark_id::text
    and (to_jsonb(new) ->> 'day')::date = (of_submission.received_at at time zone 'UTC')::date then
    return new;
  end if;
  raise exception 'a slot is within the quota' using errcode = 'check_violation', constraint = tg_table_name || '_within_quota';
end $$;
create or replace trigger round_slots_quota before insert on round_slots for each row execute function slots_are_within_quota();
create or replace trigger day_slots_quota before insert on day_slots for each row execute function slots_are_within_quota();

create or replace function submissions_hold_slots() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and not (
    exists (select from round_slots s where s.submission_id = new.submission_id)
    and exists (select from day_slots s where s.submission_id = new.submission_id)
  ) then
    raise exception 'a submission has a slot of its round and one of its day' using errcode = 'check_violation', constraint = 'submissions_hold_slots';
  end if;
  return null;
end $$;
do $$ begin
  if not exists (select from pg_trigger where tgname = 'submissions_slots') then
    create constraint trigger submissions_slots after insert on submissions deferrable initially deferred
      for each row execute function submissions_hold_slots();
  end if;
end $$;
