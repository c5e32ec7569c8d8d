create or replace function submissions_begin_queued() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and (new.state <> 'queued' or new.attempt <> 0 or new.evidence <> 'in-round' or
      num_nonnulls(new.feedback, new.finished_at, new.code, new.message, new.line, new."column", new.withdrawn_at, new.withdrawn_by,
        new.withdrawal_reason, new.chosen_at, new.chosen_by) > 0 or new.is_automatic) then
    raise exception 'a submission is inserted as queued' using errcode = 'check_violation', constraint = 'submissions_begin_queued';
  end if;
  if new.is_baseline and not exists (
    select from benchmark_maintainers b join rounds r using (benchmark_id)
    where r.round_id = new.round_id and b.user_id = new.user_id and b.role in ('owner', 'maintainer')
  ) then
    raise exception 'only maintainers submit a baseline' using errcode = 'check_violation', constraint = 'submissions_baseline_of_maintainer';
  end if;
  return new;
end $$;
create or replace trigger submissions_begin before insert on submissions for each row execute function submissions_begin_queued();

-- Refuses to change the state of a submission once it is final, so that a late result of a scorer has no effect.
create or replace function submissions_refuse_leaving_final_state() returns trigger language plpgsql as $$
begin
  if old.state in ('scored', 'rejected', 'failed') and new.state <> old.state then
    raise exception 'a % submission can''t become %', old.state, new.state using errcode = 'check_violation', constraint = 'submissions_final_is_final';
  end if;
  return new;
end $$;
create or replace trigger submissions_final_state before update on submissions for each row execute function submissions_refuse_leaving_final_state();

-- Refuses to remove or replace a submission's feedback, for every role and every retry.
create or replace function submissions_refuse_second_feedback() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.feedback is not null and new.feedback is distinct from old.feedback then
    raise exception 'a submission gets feedback once' using errcode = 'check_violation', constraint = 'submissions_feedback_once';
  end if;
  return new;
end $$;
create or replace trigger submissions_one_feedback before update of feedback on submissions for each row execute function submissions_refuse_second_feedback();

-- Gives a version name to the first file that a round accepts under it; no other version of the model in the
-- round may have a name that looks alike. Of two concurrent submissions, one waits for the other.
create or replace function submissions_name_a_file() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into version_files (round_id, model_id, version, file_sha256, skeleton)
  values (new.round_id, new.model_id, new.version, new.file_sha256, new.version_skeleton) on conflict do nothing;
  if exists (
    select from version_files v
    where (v.round_id, v.model_id, v.skeleton) = (new.round_id, new.model_id, new.version_skeleton) and v.version <> new.version
  ) then
    raise exception 'two versions of a model look alike' using errcode = 'unique_violation', constraint = 'version_files_skeleton_key';
  end if;
  if not exists (
    select from version_files v
    where (v.round_id, v.model_id, v.version, v.file_sha256) = (new.round_id, new.model_id, new.version, new.file_sha256)
  ) then
    raise exception 'a version name belongs to one file' using errcode = 'unique_violation', constraint = 'version_files_pkey';
  end if;
  return null;
end $$;
revoke all on function submissions_name_a_file() from public;
create or replace trigger submissions_name_file after insert on submissions for each row execute function submissions_name_a_file();

-- Checks the choice or withdrawal of a submission: by its team, after the close by a maintainer, after the
-- reveal by two people. The round is locked, its state is checked, and the database's clock sets the time. A
-- withdrawal is final.
create or replace function submissions_refuse_late_word() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_round rounds%rowtype;
  at timestamptz;
  is_over boolean;
  is_outcome_later boolean;
