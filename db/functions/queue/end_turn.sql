-- The person behind a job of a queue with turns: the uploader of its round, the proposer of its erratum, or the sender of its
-- model, whether for a submission, an automatic evaluation or a dry run.
create or replace function queue.person_of(payload jsonb) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(
    (select uploaded_by from public.rounds where round_id = (payload ->> 'roundId')::uuid),
    (select proposed_by from public.errata where erratum_id = (payload ->> 'erratumId')::uuid),
    (select coalesce(s.user_id, v.frozen_by) from public.submissions s left join public.model_versions v using (version_id)
      where s.submission_id = (payload ->> 'submissionId')::uuid),
    (select user_id from public.dry_runs where dry_run_id = (payload ->> 'dryRunId')::uuid))
$$;
revoke all on function queue.person_of(jsonb) from public;

-- Ends a turn of a queue. The person's other waiting jobs move behind those of other people, so that each person waits for at most
-- one job of another person. Where `favours_longest`, which is every second turn, the longest waiting job of the queue runs next,
-- whatever its priority: no stream of jobs of a higher priority delays it for longer than every second run. A raised job that
-- can't run yet isn't raised again, so that it doesn't block the next one.
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
        -- The key contains the job's subject. The task is compared too, since joins may come in any order, and 'equate:all:…'
        -- names no round.
        and case when q.name = j.task_identifier and q.key_fields[1] in ('roundId', 'erratumId', 'submissionId', 'dryRunId')
          then queue.person_of(jsonb_build_object(q.key_fields[1], split_part(j.key, ':', 2))) = person end
      order by j.run_at, j.id
    loop
      -- The moved jobs keep their own order.
      place := place + 1;
      perform graphile_worker.reschedule_jobs(array[waiting], run_at => clock_timestamp() + place * interval '1 microsecond');
    end loop;
  end if;
  if favours_longest then
    -- A moved job waits since its person's last turn.
    select j.id into waiting from graphile_worker.jobs j join queue.jobs q on q.name = j.task_identifier
    where q.queue = of_queue and j.locked_at is null and j.run_at <= clock_timestamp() and j.priority > next_priority
    order by j.run_at, j.id limit 1;
    if found then
      perform graphile_worker.reschedule_jobs(array[waiting], priority => next_priority);
    end if;
  end if;
end $$;
revoke all on function queue.end_turn(uuid, text, boolean) from public;
