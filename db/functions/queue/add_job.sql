-- Adds a job in the caller's transaction, to run at a time at the earliest (null: at once); it replaces a waiting one with the
-- same key. The function has the scorer's rights, so it checks the signed-in role: session_user is that, current_user is the
-- function's owner.
create or replace function queue.add_job_at(task text, payload jsonb, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  job queue.jobs;
  job_key text := queue.job_key(task, payload);
  added bigint;
  flags text[] := '{}';
begin
  select * into job from queue.jobs where name = task;
  if session_user::text <> all (job.asked_by) then
    raise exception '% may not ask for %', session_user, task using errcode = 'insufficient_privilege';
  end if;
  -- A scorer of another version skips the job.
  if job.is_by_rounds_rules then
    flags := array(select 'scorer version ' || version from queue.scorer_version_of(payload) as version where version is not null);
  end if;
  if job.writes_files then
    flags := flags || 'writes files'::text;
  end if;
  -- The library adds nothing, without an error, where a worker takes the job of that key between its two statements; the next
  -- turn finds it taken, and adds one beside it.
  while added is null loop
    select id into added from graphile_worker.add_job(task, payload::json, job_key => job_key, job_key_mode => 'replace', run_at => at, priority => job.priority, max_attempts => 25, flags => flags,
      -- The library runs the jobs of one of its queues one after another.
      queue_name => case when job.is_one_a_person then task || ':' || queue.person_of(payload) end);
  end loop;
end $$;
revoke all on function queue.add_job_at(text, jsonb, timestamptz) from public;

-- The same, to run at once. Both processes use this one.
create or replace function queue.add_job(task text, payload jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform queue.add_job_at(task, payload, null);
end $$;
revoke all on function queue.add_job(text, jsonb) from public;
grant execute on function queue.add_job(text, jsonb) to tidemark_web;
