-- The scorer version that sealed the payload's round.
create or replace function queue.scorer_version_of(payload jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select scorer_version from public.rounds where round_id = coalesce(
    (payload ->> 'roundId')::uuid,
    (select round_id from public.submissions where submission_id = (payload ->> 'submissionId')::uuid),
    (select round_id from public.errata where erratum_id = (payload ->> 'erratumId')::uuid))
$$;
revoke all on function queue.scorer_version_of(jsonb) from public;
