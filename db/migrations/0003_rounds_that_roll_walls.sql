-- Who may touch what of the rounds that roll.
grant update (schedule, next_rotation_at, reveals_after_rounds) on benchmarks to tidemark_web;
--> statement-breakpoint
grant update (role) on benchmark_maintainers to tidemark_web;
--> statement-breakpoint
grant select, insert on invitations to tidemark_web;
--> statement-breakpoint
grant update (accepted_at, revoked_at) on invitations to tidemark_web;
--> statement-breakpoint
grant update (frozen_at, frozen_from, freeze_reason, invalidated_at, invalidation_reason) on rounds to tidemark_web;
--> statement-breakpoint
grant select on rotations, audit_links to tidemark_web;
--> statement-breakpoint
grant select, insert on leak_reports, invalidations, errata, audit_events, notices, notice_deliveries to tidemark_web;
--> statement-breakpoint
grant update (handled_at, handled_by) on leak_reports to tidemark_web;
--> statement-breakpoint
grant update (consented_by, consented_at, dropped_at) on invalidations to tidemark_web;
--> statement-breakpoint
grant update (state) on errata to tidemark_web;
--> statement-breakpoint
grant update (addressed_at) on notices to tidemark_web;
--> statement-breakpoint
grant update (attempt, due_at, sent_at) on notice_deliveries to tidemark_web;
--> statement-breakpoint
grant select, insert, delete on muted_notices to tidemark_web;
--> statement-breakpoint

grant update (next_rotation_at, overdue_since) on benchmarks to tidemark_scorer;
--> statement-breakpoint
grant update (commitment, revealed_at, archive, invalidated_at, invalidation_reason) on rounds to tidemark_scorer;
--> statement-breakpoint
grant select, insert on rotations, audit_events, audit_links, notices to tidemark_scorer;
--> statement-breakpoint
grant select on errata to tidemark_scorer;
--> statement-breakpoint
grant update (state, score_changes, compared_at, published_at, published_by, document, signature) on errata to tidemark_scorer;
--> statement-breakpoint

-- A temporary table would stand in for a table of the same name in every function below, and in the queue's.
do $$ begin
  execute format('revoke temporary on database %I from public', current_database());
end $$;
--> statement-breakpoint

-- States move along the arrows of lib/core/round/round-state.ts and no others, whoever asks.
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
    -- Sealing, opening, replacing and revealing are the scorer's.
    if current_user = 'tidemark_web' and (old.state, new.state) in (
      ('draft', 'sealed'), ('sealed', 'open'), ('sealed', 'invalidated'), ('closed', 'revealed')
    ) then
      raise exception 'the web role can''t bring a round to %', new.state using errcode = 'check_violation', constraint = 'rounds_not_the_webs';
    end if;
    if new.state = 'frozen' and new.frozen_from is distinct from old.state then
      raise exception 'a frozen round remembers where it was' using errcode = 'check_violation', constraint = 'rounds_frozen_from';
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
      raise exception 'a sealed round is only ever replaced' using errcode = 'check_violation', constraint = 'rounds_sealed_is_replaced';
    end if;
  end if;
  if old.state <> 'draft' and (new.item_count, new.feedback_count, new.final_count, new.sealed_at, new.scorer_version, new.feedback_policy,
      new.commitment, new.number, new.benchmark_id, new.queue_order, new.replaces_round_id, new.test_set_sealed_sha256)
    is distinct from (old.item_count, old.feedback_count, old.final_count, old.sealed_at, old.scorer_version, old.feedback_policy,
      old.commitment, old.number, old.benchmark_id, old.queue_order, old.replaces_round_id, old.test_set_sealed_sha256) then
    raise exception 'a sealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_sealed_is_immutable';
  end if;
  -- What the web role has a right to on drafts isn't its to rewrite later: a date, a title or a reason that was read once.
  if current_user = 'tidemark_web' and old.state <> 'draft' then
    if (new.title, new.opens_at) is distinct from (old.title, old.opens_at)
      or (old.state = new.state or old.closed_at is not null) and (new.closes_at, new.closed_at) is distinct from (old.closes_at, old.closed_at)
      or old.closes_at is not null and (new.closes_at is null or new.closes_at > old.closes_at)
      or old.state = new.state and (new.frozen_at, new.frozen_from, new.freeze_reason) is distinct from (old.frozen_at, old.frozen_from, old.freeze_reason)
      or (old.state = new.state or new.state <> 'invalidated')
        and (new.invalidated_at, new.invalidation_reason) is distinct from (old.invalidated_at, old.invalidation_reason) then
      raise exception 'the web role can''t rewrite a round' using errcode = 'check_violation', constraint = 'rounds_not_rewritten';
    end if;
  end if;
  if old.state = 'revealed' and (new.revealed_at, new.archive) is distinct from (old.revealed_at, old.archive) then
    raise exception 'a revealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_revealed_is_immutable';
  end if;
  return new;