begin
  if old.withdrawn_at is not null or new.withdrawn_at is null then
    -- Only the person who withdrew may change, to null when their account is deleted; the withdrawal is
    -- final.
    if (new.withdrawn_at, new.withdrawal_reason) is distinct from (old.withdrawn_at, old.withdrawal_reason)
      or new.withdrawn_by is distinct from old.withdrawn_by and new.withdrawn_by is not null
      or old.withdrawn_at is not null and new.chosen_at is not null then
      raise exception 'a submission is withdrawn once' using errcode = 'check_violation', constraint = 'submissions_withdrawn_once';
    end if;
  end if;
  if (new.withdrawn_at, new.chosen_at) is not distinct from (old.withdrawn_at, old.chosen_at) then
    if new.chosen_by is distinct from old.chosen_by and new.chosen_by is not null then
      raise exception 'the person who chose can''t be changed' using errcode = 'check_violation', constraint = 'submissions_chosen_by_team';
    end if;
    return new;
  end if;

  select r.* into of_round from rounds r where r.round_id = new.round_id for share;
  at := date_trunc('milliseconds', site_clock());
  is_over := of_round.state not in ('open', 'frozen') or of_round.closed_at is not null or at >= of_round.closes_at;
  -- Before the close, the outcome of an automatic evaluation is secret, so no refusal here may depend on it.
  is_outcome_later := new.is_automatic and (of_round.state = 'open' or of_round.state = 'frozen' and of_round.frozen_from = 'open');
  if new.state in ('rejected', 'failed') and not is_outcome_later and (new.withdrawn_at, new.chosen_at) is distinct from (old.withdrawn_at, null) then
    raise exception 'a % submission can''t be chosen', new.state using errcode = 'check_violation', constraint = 'submissions_word_on_what_counts';
  end if;

  if new.withdrawn_at is not null then
    new.withdrawn_at := at;
    new.chosen_at := null;
    if of_round.state = 'revealed' then
      select w.consented_by, w.reason into new.withdrawn_by, new.withdrawal_reason from team_withdrawals w
      where (w.round_id, w.team_id) = (new.round_id, new.team_id) and num_nonnulls(w.proposed_by, w.consented_by, w.consented_at) = 3;
      if found then
        return new;
      end if;
    end if;
    if of_round.state not in ('open', 'frozen', 'closed') then
      raise exception 'no submission of a % round can be withdrawn', of_round.state using errcode = 'check_violation', constraint = 'submissions_withdrawn_in_time';
    end if;
    if current_user = 'tidemark_web' and not (case when is_over
      then coalesce(new.withdrawal_reason, '') <> '' and exists (
        select from benchmark_maintainers b
        where b.benchmark_id = of_round.benchmark_id and b.user_id = new.withdrawn_by and b.role in ('owner', 'maintainer'))
      else new.withdrawal_reason is null and exists (
        select from team_members m where m.team_id = new.team_id and m.user_id = new.withdrawn_by) end)
    then
      raise exception 'a submission is withdrawn by its team before the close, or by a maintainer with a reason after it' using errcode = 'check_violation', constraint = 'submissions_withdrawn_by_whom';
    end if;
    return new;
  end if;

  if new.is_automatic then
    raise exception 'an automatic evaluation can''t be chosen' using errcode = 'check_violation', constraint = 'submissions_automatic_not_chosen';
  end if;
  if of_round.state <> 'open' or is_over then
    raise exception 'a counting submission is chosen while the round is open' using errcode = 'check_violation', constraint = 'submissions_chosen_in_time';
  end if;
  if current_user = 'tidemark_web' and not exists (
    select from team_members m where m.team_id = new.team_id and m.user_id = new.chosen_by
  ) then
    raise exception 'a team chooses its own submissions only' using errcode = 'check_violation', constraint = 'submissions_chosen_by_team';
  end if;
  new.chosen_at := case when new.chosen_at is null then null else at end;
  return new;
end $$;
create or replace trigger submissions_word before update of withdrawn_at, withdrawn_by, withdrawal_reason, chosen_at, chosen_by on submissions
  for each row execute function submissions_refuse_late_word();

-- Writes an audit event for each choice and withdrawal, whichever statement makes it. The withdrawal of a
-- team from a revealed round has a single event for all of the team's submissions, team_withdrawn.
create or replace function submissions_record_word() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_round rounds%rowtype;
  what jsonb;
begin
  select r.* into of_round from rounds r where r.round_id = new.round_id;
  if of_round.state = 'revealed' then
    return null;
  end if;
  select jsonb_build_object('round', of_round.number, 'submission', new.submission_id, 'model', m.name, 'version', new.version, 'team', t.name)
  into what from models m join team_names t using (team_id, benchmark_id) where m.model_id = new.model_id;
  if new.withdrawn_at is distinct from old.withdrawn_at then
    insert into audit_events (at, act, actor_kind, user_id, benchmark_id, round_id, detail, is_public)
    select new.withdrawn_at, act, kind, new.withdrawn_by, of_round.benchmark_id, new.round_id,
      what || jsonb_build_object('reason', new.withdrawal_reason), act = 'submission_taken_out'
    from (select case when new.withdrawal_reason is null then 'submission_withdrawn' else 'submission_taken_out' end,
      (case when new.withdrawal_reason is null then 'participant' else 'maintainer' end)::audit_actor_kind) of_whom (act, kind);
  else
    insert into audit_events (at, act, actor_kind, user_id, benchmark_id, round_id, detail, is_public)
    values (coalesce(new.chosen_at, date_trunc('milliseconds', site_clock())), 'submission_chosen', 'participant', new.chosen_by,
      of_round.benchmark_id, new.round_id, what || jsonb_build_object('chosen', new.chosen_at is not null), false);
  end if;
  return null;
end $$;
revoke all on function submissions_record_word() from public;
create or replace trigger submissions_worded after update of withdrawn_at, chosen_at on submissions for each row
  when ((new.withdrawn_at, new.chosen_at) is distinct from (old.withdrawn_at, old.chosen_at)) execute function submissions_record_word();

-- Returns the submission that counts for a model in a round, among its scored submissions that aren't
-- withdrawn: the one that its team chose; else the best reported score, of equal ones the earlier; else the
-- newest that its team submitted; else the automatic evaluation of the version frozen last, since versions
-- are evaluated in the order in which they were frozen. The TypeScript function `pickCounting` is the same
-- rule.
create or replace function counting_submission(of_round uuid, of_model uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select s.submission_id
  from submissions s join rounds r using (round_id) join benchmarks b using (benchmark_id)
    cross join lateral (select (s.feedback ->> 'score')::numeric * case b.direction when 'higher' then 1 else -1 end) as f (merit)
  where s.round_id = of_round and s.model_id = of_model and s.state = 'scored' and s.withdrawn_at is null
  order by (s.chosen_at is not null) desc, f.merit desc nulls last,
    case when f.merit is not null then s.received_at end, case when f.merit is not null then s.submission_id end,
    s.is_automatic, s.received_at desc, s.submission_id desc
  limit 1
$$;
