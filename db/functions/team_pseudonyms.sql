-- The public name of a team in a benchmark: its pseudonym while one is in force, otherwise its own name. The
-- scorer, which writes all published documents, reads team names only from here.
create or replace view team_names as
  select t.team_id, b.benchmark_id, coalesce(p.slug, t.slug) as slug, coalesce(p.name, t.name) as name,
    case when p.team_id is not null then t.name end as own_name
  from teams t cross join benchmarks b
    left join team_pseudonyms p on p.team_id = t.team_id and p.benchmark_id = b.benchmark_id and p.ended_at is null;
revoke all on team_names from public;
grant select on team_names to tidemark_web;
grant select (team_id, benchmark_id, slug, name) on team_names to tidemark_scorer;

-- True if another team or another pseudonym has, or had, this slug or a name that looks alike.
create or replace function is_team_name_taken(of_team uuid, wanted_slug text, wanted_skeleton text) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from teams t where t.team_id is distinct from of_team and (t.slug = wanted_slug or t.skeleton = wanted_skeleton))
    or exists (select from former_team_names f where f.team_id is distinct from of_team and (f.slug = wanted_slug or f.skeleton = wanted_skeleton))
    or exists (
      select from team_pseudonyms p where (p.slug = wanted_slug or p.skeleton = wanted_skeleton)
        and (p.team_id is distinct from of_team or p.ended_at is null))
$$;

-- Requires that a captain sets a pseudonym, before the team has entered anything in the benchmark. A
-- submission shares the lock of the team's row, so that it is either found here or published under the
-- pseudonym. The pseudonym's date can't be changed, and passes by the database's clock.
create or replace function team_pseudonyms_hold() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  clock timestamptz;
begin
  if tg_op = 'UPDATE' then
    if (new.pseudonym_id, new.team_id, new.benchmark_id, new.ends_at, new.set_at) is distinct from
        (old.pseudonym_id, old.team_id, old.benchmark_id, old.ends_at, old.set_at)
      or old.ended_at is not null and new.ended_at is distinct from old.ended_at
      or new.ended_at < old.ends_at or old.ended_at is null and new.ended_at > date_trunc('milliseconds', site_clock()) then
      raise exception 'a pseudonym ends on its date, and not before' using errcode = 'check_violation', constraint = 'team_pseudonyms_end_on_their_date';
    end if;
    if (new.slug, new.skeleton) is distinct from (old.slug, old.skeleton) and is_team_name_taken(null, new.slug, new.skeleton) then
      raise exception 'the name is taken' using errcode = 'unique_violation', constraint = 'team_pseudonyms_name';
    end if;
    return new;
  end if;
  -- Taken before the lock of the team's row, as when the team is renamed, so that the two can't deadlock.
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  perform from teams t where t.team_id = new.team_id for no key update;
  clock := date_trunc('milliseconds', site_clock());
  if not is_captain(new.team_id, new.set_by) then
    raise exception 'a captain sets a pseudonym' using errcode = 'check_violation', constraint = 'team_pseudonyms_by_captains';
  end if;
  if exists (select from models m where m.team_id = new.team_id and m.benchmark_id = new.benchmark_id)
    or exists (select from submissions s join rounds r using (round_id) where s.team_id = new.team_id and r.benchmark_id = new.benchmark_id)
    or exists (select from linked_teams l where l.team_id = new.team_id and l.benchmark_id = new.benchmark_id) then
    raise exception 'a pseudonym is set before the first submission' using errcode = 'check_violation', constraint = 'team_pseudonyms_first';
  end if;
  if new.ended_at is not null or new.ends_at <= clock or new.ends_at > clock + interval '12 months' then
    raise exception 'a pseudonym ends within 12 months' using errcode = 'check_violation', constraint = 'team_pseudonyms_ends_at';
  end if;
  -- Refuses even a name of the team's own, which would reveal the team, and a name that an operator has
  -- replaced.
  if is_team_name_taken(null, new.slug, new.skeleton)
    or exists (select from former_slugs f where f.kind = 'team' and f.slug = new.slug) then
    raise exception 'the name is taken' using errcode = 'unique_violation', constraint = 'team_pseudonyms_name';
  end if;
  if new.name !~ '\S' or new.slug !~ '^[a-z0-9][a-z0-9-]*$' or new.skeleton = '' then
    raise exception 'a name has a slug and a skeleton' using errcode = 'check_violation', constraint = 'teams_named';
  end if;
  new.set_at := clock;
  return new;
end $$;
revoke all on function team_pseudonyms_hold() from public;
create or replace trigger team_pseudonyms_hold before insert or update on team_pseudonyms for each row execute function team_pseudonyms_hold();

-- Writes the audit event of a pseudonym without the team's name, since the scorer reads audit events.
create or replace function team_pseudonyms_record() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into audit_events (at, act, actor_kind, user_id, benchmark_id, detail, is_public)
  values (new.set_at, 'pseudonym_set', 'participant', new.set_by, new.benchmark_id,
    jsonb_build_object('pseudonym', new.name, 'until', to_json(new.ends_at) #>> '{}'), false);
  return null;
end $$;
revoke all on function team_pseudonyms_record() from public;
create or replace trigger team_pseudonyms_record after insert on team_pseudonyms for each row execute function team_pseudonyms_record();

-- Ends the pseudonyms whose date has passed: published documents and lists get the team's own name, and the
-- pseudonym's address leads to the team, all at one instant. Archives are signed, so they stay unchanged.
create or replace function end_pseudonyms() returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  due team_pseudonyms;
begin
  if not exists (select from team_pseudonyms p where p.ended_at is null and p.ends_at <= site_clock()) then
    return;
  end if;
  -- Taken first, as in an operator's renaming: a scorer that publishes has locked its round, and then waits
  -- for this lock.
  perform pg_advisory_xact_lock(hashtextextended('present_names', 0));
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  for due in
    select * from team_pseudonyms p where p.ended_at is null and p.ends_at <= site_clock() order by p.ends_at, p.pseudonym_id limit 20
    for update
  loop
    update team_pseudonyms p set ended_at = date_trunc('milliseconds', site_clock()) where p.pseudonym_id = due.pseudonym_id;
    insert into former_slugs (kind, subject_id, slug) values ('team', due.team_id::text, due.slug) on conflict do nothing;
    perform rename_in_documents(array[due.benchmark_id], due.slug);
  end loop;
end $$;
revoke all on function end_pseudonyms() from public;
grant execute on function end_pseudonyms() to tidemark_scorer;
