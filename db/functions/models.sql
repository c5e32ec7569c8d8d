-- Maximum bytes of a version's file: an ONNX model fits into the scorer's memory, an image onto a runner's
-- disk.
create or replace function artefact_bytes_max(kind artefact_kind) returns bigint language sql immutable
set search_path = pg_catalog, public, pg_temp as $$
  select case kind when 'onnx' then 200::bigint * 1024 * 1024 when 'container' then 4::bigint * 1024 * 1024 * 1024 end
$$;

-- Requires that a new version is unchecked, is frozen now, belongs to a model of the sender's team, and is no
-- larger than its kind allows; file and name never change afterwards.
create or replace function model_versions_begin() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if new.state <> 'checking' or not is_now(new.frozen_at) or new.byte_count not between 1 and artefact_bytes_max(new.kind) then
    raise exception 'a version is inserted now and unchecked' using errcode = 'check_violation', constraint = 'model_versions_begin_now';
  end if;
  if new.image_version_id is not null or new.trains and not exists (
    select from models m join benchmarks b using (benchmark_id)
    where m.model_id = new.model_id and new.kind = 'container' and (b.container_needs ->> 'trainingHours')::float8 > 0
  ) then
    raise exception 'only an image is trained, where its benchmark grants hours' using errcode = 'check_violation', constraint = 'model_versions_trained_where_granted';
  end if;
  if not exists (
    select from models m join team_members t using (team_id) where m.model_id = new.model_id and t.user_id = new.frozen_by
  ) then
    raise exception 'a version is sent by a member of its model''s team' using errcode = 'check_violation', constraint = 'model_versions_of_a_team';
  end if;
  return new;
end $$;
create or replace trigger model_versions_begin before insert on model_versions for each row execute function model_versions_begin();

-- Requires that each version has a submission, which takes a quota slot, so that a team's number of versions
-- is limited.
create or replace function model_versions_are_brought() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and not exists (
    select from submissions s where s.version_id = new.version_id and not s.is_automatic
  ) then
    raise exception 'a version requires a submission' using errcode = 'check_violation', constraint = 'model_versions_brought';
  end if;
  return null;
end $$;
do $$ begin
  if not exists (select from pg_trigger where tgname = 'model_versions_brought') then
    create constraint trigger model_versions_brought after insert on model_versions deferrable initially deferred
      for each row execute function model_versions_are_brought();
  end if;
end $$;

-- Allows these transitions of a version: checking → active or refused, by the scorer; checking or active →
-- retired, by its team, or by the scorer for a newer trained version. No transition leads back.
create or replace function model_versions_move() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state, new.state) not in (('checking', 'active'), ('checking', 'refused'), ('active', 'retired'), ('checking', 'retired'))
    and old.state <> new.state then
    raise exception 'a % version can''t become %', old.state, new.state using errcode = 'check_violation', constraint = 'model_versions_move_on';
  end if;
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  -- Only the person who retired the version may change, to null when their account is deleted; the retirement
  -- is final.
  if old.state = new.state and new.retired_at is not distinct from old.retired_at
    and (new.retired_by is null or new.retired_by is not distinct from old.retired_by) then
    return new;
  end if;
  if new.state <> 'retired' or old.state = 'retired' or not exists (
    select from models m join team_members t using (team_id) where m.model_id = new.model_id and t.user_id = new.retired_by
  ) then
    raise exception 'a version is retired by a member of its team' using errcode = 'check_violation', constraint = 'model_versions_retired_by_team';
  end if;
  new.retired_at := date_trunc('milliseconds', site_clock());
  return new;
end $$;
create or replace trigger model_versions_move before update on model_versions for each row execute function model_versions_move();

-- Writes an audit event with its person for each retirement, whichever statement makes it, since retirements
-- are final.
create or replace function model_versions_record_retirement() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into audit_events (at, act, actor_kind, user_id, benchmark_id, detail, is_public)
  select new.retired_at, 'version_retired',
    case session_user::text when 'tidemark_scorer' then 'scorer' else 'participant' end::audit_actor_kind, new.retired_by, m.benchmark_id,
    jsonb_build_object('model', m.name, 'version', new.version, 'team', t.name), false
  from models m join team_names t using (team_id, benchmark_id) where m.model_id = new.model_id;
  return null;
end $$;
revoke all on function model_versions_record_retirement() from public;
create or replace trigger model_versions_retired after update of state on model_versions for each row
  when (new.state = 'retired' and old.state <> 'retired') execute function model_versions_record_retirement();

