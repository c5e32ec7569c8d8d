-- Whose work a job is in a lane where people take turns: of whoever uploaded its round, proposed its erratum, or sent its model, now,
-- before the round that it stands in, or to be tried on a sample.
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

-- A person's job of a lane has had its turn: what else waits there of the same person goes behind what waits of others. So nobody
-- waits for more than one job of another person, however many wait, and whoever sends one after the other doesn't pass.
create or replace function queue.end_turn(person uuid, of_lane text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  waiting bigint;
  place int := 0;
begin
  for waiting in
    select j.id from graphile_worker.jobs j join queue.jobs q on q.name = j.task_identifier
    where q.lane = of_lane and j.locked_at is null and j.run_at <= clock_timestamp()
      -- What a job is about is in its key. The name stands here too: joins may come in any order, and 'equate:all:…' names no round.
      and case when q.name = j.task_identifier and q.key_fields[1] in ('roundId', 'erratumId', 'submissionId', 'dryRunId')
        then queue.person_of(jsonb_build_object(q.key_fields[1], split_part(j.key, ':', 2))) = person end
    order by j.run_at, j.id
  loop
    -- Among themselves they keep their order.
    place := place + 1;
    perform graphile_worker.reschedule_jobs(array[waiting], run_at => clock_timestamp() + place * interval '1 microsecond');
  end loop;
end $$;
revoke all on function queue.end_turn(uuid, text) from public;
