-- Refuses for every role a change of state that lib/core/round/round.ts doesn't allow.
create or replace function rounds_refuse_illegal_change() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> new.state then
    if (old.state, new.state) not in (
      ('draft', 'sealed'), ('sealed', 'open'), ('sealed', 'invalidated'), ('open', 'closed'), ('open', 'frozen'),
      ('closed', 'frozen'), ('closed', 'revealed'), ('frozen', 'open'), ('frozen', 'closed'), ('frozen', 'invalidated')
    ) then
      raise exception 'a round can''t go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'rounds_legal_transition';
    end if;
    -- Only the scorer may seal, open, replace and reveal rounds.
    if current_user = 'tidemark_web' and (old.state, new.state) in (
      ('draft', 'sealed'), ('sealed', 'open'), ('sealed', 'invalidated'), ('closed', 'revealed')
    ) then
      raise exception 'the web role can''t change a round to %', new.state using errcode = 'check_violation', constraint = 'rounds_not_the_webs';
    end if;
    if new.state = 'frozen' and new.frozen_from is distinct from old.state then
      raise exception 'a frozen round records its state before the freeze' using errcode = 'check_violation', constraint = 'rounds_frozen_from';
    end if;
    if old.state = 'frozen' and new.state = 'open' and old.frozen_from <> 'open' then
      raise exception 'a closed round can''t be opened again' using errcode = 'check_violation', constraint = 'rounds_frozen_from';
    end if;
    if old.state = 'frozen' and new.state = 'invalidated' and not exists (
      select from invalidations i where i.round_id = new.round_id and i.consented_at is not null and i.consented_by is not null
        and i.dropped_at is null and i.reason = new.invalidation_reason
    ) then
      raise exception 'a round is invalidated by two people' using errcode = 'check_violation', constraint = 'rounds_invalidated_by_two';
    end if;
    if old.state = 'sealed' and new.state = 'invalidated' and not exists (
      select from rounds r where r.replaces_round_id = new.round_id and r.state <> 'draft'
    ) then
      raise exception 'a sealed round can only be replaced' using errcode = 'check_violation', constraint = 'rounds_sealed_is_replaced';
    end if;
  end if;
  if old.state <> 'draft' and (new.item_count, new.feedback_count, new.final_count, new.sealed_at, new.scorer_version, new.feedback_policy,
      new.commitment, new.number, new.benchmark_id, new.queue_order, new.replaces_round_id, new.test_set_sealed_sha256)
    is distinct from (old.item_count, old.feedback_count, old.final_count, old.sealed_at, old.scorer_version, old.feedback_policy,
      old.commitment, old.number, old.benchmark_id, old.queue_order, old.replaces_round_id, old.test_set_sealed_sha256) then
    raise exception 'a sealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_sealed_is_immutable';
  end if;
  -- The web role may change date, title and reason of a draft, but not when they are published later.
  if current_user = 'tidemark_web' and old.state <> 'draft' then
    if (new.title, new.opens_at) is distinct from (old.title, old.opens_at)
      or (old.state = new.state or old.closed_at is not null) and (new.closes_at, new.closed_at) is distinct from (old.closes_at, old.closed_at)
      or old.closes_at is not null and (new.closes_at is null or new.closes_at > old.closes_at)
      or old.state = new.state and (new.frozen_at, new.frozen_from, new.freeze_reason) is distinct from (old.frozen_at, old.frozen_from, old.freeze_reason)
      or (old.state = new.state or new.state <> 'invalidated')
        and (new.invalidated_at, new.invalidation_reason) is distinct from (old.invalidated_at, old.invalidation_reason) then
      raise exception 'the web role can''t change fields of a published round' using errcode = 'check_violation', constraint = 'rounds_not_rewritten';
    end if;
  end if;
  if old.state = 'revealed' and (new.revealed_at, new.archive) is distinct from (old.revealed_at, old.archive) then
    raise exception 'a revealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_revealed_is_immutable';
  end if;
  return new;
