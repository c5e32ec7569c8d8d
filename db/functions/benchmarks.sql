-- A round fixes its benchmark's fields: the first one, also a draft, the task and the scoring, and an open one the quotas.
-- Creating a round locks its benchmark's row, so no round comes between this check and the change.
create or replace function benchmarks_keep_what_rounds_fixed() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.task, new.classes, new.metric, new.secondary_metrics, new.log_loss_clip, new.direction, new.accepts, new.inputs, new.features)
      is distinct from (old.task, old.classes, old.metric, old.secondary_metrics, old.log_loss_clip, old.direction, old.accepts, old.inputs, old.features)
    and exists (select from rounds r where r.benchmark_id = new.benchmark_id) then
    raise exception 'a round was made with this task and metric' using errcode = 'check_violation', constraint = 'benchmarks_fixed_by_a_round';
  end if;
  if (new.quota_per_round, new.quota_per_day) is distinct from (old.quota_per_round, old.quota_per_day)
    and exists (select from rounds r where r.benchmark_id = new.benchmark_id and r.state in ('open', 'frozen')) then
    raise exception 'a round is open with these quotas' using errcode = 'check_violation', constraint = 'benchmarks_quotas_fixed_by_a_round';
  end if;
  -- Models are tried on public inputs: on the benchmark's own sample, or on items of its first revealed round.
  if new.model_sample is distinct from old.model_sample
    and (old.model_sample is not null
      or not exists (select from rounds r where r.benchmark_id = new.benchmark_id and r.state = 'revealed')) then
    raise exception 'a sample of models is given once, and of a revealed round' using errcode = 'check_violation', constraint = 'benchmarks_sample_is_given_once';
  end if;
  return new;
end $$;
create or replace trigger benchmarks_keep_fixed before update on benchmarks for each row execute function benchmarks_keep_what_rounds_fixed();
