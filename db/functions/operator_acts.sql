grant select on operator_acts to tidemark_web;

-- Does an operator's act: changes what people publish, the state of their accounts, or failed jobs. Only
-- through this function can the web role do so: it has the rights of the tables' owner, refuses every person
-- who isn't an operator, and writes each act with its reason into the public audit log. `given` has the new
-- name, slug and skeleton of a team or model, the title of a benchmark, or for a deleted person the new names
-- of their teams and keyed hashes of their identities. Returns the id of the audit event.
create or replace function operator_act(wanted text, on_kind subject_kind, subject text, operator uuid, reason text, given jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  rule operator_acts;
  was moderations;
  is_web constant boolean := session_user = 'tidemark_web';
  place record;
  event bigint;
begin
  select * into rule from operator_acts a where a.name = wanted and a.kind = on_kind;
  if not found then
    raise exception 'no act % on a %', wanted, on_kind using errcode = 'check_violation', constraint = 'operator_acts_known';
  end if;
  if is_web and (not rule.is_on_page or not exists (
    select from users u where u.user_id = operator and u.is_operator
      and not exists (select from moderations m where m.kind = 'person' and m.subject_id = u.user_id::text))) then
    raise exception '% is for operators', wanted using errcode = 'check_violation', constraint = 'operator_acts_of_operators';
  end if;
  if reason !~ '\S' or length(reason) > 1000 then
    raise exception 'an act has a reason of at most 1000 characters' using errcode = 'check_violation', constraint = 'operator_acts_have_reasons';
  end if;
  -- Allows one act at a time, so that the state read here doesn't change meanwhile.
  perform pg_advisory_xact_lock(hashtextextended('operator_act', 0));
  select * into was from moderations m where m.kind = on_kind and m.subject_id = operator_act.subject;
  -- The author may write a hidden text anew, so moderate_text compares texts instead of states.
  if on_kind <> 'text' and (was.state = 'deleted' or was.state = rule.state)
    or wanted = 'show' and was.state is distinct from 'hidden' or wanted = 'lift' and was.state is distinct from 'suspended' then
    raise exception '% doesn''t fit the subject, which is %', wanted, coalesce(was.state::text, 'neither hidden nor suspended')
      using errcode = 'check_violation', constraint = 'operator_acts_fit';
  end if;

  case on_kind
    when 'benchmark' then
      select * into place from moderate_benchmark(wanted, subject::uuid, was.before, given);
    when 'team', 'model' then
      select * into place from moderate_name(wanted, on_kind, subject::uuid, was.before, given);
    when 'text' then
      select * into place from moderate_text(wanted, subject, was.before);
    when 'event' then
      select '{}'::jsonb as kept, e.audit_event_id::text as address, e.benchmark_id into place
      from audit_events e where e.audit_event_id = subject::bigint and e.is_public and e.benchmark_id is not null;
    when 'person' then
      select * into place from moderate_person(wanted, subject::uuid, given);
    when 'job' then
      select null::jsonb as kept, task || ' ' || subject as address, null::uuid as benchmark_id into place
      from queue.end_dead_job(subject::bigint, wanted = 'retry') as task where task is not null;
  end case;
  if place.address is null then
    raise exception 'no such %', on_kind using errcode = 'check_violation', constraint = 'operator_acts_subject';
  end if;

  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('operator_acted', 'operator', operator, place.benchmark_id, jsonb_strip_nulls(jsonb_build_object(
    'did', wanted, 'kind', on_kind, 'subject', nullif(place.address, ''), 'reason', reason,
    'person', case when on_kind = 'person' then subject end)),
    -- An act on a private benchmark, or on a part of one, isn't made public, since it would reveal that the
    -- benchmark exists.
    not exists (
      select from benchmarks b left join moderations m on m.kind = 'benchmark' and m.subject_id = b.benchmark_id::text
      where b.benchmark_id = place.benchmark_id and 'private' in (b.visibility::text, m.before ->> 'visibility', place.kept ->> 'visibility')))
  returning audit_event_id into event;
  if rule.state is not null then
    insert into moderations (kind, subject_id, state, reason, audit_event_id, at, before)
    values (on_kind, subject, rule.state, reason, event, date_trunc('milliseconds', site_clock()), place.kept)
    on conflict (kind, subject_id) do update set
      state = excluded.state, reason = excluded.reason, audit_event_id = excluded.audit_event_id, at = excluded.at, before = excluded.before;
  elsif on_kind not in ('person', 'job') or wanted = 'lift' then
    delete from moderations m where m.kind = on_kind and m.subject_id = operator_act.subject;
  end if;
  return event;
end $$;
revoke all on function operator_act(text, subject_kind, text, uuid, text, jsonb) from public;
grant execute on function operator_act(text, subject_kind, text, uuid, text, jsonb) to tidemark_web;

-- Hides, shows, renames or deletes a benchmark. A hidden benchmark keeps its address, so that no other one
-- gets it. Each of the moderate_ functions returns the values that `show` restores, the subject's address in
-- the audit log, and its benchmark.
create or replace function moderate_benchmark(wanted text, subject uuid, was jsonb, given jsonb)
returns table (kept jsonb, address text, benchmark_id uuid) language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  b benchmarks;
begin
  select * into b from benchmarks t where t.benchmark_id = subject for no key update;
  if not found then
    return;
  end if;
  if wanted = 'hide' then
    update benchmarks t set visibility = 'withdrawn' where t.benchmark_id = subject;
  elsif wanted = 'show' then
    update benchmarks t set visibility = (was ->> 'visibility')::visibility where t.benchmark_id = subject;
  elsif wanted = 'rename' then
    update benchmarks t set title = given ->> 'name' where t.benchmark_id = subject;
    -- Unlike for a name, the moderation's state remains.
    if was is not null then
      raise exception 'a hidden benchmark is shown first' using errcode = 'check_violation', constraint = 'operator_acts_fit';
    end if;
  else
    update benchmarks t set visibility = 'withdrawn', title = 'A deleted benchmark', description = '', summary = '', rules = '', links = '[]',
      contacts = '{}', tags = '{}', license = null, terms = null, paper = null, column_notes = '[]', schedule = '{"cadence": {"kind": "none"}, "timeZone": "UTC"}', next_rotation_at = null,
      overdue_since = null, reveals_after_rounds = null
    where t.benchmark_id = subject;
    delete from entry_addresses a where a.benchmark_id = subject;
    delete from entry_codes c where c.benchmark_id = subject;
    update entrants e set answers = '[]', reason = null where e.benchmark_id = subject;
    update rounds r set state = 'frozen', frozen_from = 'open', frozen_at = date_trunc('milliseconds', site_clock()),
      freeze_reason = 'An operator deleted the benchmark.'
    where r.benchmark_id = subject and r.state = 'open';
    -- A sealed round loses its opening time; without a cadence, only its own plan could open it.
    update rounds r set opens_at = null where r.benchmark_id = subject and r.state = 'sealed';
    perform queue.drop_jobs(array(
      select r.round_id::text from rounds r where r.benchmark_id = subject
      union all select s.submission_id::text from submissions s join rounds r using (round_id)
      where r.benchmark_id = subject and s.state in ('received', 'queued', 'scoring')
      union all select e.erratum_id::text from errata e join rounds r using (round_id)
      where r.benchmark_id = subject and e.state in ('proposed', 'compared')));
  end if;
  return query select
    case when wanted in ('hide', 'delete') then jsonb_build_object('visibility', coalesce(was ->> 'visibility', b.visibility::text)) end, b.slug, subject;
end $$;
revoke all on function moderate_benchmark(text, uuid, jsonb, jsonb) from public;

create or replace function moderate_name(wanted text, on_kind subject_kind, subject uuid, was jsonb, given jsonb)
returns table (kept jsonb, address text, benchmark_id uuid) language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  named record;
  names constant jsonb := case when wanted = 'show' then was else given end;
  of_benchmarks uuid[];
  is_pseudonym boolean := false;
begin
  -- Taken before any lock of a round's row: a scorer that publishes has locked its round, and then waits for
  -- this lock.
  perform pg_advisory_xact_lock(hashtextextended('present_names', 0));
  if on_kind = 'team' then
    perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
    select t.name, t.slug, t.skeleton, t.description into named from teams t where t.team_id = subject for no key update;
    of_benchmarks := array(select distinct m.benchmark_id from models m where m.team_id = subject);
    -- A pseudonym is moderated as a subject of its own, so that an act on it doesn't reveal its team, and an
    -- act on the team doesn't reveal the pseudonym.
    if named.slug is null then
      select p.name, p.slug, p.skeleton, '' as description, p.benchmark_id into named from team_pseudonyms p
      where p.pseudonym_id = subject and p.ended_at is null for update;
      is_pseudonym := found;
      of_benchmarks := array[named.benchmark_id];
    end if;
  else
    select m.name, m.slug, m.skeleton into named from models m where m.model_id = subject for no key update;
    of_benchmarks := array(select m.benchmark_id from models m where m.model_id = subject);
  end if;
  if named.slug is null then
    return;
  end if;
  if coalesce(names ->> 'name', '') !~ '\S' or coalesce(names ->> 'slug', '') !~ '^[a-z0-9][a-z0-9-]*$' or coalesce(names ->> 'skeleton', '') = '' then
    raise exception 'a name has a slug and a skeleton' using errcode = 'check_violation', constraint = 'operator_acts_fit';
  end if;
  insert into former_slugs (kind, subject_id, slug) values (on_kind, subject::text, named.slug) on conflict do nothing;
  -- Published documents may contain former names of the team, which its captains have replaced since.
  insert into former_slugs (kind, subject_id, slug)
  select 'team', subject::text, f.slug from former_team_names f where on_kind = 'team' and f.team_id = subject on conflict do nothing;
  if is_pseudonym then
    update team_pseudonyms p set name = names ->> 'name', slug = names ->> 'slug', skeleton = names ->> 'skeleton'
    where p.pseudonym_id = subject;
  elsif on_kind = 'team' then
    update teams t set name = names ->> 'name', slug = names ->> 'slug', skeleton = names ->> 'skeleton',
      description = case wanted when 'rename' then t.description when 'show' then coalesce(was ->> 'description', '') else '' end
    where t.team_id = subject;
  else
    update models m set name = names ->> 'name', slug = names ->> 'slug', skeleton = names ->> 'skeleton' where m.model_id = subject;
  end if;
  perform rename_in_documents(of_benchmarks, named.slug);
  if on_kind = 'team' then
    perform rename_in_documents(of_benchmarks, f.slug) from former_team_names f where f.team_id = subject and f.slug <> named.slug;
    update former_team_names f set is_shown = wanted = 'show' where f.team_id = subject and wanted in ('hide', 'show', 'delete');
  end if;
  if wanted = 'delete' then
    delete from former_slugs f where f.kind = on_kind and f.subject_id = subject::text and f.slug <> named.slug;
    delete from former_team_names f where on_kind = 'team' and f.team_id = subject;
  end if;
  return query select case when wanted = 'hide' then to_jsonb(named) end,
    case on_kind when 'model' then (select b.slug || '/' from benchmarks b where b.benchmark_id = of_benchmarks[1]) else '' end || (names ->> 'slug'),
    case on_kind when 'model' then of_benchmarks[1] end;
end $$;
revoke all on function moderate_name(text, subject_kind, uuid, jsonb, jsonb) from public;

-- Hides, shows or deletes a text. Maintainers may write a new text afterwards; `show` then refuses to replace
-- it, and the new text can be hidden or deleted like the first.
create or replace function moderate_text(wanted text, subject text, was jsonb)
returns table (kept jsonb, address text, benchmark_id uuid) language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  note constant text := 'An operator has hidden this text.';
  column_name text;
  row_id constant uuid := split_part(subject, '/', 1);
  field constant text := split_part(subject, '/', 2);
  hidden jsonb;
  present jsonb;
  is_hidden boolean;
  on_table text := 'benchmarks';
begin
  select to_jsonb(b) into present from benchmarks b where b.benchmark_id = row_id for no key update;
  if not found then
    on_table := 'rounds';
    select to_jsonb(r) into present from rounds r where r.round_id = row_id and r.state <> 'draft' for no key update;
  end if;
  hidden := case
    when on_table = 'benchmarks' and field = 'description' then jsonb_build_object('description', note, 'summary', note)
    when on_table = 'benchmarks' and field = 'rules' or on_table = 'rounds' and field in ('title', 'freeze_reason', 'invalidation_reason') then jsonb_build_object(field, note)
    when on_table = 'benchmarks' and field in ('links', 'contacts', 'tags', 'column_notes') then jsonb_build_object(field, '[]'::jsonb)
  end;
  if present is null or hidden is null or jsonb_typeof(present -> field) = 'null' then
    return;
  end if;
  is_hidden := present || hidden = present;
  if wanted = 'show' and not is_hidden or wanted = 'hide' and is_hidden or wanted = 'delete' and is_hidden and was is null then
    raise exception 'the text was written anew, or is hidden or deleted already' using errcode = 'check_violation', constraint = 'operator_acts_fit';
  end if;
  for column_name in select jsonb_object_keys(hidden) loop
    execute format('update %1$I set %2$I = (jsonb_populate_record(null::%1$I, $1)).%2$I where %3$I = $2', on_table, column_name, rtrim(on_table, 's') || '_id')
    using case wanted when 'show' then was else hidden end, row_id;
  end loop;
  return query select
    case when wanted = 'hide' then (select jsonb_object_agg(key, present -> key) from jsonb_object_keys(hidden) as key) end,
    (select b.slug from benchmarks b where b.benchmark_id = (present ->> 'benchmark_id')::uuid)
      || case on_table when 'rounds' then '/' || (present ->> 'number') else '' end || '/' || field,
    (present ->> 'benchmark_id')::uuid;
end $$;
revoke all on function moderate_text(text, text, jsonb) from public;

-- True while the person is bound to a team in a round that can still take submissions or return quota slots.
-- A round of a deleted benchmark can do neither.
create or replace function has_slots_in_use(person uuid) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from round_entrants e join rounds r using (round_id)
    where e.user_id = person and r.state in ('open', 'frozen') and r.closed_at is null and not exists (
      select from moderations b where b.kind = 'benchmark' and b.subject_id = r.benchmark_id::text and b.state = 'deleted'))
