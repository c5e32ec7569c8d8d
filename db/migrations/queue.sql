-- Run as tidemark_scorer, which owns graphile_worker: the web role may add these jobs and see no other.
create or replace function queue.add_job(task text, payload json, job_key text default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if task not in ('check_test_set', 'seal_round', 'open_round', 'score_submission', 'publish_snapshot', 'reveal_round',
    'compare_erratum', 'publish_erratum', 'assess_freshness') then
    raise exception 'no such task: %', task;
  end if;
  perform graphile_worker.add_job(task, payload, job_key => job_key, job_key_mode => 'replace', max_attempts => 25);
end $$;
revoke all on function queue.add_job(text, json, text) from public;
grant execute on function queue.add_job(text, json, text) to tidemark_web;
