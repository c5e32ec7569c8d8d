-- Computes a job's key from its payload, whose format queue.jobs defines, so that a requester can't choose a
-- key.
create or replace function queue.job_key(task text, payload jsonb) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  job queue.jobs;
  field text;
  form text;
  value text;
begin
  select * into job from queue.jobs where name = task;
  if not found then
    raise exception 'no such task: %', task using errcode = 'invalid_parameter_value';
  end if;
  if jsonb_typeof(payload) is distinct from 'object' then
    raise exception 'the payload of % is not an object', task using errcode = 'invalid_parameter_value';
  end if;
  for field in select jsonb_object_keys(payload) loop
    if not job.payload ? field then
      raise exception '% has no %', task, field using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  for field, form in select * from jsonb_each_text(job.payload) loop
    value := payload ->> field;
    continue when value is null and form like '%?';
    if value is null or jsonb_typeof(payload -> field) <> 'string' or not (case rtrim(form, '?')
      when 'uuid' then value ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
      when 'instant' then value ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$'
      else value = any (string_to_array(rtrim(form, '?'), '|'))
    end) then
      raise exception '% of % isn''t of the form %', field, task, form using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  -- Writes uuids in one spelling, so that two spellings of a uuid give one key.
  return job.key_word || (
    select string_agg(':' || lower(payload ->> key_field), '' order by place)
    from unnest(job.key_fields) with ordinality as fields (key_field, place));
end $$;
revoke all on function queue.job_key(text, jsonb) from public;