$$;
revoke all on function has_slots_in_use(uuid) from public;

-- Locks the rows that the deletion of a person changes, in the same order as the founding of a team and a
-- submission do: names, teams, the person.
create or replace function lock_for_deletion(person uuid) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('present_names', 0));
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  perform from teams t where t.team_id in (select m.team_id from team_members m where m.user_id = person) order by t.team_id for update;
  perform from users u where u.user_id = person for update;
end $$;
revoke all on function lock_for_deletion(uuid) from public;

-- Suspends, restores or deletes a person, or makes them an operator or no longer one. A deleted person's row
-- remains without name and address, since audit events and receipts refer to it. While a round counts slots of theirs, keyed hashes of the address
-- and of the sign-in providers' accounts remain too, so that a person who signs in again with any of them
-- continues with the rest of the quota.
create or replace function moderate_person(wanted text, subject uuid, given jsonb)
returns table (kept jsonb, address text, benchmark_id uuid) language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  u users;
  named record;
begin
  if wanted = 'delete' then
    perform lock_for_deletion(subject);
  end if;
  select * into u from users t where t.user_id = subject for update;
  if not found then
    return;
  end if;
  if wanted in ('make-operator', 'remove-operator') then
    if u.is_operator = (wanted = 'make-operator') or exists (
      select from moderations m where m.kind = 'person' and m.subject_id = subject::text) then
      raise exception 'the person is an operator already, is none, or is suspended' using errcode = 'check_violation', constraint = 'operator_acts_fit';
    end if;
    update users t set is_operator = wanted = 'make-operator' where t.user_id = subject;
  end if;
  if wanted in ('suspend', 'delete') then
    perform queue.drop_jobs(array(
      select s.submission_id::text from submissions s where s.user_id = subject and s.state in ('received', 'queued', 'scoring')
      union all select d.dry_run_id::text from dry_runs d where d.user_id = subject and d.deadline_at is not null
      union all select p.submission_id::text from practice_scores p join submissions s using (submission_id)
      where s.user_id = subject and p.state = 'queued'));
    -- Raising the attempt number voids the result of a job that is running; the scorer's next sweep ends
    -- submissions and dry runs whose deadline has passed.
    update submissions s set deadline_at = site_clock() - interval '1 second', attempt = s.attempt + 1
    where s.user_id = subject and s.state in ('received', 'queued', 'scoring') and not s.is_automatic;
    update dry_runs d set deadline_at = site_clock() - interval '1 second', attempt = d.attempt + 1
    where d.user_id = subject and d.deadline_at is not null;
  end if;
  if wanted = 'delete' then
    insert into former_identities (identity_hmac, user_id, is_proved, deleted_at)
    select i.hmac, subject, i.is_account or u.email_verified_at is not null, date_trunc('milliseconds', site_clock())
    from (select given ->> 'address_hmac' as hmac, false as is_account
      union all select jsonb_array_elements_text(given -> 'account_hmacs'), true) i
    where i.hmac is not null and has_slots_in_use(subject)
    on conflict (identity_hmac, user_id) do update set is_proved = excluded.is_proved, deleted_at = excluded.deleted_at;
    delete from sessions t where t.user_id = subject;
    delete from accounts t where t.user_id = subject;
    delete from api_tokens t where t.user_id = subject;
    delete from muted_notices t where t.user_id = subject;
    delete from submission_notes t where t.written_by = subject;
    delete from benchmark_followers t where t.user_id = subject;
    delete from notice_deliveries t where t.user_id = subject;
    delete from webhooks t where t.user_id = subject;
    delete from benchmark_maintainers t where t.user_id = subject;
    delete from sign_in_links t where lower(t.email) = lower(u.email);
    -- Rows of a person whom a maintainer has removed or refused are kept, so that the decision still holds if
    -- the person returns.
    delete from entrants t where t.user_id = subject and t.state not in ('removed', 'refused');
    update entrants t set answers = '[]', reason = null where t.user_id = subject;
    update leak_reports t set contact = '' where t.user_id = subject and t.contact <> '';
    delete from entry_addresses t where t.address = lower(u.email);
    -- An invitation to a second address of theirs would bring the person back into the team.
    update invitations i set revoked_at = date_trunc('milliseconds', site_clock())
    where i.invited_by = subject and i.accepted_at is null and i.revoked_at is null;
    delete from inbox_mails t where lower(t.recipient) = lower(u.email);
    update invitations t set email = '', revoked_at = coalesce(t.revoked_at, t.accepted_at, date_trunc('milliseconds', site_clock()))
    where lower(t.email) = lower(u.email);
    -- A team whose only member is the deleted person loses its name too.
    for named in select * from jsonb_to_recordset(given -> 'teams') as t (team_id uuid, name text, slug text, skeleton text) loop
      if exists (select from team_members m where m.team_id = named.team_id and m.user_id = subject)
        and (select count(*) from team_members m where m.team_id = named.team_id) = 1 then
        perform moderate_name('delete', 'team', named.team_id, null, to_jsonb(named));
      end if;
    end loop;
    -- The person leaves all other teams; a team that had no other captain gets a new one. The person stays
    -- bound to the team until the round's close.
    delete from team_members m where m.user_id = subject
      and exists (select from team_members o where o.team_id = m.team_id and o.user_id <> subject);
    update users t set name = null, email = null, email_verified_at = null, image = null, affiliation = null, orcid = null, link = null,
      shown_fields = '{}', is_operator = false
    where t.user_id = subject;
  end if;
  return query select case wanted when 'suspend' then '{}'::jsonb end, '', null::uuid;
