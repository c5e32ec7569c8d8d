-- The web role inserts a dry run, now and for a benchmark that accepts models; the scorer sets its outcome.
create or replace function dry_runs_begin() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if new.state <> 'queued' or new.attempt <> 0 or num_nonnulls(new.finished_at, new.code, new.message) > 0 or not is_now(new.received_at)
    or coalesce(new.deadline_at > new.received_at + interval '24 hours', true) or new.byte_count not between 1 and 200 * 1024 * 1024 then
    raise exception 'a dry run begins now, in the queue, for a day at most' using errcode = 'check_violation', constraint = 'dry_runs_begin_queued';
  end if;
  if not exists (select from benchmarks b where b.benchmark_id = new.benchmark_id and b.model_signature is not null) then
    raise exception 'a dry run is of a benchmark that takes models' using errcode = 'check_violation', constraint = 'dry_runs_where_models_run';
  end if;
  return new;
end $$;
create or replace trigger dry_runs_begin before insert on dry_runs for each row execute function dry_runs_begin();