end $$;
create or replace trigger rounds_legal_change before update on rounds for each row execute function rounds_refuse_illegal_change();

-- Requires that the web role inserts only drafts that aren't checked or sealed yet.
create or replace function rounds_begin_as_drafts() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (new.state <> 'draft' or
      num_nonnulls(new.sealed_at, new.opened_at, new.closed_at, new.checked_at, new.check_report, new.item_count,
        new.feedback_count, new.final_count, new.scorer_version, new.feedback_policy, new.commitment, new.frozen_at,
        new.frozen_from, new.freeze_reason, new.invalidated_at, new.invalidation_reason, new.revealed_at, new.archive) > 0) then
    raise exception 'a round is inserted as a draft' using errcode = 'check_violation', constraint = 'rounds_begin_as_drafts';
  end if;
  return new;
end $$;
create or replace trigger rounds_begin before insert on rounds for each row execute function rounds_begin_as_drafts();

-- Allows the deletion of a draft only, since drafts were never public.
create or replace function rounds_lose_drafts_alone() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and old.state <> 'draft' then
    raise exception 'a % round can''t be deleted', old.state using errcode = 'check_violation', constraint = 'rounds_lose_drafts_alone';
  end if;
  return old;
end $$;
create or replace trigger rounds_deletion before delete on rounds for each row execute function rounds_lose_drafts_alone();

-- Gives back the quota slots of an invalidated round, in the transaction that invalidates it.
create or replace function rounds_give_back_slots() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from day_slots where submission_id in (select submission_id from submissions where round_id = new.round_id);
  delete from round_slots where round_id = new.round_id;
  return null;
end $$;
revoke all on function rounds_give_back_slots() from public;
create or replace trigger rounds_give_back after update of state on rounds for each row
  when (new.state = 'invalidated' and old.state <> 'invalidated') execute function rounds_give_back_slots();

-- Refuses to set the round's limit of feedback at the insert, or to change it after the sealing.
create or replace function rounds_fix_feedback_cap() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.feedback_cap is not null or tg_op = 'UPDATE' and old.state <> 'draft' and new.feedback_cap is distinct from old.feedback_cap then
    raise exception 'the feedback limit of a round is fixed at its sealing' using errcode = 'check_violation', constraint = 'rounds_feedback_cap_is_fixed';
  end if;
  return new;
end $$;
create or replace trigger rounds_fixed_cap before insert or update on rounds for each row execute function rounds_fix_feedback_cap();

-- Copies the benchmark's settings to a round at its sealing and opening, so that a later change of the
-- benchmark concerns only later rounds. Rounds that are inserted in another state than draft are copies from
-- elsewhere, and get the benchmark's present settings.
create or replace function rounds_take_settings() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  b benchmarks;
  is_sealed constant boolean := new.state <> 'draft' and (tg_op = 'INSERT' or old.state = 'draft');
  is_opened constant boolean := new.opened_at is not null and (tg_op = 'INSERT' or old.opened_at is null);
begin
  if tg_op = 'UPDATE' and (new.secondary_metrics, new.accepts, new.quota_per_round, new.quota_per_day)
    is distinct from (old.secondary_metrics, old.accepts, old.quota_per_round, old.quota_per_day) then
    raise exception 'the settings of a round are those of its sealing and opening' using errcode = 'check_violation', constraint = 'rounds_settings_are_taken';
  end if;
  select * into b from benchmarks t where t.benchmark_id = new.benchmark_id;
  if is_sealed then
    new.secondary_metrics := b.secondary_metrics;
  end if;
  if is_opened then
    new.accepts := b.accepts;
    new.quota_per_round := b.quota_per_round;
    new.quota_per_day := b.quota_per_day;
  elsif new.opened_at is null then
    new.accepts := null;
    new.quota_per_round := null;
    new.quota_per_day := null;
  end if;
  return new;
end $$;
revoke all on function rounds_take_settings() from public;
create or replace trigger rounds_settings before insert or update on rounds for each row execute function rounds_take_settings();