end $$;
revoke all on function moderate_person(text, uuid, jsonb) from public;

-- Lists the benchmarks that only this person owns and that need an owner: no round was sealed, or one isn't
-- revealed yet. A hidden benchmark is the operators' responsibility.
create or replace function benchmarks_needing_owner(person uuid) returns table (benchmark_id uuid, is_sealed boolean) language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select b.benchmark_id, sealed.is_sealed
  from benchmark_maintainers m join benchmarks b using (benchmark_id)
    cross join lateral (select exists (select from rounds r where r.benchmark_id = b.benchmark_id and r.state <> 'draft')) sealed (is_sealed)
  where m.user_id = person and m.role = 'owner' and b.visibility <> 'withdrawn'
    and not exists (select from benchmark_maintainers o where o.benchmark_id = b.benchmark_id and o.role = 'owner' and o.user_id <> person)
    and (not sealed.is_sealed or exists (
      select from rounds r where r.benchmark_id = b.benchmark_id and r.state in ('sealed', 'open', 'closed', 'frozen')))
$$;
grant execute on function benchmarks_needing_owner(uuid) to tidemark_web;

-- Deletes the account of the person who asks for it, as an operator would, within ten minutes of a sign-in:
-- the thief of an older session can't. An operator must first be made an ordinary user, by a command on the
-- machine.
create or replace function delete_own_account(person uuid, of_session uuid, given jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  event bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('operator_act', 0));
  -- Takes the same lock as a change of roles, so that the last two owners can't leave at the same time.
  perform from benchmarks b where b.benchmark_id in (select m.benchmark_id from benchmark_maintainers m where m.user_id = person and m.role = 'owner')
  order by b.benchmark_id for no key update;
  perform lock_for_deletion(person);
  if exists (select from moderations m where m.kind = 'person' and m.subject_id = person::text) or not exists (
    select from sessions s where s.session_id = of_session and s.user_id = person and s.expires_at > site_clock()
      and s.created_at > site_clock() - interval '10 minutes') then
    raise exception 'an account is deleted after a sign-in' using errcode = 'check_violation', constraint = 'users_deleted_after_sign_in';
  end if;
  if exists (select from users u where u.user_id = person and u.is_operator) then
    raise exception 'an operator is deleted by a command' using errcode = 'check_violation', constraint = 'users_deleted_no_operator';
  end if;
  if exists (select from benchmarks_needing_owner(person)) then
    raise exception 'a benchmark needs its owner' using errcode = 'check_violation', constraint = 'users_deleted_no_sole_owner';
  end if;
  -- The caller read the person's teams before these locks; if they differ, it reads them again and retries.
  if exists (
    select from team_members m where m.user_id = person and not exists (
      select from jsonb_to_recordset(given -> 'teams') as t (team_id uuid) where t.team_id = m.team_id)) then
    raise exception 'a team was joined meanwhile' using errcode = 'serialization_failure';
  end if;
  perform moderate_person('delete', person, given);
  -- The audit event names no person, because a trigger of the budgets would record the person again.
  insert into audit_events (act, actor_kind, detail, is_public)
  values ('account_deleted', 'participant', jsonb_build_object('person', person), false) returning audit_event_id into event;
  insert into moderations (kind, subject_id, state, reason, audit_event_id, at)
  values ('person', person::text, 'deleted', 'The person deleted it.', event, date_trunc('milliseconds', site_clock()));
  -- Runs deferred triggers with these rights, as in delete_unsealed_benchmark.
  set constraints all immediate;
