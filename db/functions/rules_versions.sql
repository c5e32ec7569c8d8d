-- Makes a numbered version for each change of a benchmark's rules, whichever statement makes it. Empty rules
-- have no version.
create or replace function benchmarks_number_rules() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.rules_version := (new.rules <> '')::integer;
  elsif new.rules is distinct from old.rules then
    new.rules_version := old.rules_version + (new.rules <> '')::integer;
  else
    new.rules_version := old.rules_version;
  end if;
  return new;
end $$;
create or replace trigger benchmarks_number_rules before insert or update of rules, rules_version on benchmarks for each row
  execute function benchmarks_number_rules();

create or replace function benchmarks_version_rules() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  at constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  if tg_op = 'UPDATE' and new.rules = old.rules then
    return null;
  end if;
  -- Waits for transactions that accept submissions under this version.
  update rules_versions v set superseded_at = at where v.benchmark_id = new.benchmark_id and v.superseded_at is null;
  if new.rules <> '' then
    insert into rules_versions (benchmark_id, number, sha256, made_at)
    values (new.benchmark_id, new.rules_version, encode(sha256(convert_to(new.rules, 'UTF8')), 'hex'), at);
  end if;
  return null;
end $$;
revoke all on function benchmarks_version_rules() from public;
create or replace trigger benchmarks_version_rules after insert or update of rules on benchmarks for each row
  execute function benchmarks_version_rules();

-- Requires that the rules version that a person accepts is in force, and sets the database's time. The
-- version's row is locked, so that a change of the rules comes entirely before or after.
create or replace function rules_acceptances_are_of_now() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  new.accepted_at := date_trunc('milliseconds', site_clock());
  perform from rules_versions v where (v.benchmark_id, v.number) = (new.benchmark_id, new.number) and v.superseded_at is null for share;
  if not found then
    raise exception 'version % of the rules isn''t in force', new.number using errcode = 'check_violation', constraint = 'rules_acceptances_in_force';
  end if;
  return new;
end $$;
revoke all on function rules_acceptances_are_of_now() from public;
create or replace trigger rules_acceptances_now before insert on rules_acceptances for each row execute function rules_acceptances_are_of_now();
