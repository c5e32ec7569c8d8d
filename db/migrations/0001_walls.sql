-- Wall 2: who may touch what. The roles are made by db/migrate.ts before this runs; neither bypasses row security.
revoke all on schema public from public;
--> statement-breakpoint
revoke all on schema hidden from public;
--> statement-breakpoint
grant usage on schema public to tidemark_web, tidemark_scorer;
--> statement-breakpoint
grant usage on schema hidden to tidemark_scorer;
--> statement-breakpoint

-- The web process: people and their requests. It reads what is published and can't write it.
grant select, insert, update, delete on users, accounts, sessions, verification_tokens, api_tokens, teams, team_members, inbox_mails to tidemark_web;
--> statement-breakpoint
grant select, insert on benchmarks to tidemark_web;
--> statement-breakpoint
-- What decides a score (task, classes, metric, direction) and what limits it can't be changed by the web role.
grant update (title, description, rules) on benchmarks to tidemark_web;
--> statement-breakpoint
grant select, insert, delete on benchmark_maintainers to tidemark_web;
--> statement-breakpoint
grant select, insert on rounds, models to tidemark_web;
--> statement-breakpoint
grant update (title, opens_at, closes_at, state, closed_at) on rounds to tidemark_web;
--> statement-breakpoint
grant select, insert on submissions to tidemark_web;
--> statement-breakpoint
grant update (withdrawn_at, user_id) on submissions to tidemark_web;
--> statement-breakpoint
grant select, insert on round_slots, day_slots to tidemark_web;
--> statement-breakpoint
grant select on snapshots, scorer_heartbeats to tidemark_web;
--> statement-breakpoint

-- The scorer: rounds, submissions and what it publishes. It sees no person, no session, no token.
grant select on benchmarks, models, teams, round_slots, day_slots to tidemark_scorer;
--> statement-breakpoint
grant select on rounds, submissions to tidemark_scorer;
--> statement-breakpoint
grant update (state, opens_at, closes_at, opened_at, closed_at, sealed_at, checked_at, check_report, item_count, feedback_count, final_count, scorer_version, feedback_policy) on rounds to tidemark_scorer;
--> statement-breakpoint
grant update (state, deadline_at, attempt, finished_at, code, message, line, "column", feedback) on submissions to tidemark_scorer;
--> statement-breakpoint
-- A platform failure gives the slot back; nothing else deletes one.
grant delete on round_slots, day_slots to tidemark_scorer;
--> statement-breakpoint
grant select, insert on snapshots to tidemark_scorer;
--> statement-breakpoint
grant select, insert, update, delete on scorer_heartbeats to tidemark_scorer;
--> statement-breakpoint
grant select, insert on all tables in schema hidden to tidemark_scorer;
--> statement-breakpoint

-- States move along the arrows of lib/core/round/round-state.ts and no others, whoever asks.
create function rounds_refuse_illegal_change() returns trigger language plpgsql as $$
begin
  if old.state <> new.state and (old.state, new.state) not in (('draft', 'sealed'), ('sealed', 'open'), ('open', 'closed')) then
    raise exception 'a round can''t go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'rounds_legal_transition';
  end if;
  -- Sealing and opening are the scorer's: the web role can only close.
  if old.state <> new.state and new.state <> 'closed' and current_user = 'tidemark_web' then
    raise exception 'the web role can''t bring a round to %', new.state using errcode = 'check_violation', constraint = 'rounds_web_only_closes';
  end if;
  if old.state <> 'draft' and (new.item_count, new.feedback_count, new.final_count, new.sealed_at, new.scorer_version, new.feedback_policy)
    is distinct from (old.item_count, old.feedback_count, old.final_count, old.sealed_at, old.scorer_version, old.feedback_policy) then
    raise exception 'a sealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_sealed_is_immutable';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger rounds_legal_change before update on rounds for each row execute function rounds_refuse_illegal_change();
--> statement-breakpoint

-- What the web role inserts is a beginning: nothing checked, sealed, scored or answered.
create function rounds_begin_as_drafts() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (new.state <> 'draft' or
      num_nonnulls(new.sealed_at, new.opened_at, new.closed_at, new.checked_at, new.check_report, new.item_count,
        new.feedback_count, new.final_count, new.scorer_version, new.feedback_policy) > 0) then
    raise exception 'a round begins as a draft' using errcode = 'check_violation', constraint = 'rounds_begin_as_drafts';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger rounds_begin before insert on rounds for each row execute function rounds_begin_as_drafts();
--> statement-breakpoint

create function submissions_begin_queued() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (new.state <> 'queued' or new.attempt <> 0 or new.evidence <> 'in-round' or
      num_nonnulls(new.feedback, new.finished_at, new.code, new.message, new.line, new."column") > 0) then
    raise exception 'a submission begins in the queue' using errcode = 'check_violation', constraint = 'submissions_begin_queued';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger submissions_begin before insert on submissions for each row execute function submissions_begin_queued();
--> statement-breakpoint

-- A final state is final: a late scorer can't bring a submission back.
create function submissions_refuse_leaving_final_state() returns trigger language plpgsql as $$
begin
  if old.state in ('scored', 'rejected', 'failed') and new.state <> old.state then
    raise exception 'a % submission can''t become %', old.state, new.state using errcode = 'check_violation', constraint = 'submissions_final_is_final';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger submissions_final_state before update on submissions for each row execute function submissions_refuse_leaving_final_state();
--> statement-breakpoint

-- The scorer owns the queue's tables; the web process adds jobs through one function of this schema.
create schema queue;
--> statement-breakpoint
grant usage on schema queue to tidemark_web;
--> statement-breakpoint
grant usage, create on schema queue to tidemark_scorer;
