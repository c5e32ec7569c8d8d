grant select on audit_acts to tidemark_web, tidemark_scorer;

-- The table in lib/core/audit/audit-act.ts determines which roles may record each event, and which person it
-- names. This trigger sets the time; only the scorer, whose schedule acts at given times, and the tables'
-- owner may set it themselves.
create or replace function audit_events_are_their_recorders() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  rule audit_acts;
begin
  new.at := coalesce(new.at, date_trunc('milliseconds', site_clock()));
  if current_user not in ('tidemark_web', 'tidemark_scorer') then
    return new;
  end if;
  select * into rule from audit_acts where name = new.act and recorded_by = current_user;
  if not found or new.actor_kind::text <> all (rule.actor_kinds) then
    raise exception '% can''t record % as an event of a %', current_user, new.act, new.actor_kind
      using errcode = 'check_violation', constraint = 'audit_events_not_its_own';
  end if;
  if new.is_public <> rule.is_public or (new.benchmark_id is null) <> (rule.is_on = 'site') or (new.round_id is null) <> (rule.is_on <> 'round')
    or (rule.is_on = 'benchmark' and not exists (select from benchmarks b where b.benchmark_id = new.benchmark_id))
    or (rule.is_on = 'round' and not exists (
      select from rounds r where r.round_id = new.round_id and r.benchmark_id = new.benchmark_id)) then
    raise exception '% belongs to one %, with the visibility of audit_acts', new.act, rule.is_on
      using errcode = 'check_violation', constraint = 'audit_events_of_their_place';
  end if;
  -- The scorer records the id of the person who requested a job, if the job names one.
  if current_user = 'tidemark_web' and rule.is_on <> 'site' and (new.user_id is null) <> (new.actor_kind = 'visitor') then
    raise exception 'an event has a person, unless a visitor caused it' using errcode = 'check_violation', constraint = 'audit_events_of_a_person';
  end if;
  if jsonb_typeof(new.detail) <> 'object' or octet_length(new.detail::text) > 65536
    or exists (select from jsonb_each(new.detail) d where jsonb_typeof(d.value) in ('object', 'array')) then
    raise exception 'the detail of an event is one flat object of at most 65536 bytes' using errcode = 'check_violation', constraint = 'audit_events_small_detail';
  end if;
  if rule.has_reason and (jsonb_typeof(new.detail -> 'reason') is distinct from 'string' or new.detail ->> 'reason' !~ '\S') then
    raise exception '% requires a reason', new.act using errcode = 'check_violation', constraint = 'audit_events_have_reasons';
  end if;
  return new;
end $$;
create or replace trigger audit_events_begin before insert on audit_events for each row execute function audit_events_are_their_recorders();

-- Sets in an event's detail the count of flags judged or leak reports handled so far. Concurrent writers wait, so that it is right
-- until the transaction's end.
create or replace function audit_events_fill_counts() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.act || ' ' || coalesce(new.round_id, new.benchmark_id), 0));
  new.detail := new.detail || case new.act
    when 'flag_judgement_reported' then jsonb_build_object('judged_count', (
      select count(*) from flags join rounds using (round_id) where benchmark_id = new.benchmark_id and judged_at is not null))
    else jsonb_build_object('handled_count', (
      select count(*) from leak_reports where round_id = new.round_id and handled_at is not null))
  end;
  return new;
end $$;
create or replace trigger audit_events_counts before insert on audit_events for each row
  when (new.act in ('flag_judgement_reported', 'leak_report_handled')) execute function audit_events_fill_counts();

-- Lists each new event as waiting for its link in the hash chain, so that the scorer finds it whatever its id
-- and however late its transaction commits.
create or replace function audit_events_wait_for_link() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into unlinked_audit_events (audit_event_id, recorded_at) values (new.audit_event_id, site_clock());
  return null;
end $$;
revoke all on function audit_events_wait_for_link() from public;
create or replace trigger audit_events_wait after insert on audit_events for each row execute function audit_events_wait_for_link();

-- Refuses, from the web role, notices that only the scorer and its schedule may insert.
create or replace function notices_are_their_writers() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and new.kind::text in ('round_opened', 'closing_soon', 'round_closed', 'refresh_due', 'refresh_overdue', 'erratum_published', 'flags_raised') then
    raise exception 'the web role can''t insert the notice %', new.kind using errcode = 'check_violation', constraint = 'notices_not_the_webs';
  end if;
  return new;
end $$;
create or replace trigger notices_begin before insert on notices for each row execute function notices_are_their_writers();
