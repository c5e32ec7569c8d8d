-- True if the person's verified e-mail address, or its domain, is on the benchmark's entry list.
create or replace function is_on_entry_list(of_benchmark uuid, person uuid) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from users u join entry_addresses a on a.benchmark_id = of_benchmark
      and a.address in (lower(u.email), '@' || split_part(lower(u.email), '@', 2))
    where u.user_id = person and u.email_verified_at is not null)
$$;

-- Returns how the person has entered the benchmark or may enter it now; null if they may not. A person who
-- has entered remains an entrant until a maintainer removes them, even if the list changes.
create or replace function entry_of(of_benchmark uuid, person uuid) returns entry_way language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case
    when e.state = 'entered' then e.way
    when e.state = 'removed' then null
    when b.entry = 'open' then 'open'
    when b.entry = 'list' and is_on_entry_list(of_benchmark, person) then 'list'
  end::entry_way
  from benchmarks b left join entrants e on e.benchmark_id = b.benchmark_id and e.user_id = person
  where b.benchmark_id = of_benchmark
$$;

-- True if a maintainer removed a member of the team, or the person who sent its model, and no member may
-- enter the benchmark. The sender counts even after leaving the team: otherwise the model would continue to
-- compete under a second account.
create or replace function is_kept_out(of_benchmark uuid, of_team uuid, sender uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (
      select from entrants e where e.benchmark_id = of_benchmark and e.state = 'removed'
        and (e.user_id = sender or e.user_id in (select m.user_id from team_members m where m.team_id = of_team)))
    and not exists (
      select from team_members m
      where m.team_id = of_team and (entry_of(of_benchmark, m.user_id) is not null or is_maintainer(of_benchmark, m.user_id)));
end $$;
revoke all on function is_kept_out(uuid, uuid, uuid) from public;
grant execute on function is_kept_out(uuid, uuid, uuid) to tidemark_scorer;

-- Refuses submissions of persons who aren't entrants, by the rules in force. The rows that decide this are
-- locked until the transaction ends, so that a removal or a change of the rules comes entirely before or
-- after it. The trigger sets the rules version on the receipt, which the web role can't choose.
create or replace function submissions_are_by_entrants() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_benchmark constant uuid := (select r.benchmark_id from rounds r where r.round_id = new.round_id);
  is_host constant boolean := is_maintainer(of_benchmark, new.user_id);
  at constant timestamptz := date_trunc('milliseconds', site_clock());
  entered_by entry_way;
  in_force rules_versions;
begin
  if session_user <> 'tidemark_web' then
    return new;
  end if;
  if not is_host then
    entered_by := entry_of(of_benchmark, new.user_id);
    if entered_by is not null then
      insert into entrants (benchmark_id, user_id, way, state, decided_at)
      values (of_benchmark, new.user_id, entered_by, 'entered', at) on conflict do nothing;
      update entrants e set way = entered_by, state = 'entered', decided_at = at
      where (e.benchmark_id, e.user_id) = (of_benchmark, new.user_id) and e.state in ('asked', 'refused');
    end if;
    -- Locked only after the writes: if parallel submissions of a person all took this lock first and then
    -- upgraded it, they would deadlock.
    perform from entrants e where (e.benchmark_id, e.user_id) = (of_benchmark, new.user_id) and e.state = 'entered' for share;
    if entered_by is null or not found then
      raise exception 'the person hasn''t entered the benchmark' using errcode = 'check_violation', constraint = 'submissions_of_entrants';
    end if;
  end if;
  -- A rules version that was superseded while this query waited for its lock isn't returned; the next
  -- iteration finds its successor.
  loop
    select * into in_force from rules_versions v where v.benchmark_id = of_benchmark and v.superseded_at is null for share;
    exit when found or not exists (select from rules_versions v where v.benchmark_id = of_benchmark and v.superseded_at is null);
  end loop;
  if in_force.number is not null and not is_host and not exists (
    select from rules_acceptances a where (a.benchmark_id, a.number, a.user_id) = (of_benchmark, in_force.number, new.user_id)) then
    raise exception 'the person hasn''t accepted version % of the rules', in_force.number
      using errcode = 'check_violation', constraint = 'submissions_accept_rules';
  end if;
  new.rules_version := in_force.number;
  new.rules_sha256 := in_force.sha256;
  return new;
end $$;
revoke all on function submissions_are_by_entrants() from public;
create or replace trigger submissions_entrant before insert on submissions for each row
  when (not new.is_automatic) execute function submissions_are_by_entrants();

-- Applies for a person to enter a benchmark that requires approval. Returns false if the person has entered,
-- or has applied before.
create or replace function ask_entry(of_benchmark uuid, person uuid, with_answers jsonb) returns boolean language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from benchmarks b where b.benchmark_id = of_benchmark and b.entry = 'approval' and b.visibility <> 'withdrawn' for share;
  if not found or jsonb_typeof(with_answers) <> 'array' or jsonb_array_length(with_answers) > 10 or octet_length(with_answers::text) > 65536 then
    raise exception 'the benchmark takes no applications, or none of this form' using errcode = 'check_violation', constraint = 'entrants_ask';
  end if;
  insert into entrants (benchmark_id, user_id, way, state, answers, asked_at)
  values (of_benchmark, person, 'approval', 'asked', with_answers, date_trunc('milliseconds', site_clock())) on conflict do nothing;
  return found;
end $$;
revoke all on function ask_entry(uuid, uuid, jsonb) from public;
grant execute on function ask_entry(uuid, uuid, jsonb) to tidemark_web;

-- Enters a person into the benchmark with this class code; null for a wrong code. A try uses the budget
-- before the code is compared, so that parallel tries count too; a right code refunds it. A removed person
-- stays removed.
create or replace function enter_by_code(person uuid, hashed text) returns uuid language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_benchmark uuid;
begin
  perform spend_budget(person, 'entry_codes', 1);
  select c.benchmark_id into of_benchmark from entry_codes c join benchmarks b using (benchmark_id)
  where c.code_sha256 = hashed and b.entry = 'list' and b.visibility <> 'withdrawn'
    and not exists (select from entrants e where (e.benchmark_id, e.user_id) = (c.benchmark_id, person) and e.state = 'removed')
  for share of c;
  if not found then
    return null;
  end if;
  update spent_budgets s set amount = s.amount - 1 where s.user_id = person and s.budget = 'entry_codes';
  insert into entrants as e (benchmark_id, user_id, way, state, decided_at)
  values (of_benchmark, person, 'code', 'entered', date_trunc('milliseconds', site_clock()))
  on conflict (benchmark_id, user_id) do update set way = 'code', state = 'entered', decided_at = excluded.decided_at
  where e.state in ('asked', 'refused');
  return of_benchmark;
end $$;
revoke all on function enter_by_code(uuid, text) from public;
grant execute on function enter_by_code(uuid, text) to tidemark_web;

-- Raises an error unless the person is an owner or maintainer of the benchmark.
create or replace function require_maintainer(of_benchmark uuid, person uuid) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if is_maintainer(of_benchmark, person) is not true then
    raise exception 'this is for maintainers' using errcode = 'check_violation', constraint = 'entry_by_maintainers';
  end if;
end $$;
revoke all on function require_maintainer(uuid, uuid) from public;

-- Writes a maintainer's decision on an application or an entrant. Returns false if there is no such row, or
-- if nothing changes.
create or replace function decide_entry(of_benchmark uuid, person uuid, maintainer uuid, verdict entrant_state, because text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform require_maintainer(of_benchmark, maintainer);
  if verdict not in ('entered', 'refused', 'removed') or length(because) > 1000 or (verdict <> 'entered' and coalesce(because, '') !~ '\S') then
    raise exception 'a person is refused or removed with a reason' using errcode = 'check_violation', constraint = 'entrants_decided';
  end if;
  update entrants e set state = verdict, reason = nullif(because, ''), decided_by = maintainer, decided_at = date_trunc('milliseconds', site_clock())
  where (e.benchmark_id, e.user_id) = (of_benchmark, person) and e.state <> verdict and (verdict <> 'refused' or e.state = 'asked');
  if not found then
    return false;
  end if;
  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('entry_decided', 'maintainer', maintainer, of_benchmark, jsonb_strip_nulls(jsonb_build_object(
    'person', person, 'verdict', verdict, 'reason', nullif(because, ''))), false);
  return true;
end $$;
revoke all on function decide_entry(uuid, uuid, uuid, entrant_state, text) from public;
grant execute on function decide_entry(uuid, uuid, uuid, entrant_state, text) to tidemark_web;

-- Replaces the list of addresses that may enter. The audit log records the list's length, and no address.
create or replace function set_entry_list(of_benchmark uuid, maintainer uuid, addresses text[]) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform require_maintainer(of_benchmark, maintainer);
  if cardinality(addresses) > 5000 or exists (select from unnest(addresses) one where length(one) > 320 or one <> lower(one) or strpos(one, '@') = 0) then
    raise exception 'a list has at most 5000 addresses and domains in lower case' using errcode = 'check_violation', constraint = 'entry_addresses_bounded';
  end if;
  -- Allows one replacement at a time, so that the limit on entries also holds for parallel ones.
  perform pg_advisory_xact_lock(hashtextextended('entry_list ' || of_benchmark, 0));
  delete from entry_addresses a where a.benchmark_id = of_benchmark;
  insert into entry_addresses (benchmark_id, address) select distinct of_benchmark, one from unnest(addresses) one;
  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('entry_list_changed', 'maintainer', maintainer, of_benchmark, jsonb_build_object('count', cardinality(addresses)), false);
end $$;
revoke all on function set_entry_list(uuid, uuid, text[]) from public;
grant execute on function set_entry_list(uuid, uuid, text[]) to tidemark_web;

-- Sets a benchmark's class code; null removes it.
create or replace function set_entry_code(of_benchmark uuid, maintainer uuid, hashed text) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform require_maintainer(of_benchmark, maintainer);
  delete from entry_codes c where c.benchmark_id = of_benchmark;
  if hashed is not null then
    insert into entry_codes (benchmark_id, code_sha256, made_at) values (of_benchmark, hashed, date_trunc('milliseconds', site_clock()));
  end if;
  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('entry_code_changed', 'maintainer', maintainer, of_benchmark, jsonb_build_object('exists', hashed is not null), false);
end $$;
revoke all on function set_entry_code(uuid, uuid, text) from public;
grant execute on function set_entry_code(uuid, uuid, text) to tidemark_web;