end $$;
revoke all on function delete_own_account(uuid, uuid, jsonb) from public;
grant execute on function delete_own_account(uuid, uuid, jsonb) to tidemark_web;

-- Refuses rows of a deleted person, such as those of a request that began before the deletion. The lock is
-- the one that a foreign key takes and that excludes a deletion, so that one of the two transactions sees the
-- other. The trigger's argument is the column with the person's id.
create or replace function rows_are_of_people() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  person constant uuid := to_jsonb(new) ->> tg_argv[0];
begin
  perform from users u where u.user_id = person for key share;
  if exists (select from moderations m where m.kind = 'person' and m.subject_id = person::text and m.state = 'deleted') then
    raise exception 'the account was deleted' using errcode = 'check_violation', constraint = 'users_deleted';
  end if;
  return new;
end $$;
revoke all on function rows_are_of_people() from public;
create or replace trigger accounts_people before insert on accounts for each row execute function rows_are_of_people('user_id');
create or replace trigger sessions_people before insert on sessions for each row execute function rows_are_of_people('user_id');
create or replace trigger api_tokens_people before insert on api_tokens for each row execute function rows_are_of_people('user_id');
create or replace trigger muted_notices_people before insert on muted_notices for each row execute function rows_are_of_people('user_id');
create or replace trigger benchmark_followers_people before insert on benchmark_followers for each row execute function rows_are_of_people('user_id');
create or replace trigger webhooks_people before insert on webhooks for each row execute function rows_are_of_people('user_id');
create or replace trigger benchmark_maintainers_people before insert on benchmark_maintainers for each row execute function rows_are_of_people('user_id');
create or replace trigger entrants_people before insert on entrants for each row execute function rows_are_of_people('user_id');
create or replace trigger team_members_people before insert on team_members for each row execute function rows_are_of_people('user_id');
create or replace trigger dry_runs_people before insert on dry_runs for each row execute function rows_are_of_people('user_id');
create or replace trigger submission_notes_people before insert or update on submission_notes for each row execute function rows_are_of_people('written_by');
create or replace trigger users_people before update of name, email, affiliation, orcid, link on users for each row
  when (current_user = 'tidemark_web') execute function rows_are_of_people('user_id');