end $$;
--> statement-breakpoint

create or replace function rounds_begin_as_drafts() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (new.state <> 'draft' or
      num_nonnulls(new.sealed_at, new.opened_at, new.closed_at, new.checked_at, new.check_report, new.item_count,
        new.feedback_count, new.final_count, new.scorer_version, new.feedback_policy, new.commitment, new.frozen_at,
        new.frozen_from, new.freeze_reason, new.invalidated_at, new.invalidation_reason, new.revealed_at, new.archive) > 0) then
    raise exception 'a round begins as a draft' using errcode = 'check_violation', constraint = 'rounds_begin_as_drafts';
  end if;
  return new;
end $$;
--> statement-breakpoint

-- The quota of an invalidated round is given back in the transaction that invalidates it.
create function rounds_give_back_slots() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from day_slots where submission_id in (select submission_id from submissions where round_id = new.round_id);
  delete from round_slots where round_id = new.round_id;
  return null;
end $$;
--> statement-breakpoint
revoke all on function rounds_give_back_slots() from public;
--> statement-breakpoint
create trigger rounds_give_back after update of state on rounds for each row
  when (new.state = 'invalidated' and old.state <> 'invalidated') execute function rounds_give_back_slots();
--> statement-breakpoint

create function errata_refuse_illegal_change() returns trigger language plpgsql as $$
begin
  if (tg_op = 'INSERT' and (new.state <> 'proposed' or num_nonnulls(new.score_changes, new.compared_at, new.published_at,
      new.published_by, new.document, new.signature) > 0)) then
    raise exception 'an erratum begins as a proposal' using errcode = 'check_violation', constraint = 'errata_begin_proposed';
  end if;
  if tg_op = 'UPDATE' then
    if old.state in ('published', 'dropped') then
      raise exception 'a % erratum can''t be changed', old.state using errcode = 'check_violation', constraint = 'errata_final_is_final';
    end if;
    if current_user = 'tidemark_web' and new.state not in (old.state, 'dropped') then
      raise exception 'the web role can only drop an erratum' using errcode = 'check_violation', constraint = 'errata_web_only_drops';
    end if;
    if old.state = 'proposed' and new.state = 'published' then
      raise exception 'an erratum is compared before it is published' using errcode = 'check_violation', constraint = 'errata_compared_first';
    end if;
    if (new.corrections, new.reason, new.number, new.round_id) is distinct from (old.corrections, old.reason, old.number, old.round_id) then
      raise exception 'an erratum''s words are fixed' using errcode = 'check_violation', constraint = 'errata_are_fixed';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger errata_legal_change before insert or update on errata for each row execute function errata_refuse_illegal_change();
--> statement-breakpoint

-- A proposal to invalidate begins without a consent, and what became of it stays.
create function invalidations_refuse_illegal_change() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (
    tg_op = 'INSERT' and num_nonnulls(new.consented_by, new.consented_at, new.dropped_at) > 0
    or tg_op = 'UPDATE' and num_nonnulls(old.consented_at, old.dropped_at) > 0
  ) then
    raise exception 'a decided proposal can''t be changed' using errcode = 'check_violation', constraint = 'invalidations_decided_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger invalidations_legal_change before insert or update on invalidations for each row execute function invalidations_refuse_illegal_change();
--> statement-breakpoint

-- What a changelog tells as the scorer's or the schedule's act, they have recorded themselves.
create function audit_events_refuse_others_acts() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and new.benchmark_id is not null and (
    new.actor_kind in ('scheduler', 'scorer') or new.act in ('round_sealed', 'round_opened', 'ranking_published', 'rotation_slept_over',
      'refresh_overdue', 'round_replaced', 'round_revealed', 'erratum_compared', 'erratum_published')
  ) then
    raise exception 'the web role can''t record what the scorer does' using errcode = 'check_violation', constraint = 'audit_events_not_the_webs';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger audit_events_begin before insert on audit_events for each row execute function audit_events_refuse_others_acts();
