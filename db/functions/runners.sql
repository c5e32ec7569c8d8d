-- True if the benchmark trusts the runner with its models and inputs, and the runner is large enough for its
-- containers.
create or replace function runner_may_run(of_runner runners, of_benchmark benchmarks, of_kind artefact_kind) returns boolean
language sql stable as $$
  select of_runner.revoked_at is null and of_runner.aside_at is null
    and (of_runner.bound_to is null or of_benchmark.benchmark_id = any (of_runner.bound_to))
    and (of_benchmark.trusted_runners is null or of_runner.name = any (of_benchmark.trusted_runners))
    and (of_kind <> 'container' or (
      (of_benchmark.container_needs ->> 'cores')::integer <= of_runner.cores_max
      and (of_benchmark.container_needs ->> 'memoryMb')::integer <= of_runner.memory_mb_max
      and (of_benchmark.container_needs ->> 'gpus')::integer <= of_runner.gpu_count))
$$;

create or replace function benchmark_of_run(of_run runs) returns uuid language sql stable as $$
  select coalesce(
    (select r.benchmark_id from public.rounds r where r.round_id = of_run.round_id),
    (select d.benchmark_id from public.dry_runs d where d.dry_run_id = of_run.dry_run_id))
$$;

-- Decides the reason of each lost run, instead of the process that notices the loss.
create or replace function runs_record_loss() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into runner_losses (run_id, fence, runner_id, code, artefact_sha256, lost_at)
  values (
    old.run_id, old.fence, old.runner_id,
    (case
      when exists (select from runners r where r.runner_id = old.runner_id and r.revoked_at is not null) then 'revoked'
      when old.state = 'returned' then 'no_result'
      when old.leased_until >= old.held_until then 'slow'
      else 'lost'
    end)::runner_loss_code,
    coalesce(
      (select coalesce(image.sha256, v.sha256) from submissions s join model_versions v using (version_id)
        left join model_versions image on image.version_id = v.image_version_id where s.submission_id = old.submission_id),
      (select d.sha256 from dry_runs d where d.dry_run_id = old.dry_run_id),
      (select v.sha256 from trainings t join model_versions v on v.version_id = t.image_version_id where t.training_id = old.training_id),
      ''),
    site_clock()
  ) on conflict do nothing;
  return null;
end $$;
revoke all on function runs_record_loss() from public;
create or replace trigger runs_record_loss after update on runs for each row
  when (new.losses > old.losses and old.runner_id is not null) execute function runs_record_loss();