-- Finds the person who deleted their account and had the identity with this keyed hash, whether they have
-- returned or not; null for no one. If two people had the same account of a provider, one after the other,
-- the later person is meant.
create or replace function former_person(hmac text) returns uuid language sql stable security definer
set search_path = pg_catalog, public, pg_temp as $$
  select f.user_id from former_identities f where f.identity_hmac = hmac and has_slots_in_use(f.user_id)
  order by f.deleted_at desc limit 1
$$;
revoke all on function former_person(text) from public;
grant execute on function former_person(text) to tidemark_web;

-- Lets the person return who had this provider's account or, if none is given, this address. They get back an
-- address that was theirs, verified if it was so before. The hashes of the person's other identities remain:
-- without them, a second return would give a second quota.
create or replace function return_person(new_email text, address_hmac text, account_hmac text) returns uuid language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  person constant uuid := former_person(coalesce(account_hmac, address_hmac));
  clock constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  perform from users u where u.user_id = person for update;
  delete from moderations m where m.kind = 'person' and m.subject_id = person::text and m.state = 'deleted';
  if found then
    update users u set created_at = clock where u.user_id = person;
  end if;
  update users u set email = new_email, email_verified_at = case when f.is_proved then clock end
  from former_identities f
  where u.user_id = person and u.email is null and f.user_id = person and f.identity_hmac = address_hmac
    and not exists (select from users o where lower(o.email) = lower(new_email));
  return person;