-- Requires that a submission of a model names the version of its file. An automatic evaluation's version must
-- have been frozen before its round opened, any other one while the round was open.
create or replace function submissions_of_a_version() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_version model_versions%rowtype;
  of_round rounds%rowtype;
begin
  if current_user = 'tidemark_scorer' and not new.is_automatic then
    raise exception 'only the scorer enters automatic evaluations' using errcode = 'check_violation', constraint = 'submissions_automatic_by_scorer';
  end if;
  if new.version_id is null then
    return new;
  end if;
  select v.* into of_version from model_versions v where v.version_id = new.version_id;
  if (of_version.model_id, of_version.version, of_version.sha256, of_version.kind::text)
    is distinct from (new.model_id, new.version, new.file_sha256, new.kind::text) then
    raise exception 'the file of a submission is that of its version' using errcode = 'check_violation', constraint = 'submissions_of_a_version';
  end if;
  -- Locks the round, so that no evaluation is entered after the round's official ranking.
  select r.* into of_round from rounds r where r.round_id = new.round_id for share;
  if new.is_automatic <> coalesce(of_version.frozen_at < of_round.opened_at, false)
    or new.is_automatic and (new.evidence <> 'prospective' or of_version.state <> 'active'
      or not (of_round.state = 'open' or of_round.state = 'closed'
        and not exists (select from snapshots s where s.round_id = new.round_id and s.split = 'final'))
      or num_nonnulls(new.user_id, new.feedback, new.finished_at, new.code, new.message, new.withdrawn_at, new.chosen_at) > 0
      or new.state <> 'queued' or new.is_baseline
      or not exists (select from models m
        where (m.model_id, m.team_id, m.benchmark_id) = (new.model_id, new.team_id, of_round.benchmark_id))) then
    raise exception 'an automatically evaluated version was frozen before its round opened' using errcode = 'check_violation', constraint = 'submissions_automatic_before_opening';
  end if;
  return new;
end $$;
create or replace trigger submissions_version before insert on submissions for each row execute function submissions_of_a_version();

-- Sets a version's state from the outcome of the submission that brought it: only an accepted version runs on
-- later rounds. A refusal, or a failure of the platform, makes the version's name and file available again.
create or replace function submissions_settle_version() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  update model_versions set state = case new.state when 'scored' then 'active'::version_state else 'refused'::version_state end
  where version_id = new.version_id and state = 'checking';
  return null;
end $$;
revoke all on function submissions_settle_version() from public;
create or replace trigger submissions_settled after update of state on submissions for each row
  when (new.version_id is not null and not new.is_automatic and new.state in ('scored', 'rejected', 'failed') and old.state <> new.state)
  execute function submissions_settle_version();

-- Requires that the web role inserts a dry run with the current time, for a benchmark that accepts its kind
-- of model; only the scorer sets the outcome.
create or replace function dry_runs_begin() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if new.state <> 'queued' or new.attempt <> 0 or num_nonnulls(new.finished_at, new.code, new.message) > 0 or not is_now(new.received_at)
    or coalesce(new.deadline_at > new.received_at + interval '24 hours', true) or new.byte_count not between 1 and artefact_bytes_max(new.kind) then
    raise exception 'a dry run is inserted now and queued, with a deadline within a day' using errcode = 'check_violation', constraint = 'dry_runs_begin_queued';
  end if;
  if not exists (select from benchmarks b
    where b.benchmark_id = new.benchmark_id
      and case new.kind when 'onnx' then b.model_signature is not null else b.container_needs is not null end) then
    raise exception 'the benchmark of a dry run accepts models' using errcode = 'check_violation', constraint = 'dry_runs_where_models_run';
  end if;
  return new;
end $$;
create or replace trigger dry_runs_begin before insert on dry_runs for each row execute function dry_runs_begin();

-- Requires that the web role requests practice runs only for a model that is being submitted, and only on a
-- revealed round, never on one whose labels are hidden.
create or replace function practice_scores_begin() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and not exists (
    select from submissions s join rounds own on own.round_id = s.round_id join rounds r on r.benchmark_id = own.benchmark_id
    where s.submission_id = new.submission_id and s.version_id is not null and is_now(s.received_at)
      and r.round_id = new.round_id and r.state = 'revealed'
  ) then
    raise exception 'practice is requested for a model that is submitted now, on a revealed round' using errcode = 'check_violation', constraint = 'practice_scores_of_revealed';
  end if;
  return new;
end $$;
create or replace trigger practice_scores_begin before insert on practice_scores for each row execute function practice_scores_begin();