-- Adds a job in the caller's transaction, to run at the given time at the earliest (null: at once). It
-- replaces a waiting job with the same key. The web role calls it through add_job, which runs with its
-- owner's rights; so the role of the connection, session_user, is checked instead of current_user.
create or replace function queue.add_job_at(task text, payload jsonb, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  job queue.jobs;
  job_key text := queue.job_key(task, payload);
  added bigint;
  flags text[] := '{}';
begin
  select * into job from queue.jobs where name = task;
  if session_user::text <> all (job.enqueued_by) then
    raise exception '% may not request %', session_user, task using errcode = 'insufficient_privilege';
  end if;
  -- The flag makes scorers of other versions skip the job.
  if job.is_by_rounds_rules then
    flags := array(select 'scorer version ' || version from queue.scorer_version_of(payload) as version where version is not null);
  end if;
  if job.writes_files then
    flags := flags || 'writes files'::text;
  end if;
  -- If a worker takes the job with this key between graphile-worker's two statements, add_job adds nothing
  -- and raises no error. The next iteration finds the job taken, and adds another.
  while added is null loop
    select id into added from graphile_worker.add_job(task, payload::json, job_key => job_key, job_key_mode => 'replace', run_at => at, priority => job.priority, max_attempts => 25, flags => flags);
  end loop;
end $$;
revoke all on function queue.add_job_at(text, jsonb, timestamptz) from public;

-- Adds a job to run at once. Web process and scorer both use this function.
create or replace function queue.add_job(task text, payload jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform queue.add_job_at(task, payload, null);
end $$;
revoke all on function queue.add_job(text, jsonb) from public;
grant execute on function queue.add_job(text, jsonb) to tidemark_web;

-- Returns the scorer version with which the payload's round was sealed.
create or replace function queue.scorer_version_of(payload jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select scorer_version from public.rounds where round_id = coalesce(
    (payload ->> 'roundId')::uuid,
    (select round_id from public.submissions where submission_id = (payload ->> 'submissionId')::uuid),
    (select round_id from public.runs where run_id = (payload ->> 'runId')::uuid),
    (select round_id from public.errata where erratum_id = (payload ->> 'erratumId')::uuid))
$$;
revoke all on function queue.scorer_version_of(jsonb) from public;

-- Returns the person for whom a job of a queue with turns runs: the uploader of its round, the proposer of
-- its erratum, or the person who sent the image of its run.
create or replace function queue.person_of(payload jsonb) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(
    (select uploaded_by from public.rounds where round_id = (payload ->> 'roundId')::uuid),
    (select proposed_by from public.errata where erratum_id = (payload ->> 'erratumId')::uuid),
    (select user_id from public.runs where run_id = (payload ->> 'runId')::uuid))
$$;
revoke all on function queue.person_of(jsonb) from public;

-- Ends a person's turn in a queue. Their other waiting jobs move behind those of other people, so that each
-- person waits for at most one job of another person. With `favours_longest`, which is set at every second
-- turn, the queue's longest waiting job runs next, whatever its priority: no stream of jobs of a higher
-- priority delays it for longer than every second run. A raised job that can't run yet isn't raised again, so
-- that it doesn't block the next one.
create or replace function queue.end_turn(person uuid, of_queue text, favours_longest boolean) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  next_priority constant int := -20;
  waiting bigint;
  place int := 0;
begin
  if person is not null then
    for waiting in
      select j.id from graphile_worker.jobs j join queue.jobs q on q.name = j.task_identifier
      where q.queue = of_queue and j.locked_at is null and j.run_at <= clock_timestamp()
        -- The key contains the id of the job's subject. The task is compared too, since PostgreSQL may join
        -- in any order, and a key such as 'equate:all:…' names no round.
        and case when q.name = j.task_identifier and q.key_fields[1] in ('roundId', 'erratumId', 'runId')
          then queue.person_of(jsonb_build_object(q.key_fields[1], split_part(j.key, ':', 2))) = person end
      order by j.run_at, j.id
    loop
      -- The person's moved jobs keep their order among each other.
      place := place + 1;
      perform graphile_worker.reschedule_jobs(array[waiting], run_at => clock_timestamp() + place * interval '1 microsecond');
    end loop;
  end if;
  if favours_longest then
    -- The waiting time of a moved job begins at the person's last turn.
    select j.id into waiting from graphile_worker.jobs j join queue.jobs q on q.name = j.task_identifier
    where q.queue = of_queue and j.locked_at is null and j.run_at <= clock_timestamp() and j.priority > next_priority
    order by j.run_at, j.id limit 1;
    if found then
      perform graphile_worker.reschedule_jobs(array[waiting], priority => next_priority);
    end if;
  end if;
end $$;
revoke all on function queue.end_turn(uuid, text, boolean) from public;

-- Retries or removes a dead job, one that has failed as often as it may, for an operator; called by the owner
-- of the tables (db/functions/operator_acts.sql). Returns the job's task; null for a job that isn't dead.
create or replace function queue.end_dead_job(job_id bigint, is_retry boolean) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  task text;
begin
  select j.task_identifier into task from graphile_worker.jobs j where j.id = job_id and j.attempts >= j.max_attempts and j.locked_at is null;
  if task is not null and is_retry then
    perform graphile_worker.reschedule_jobs(array[job_id], run_at => clock_timestamp(), attempts => 0);
  elsif task is not null then
    perform graphile_worker.complete_jobs(array[job_id]);
  end if;
  return task;
end $$;
revoke all on function queue.end_dead_job(bigint, boolean) from public;

-- Removes waiting jobs about the rows with these ids, which the jobs' keys contain.
create or replace function queue.drop_jobs(ids text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.complete_jobs(array(
    select j.id from graphile_worker.jobs j
    where j.locked_at is null and string_to_array(j.key, ':') && ids));
end $$;
revoke all on function queue.drop_jobs(text[]) from public;

-- list_depths returns the number of jobs in each queue; list_dead_jobs, the dead jobs without payload, key and
-- message, any of which may concern something hidden. A job on its last try isn't dead yet.
create or replace function queue.list_depths() returns table (queue text, waiting bigint, running bigint, dead bigint, oldest_run_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select q.queue, count(*) filter (where j.locked_at is null and j.attempts < j.max_attempts), count(j.locked_at),
    count(*) filter (where j.locked_at is null and j.attempts >= j.max_attempts),
    min(j.run_at) filter (where j.locked_at is null and j.attempts < j.max_attempts and j.run_at <= clock_timestamp())
  from queue.jobs q left join graphile_worker.jobs j on j.task_identifier = q.name group by q.queue order by q.queue
$$;
revoke all on function queue.list_depths() from public;
grant execute on function queue.list_depths() to tidemark_web;

create or replace function queue.list_dead_jobs() returns table (id bigint, task text, attempts smallint, failed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.id, j.task_identifier, j.attempts, j.updated_at
  from graphile_worker.jobs j where j.attempts >= j.max_attempts and j.locked_at is null order by j.id limit 100
$$;
revoke all on function queue.list_dead_jobs() from public;
grant execute on function queue.list_dead_jobs() to tidemark_web;

do $do$
declare
  tables_owner constant text := (select nspowner::regrole::text from pg_namespace where nspname = 'queue');
begin
  execute format('grant execute on function queue.end_dead_job(bigint, boolean), queue.drop_jobs(text[]), queue.list_depths(), queue.list_dead_jobs() to %s', tables_owner);
end $do$;