end $$;
revoke all on function return_person(text, text, text) from public;
grant execute on function return_person(text, text, text) to tidemark_web;

-- Deletes the keyed hash of an identity that the person has removed as a sign-in method.
create or replace function forget_identity(person uuid, hmac text) returns void language sql security definer
set search_path = pg_catalog, public, pg_temp as $$
  delete from former_identities f where f.user_id = person and f.identity_hmac = hmac
$$;
revoke all on function forget_identity(uuid, text) from public;
grant execute on function forget_identity(uuid, text) to tidemark_web;

-- Trigger for the first verification of an address: it ends all other access to the account, since another
-- person may have created it. A return by a former identity would be such access.
create or replace function users_end_former_identities() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from former_identities f where f.user_id = new.user_id;
  return null;
end $$;
revoke all on function users_end_former_identities() from public;
create or replace trigger users_first_proof after update of email_verified_at on users for each row
  when (old.email = new.email and old.email_verified_at is null and new.email_verified_at is not null)
  execute function users_end_former_identities();

-- Deletes hashes of identities that no round needs any more, and former slugs of a deleted person's teams:
-- after a day, no scorer still publishes a ranking that it began before. A pseudonym of a deleted person or
-- team stays until its date: an earlier end would link it to the team, whose name ends at the same instant.
create or replace function forget_addresses() returns void language sql security definer
set search_path = pg_catalog, public, pg_temp as $$
  delete from team_pseudonyms p using moderations m
  where p.ended_at < site_clock() - interval '1 day' and m.state = 'deleted' and m.at < site_clock() - interval '1 day'
    and (m.kind = 'team' and m.subject_id = p.team_id::text
      or m.kind = 'person' and m.subject_id in (select t.user_id::text from team_members t where t.team_id = p.team_id));
  delete from former_slugs f using team_members t, moderations m
  where f.kind = 'team' and f.subject_id = t.team_id::text and m.kind = 'person' and m.subject_id = t.user_id::text
    and m.state = 'deleted' and m.at < site_clock() - interval '1 day'
    and not exists (select from team_pseudonyms p where p.team_id = t.team_id and p.slug = f.slug);
  delete from former_identities f where not has_slots_in_use(f.user_id)
$$;
revoke all on function forget_addresses() from public;
grant execute on function forget_addresses() to tidemark_scorer;
