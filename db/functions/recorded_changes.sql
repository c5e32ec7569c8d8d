-- The web role's changes of these tables are recorded, or fail: at the end of the transaction, an audit event of the same
-- transaction, benchmark and round is required. The trigger's arguments are the accepted events; then, where there is one, the
-- member of the event's detail that names the row, and the column with that name.
create or replace function changes_are_recorded() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  changed_row jsonb := case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  of_round uuid := changed_row ->> 'round_id';
  of_benchmark uuid := coalesce(changed_row ->> 'benchmark_id', (select r.benchmark_id::text from rounds r where r.round_id = of_round));
begin
  if current_user <> 'tidemark_web' then
    return null;
  end if;
  if not exists (
    select from audit_events e
    where e.benchmark_id = of_benchmark
      -- Limits the search to shortly before this transaction began, by the clock of the events, so that an index can be used.
      and e.at >= site_clock() - (clock_timestamp() - now()) - interval '1 minute'
      and e.xmin = pg_current_xact_id()::xid
      and e.act = any (string_to_array(tg_argv[0], ' '))
      and (of_round is null or e.round_id = of_round)
      and (tg_nargs < 3 or e.detail ->> tg_argv[1] = changed_row ->> tg_argv[2])
      and (tg_table_name <> 'benchmark_maintainers' or changed_row ->> 'user_id' in (e.user_id::text, e.detail ->> 'person'))
      and (tg_table_name <> 'anchors' or e.detail ->> 'model' = (
        select m.name from models m where m.model_id::text = changed_row ->> 'model_id'))
  ) then
    raise exception '% on % requires one of these audit events: %', lower(tg_op), tg_table_name, tg_argv[0]
      using errcode = 'check_violation', constraint = tg_table_name || '_recorded';
  end if;
  return null;
end $$;

-- The public log has one event for each judged flag and each handled report, with the count so far, which is correct at the end
-- of the transaction. The trigger's arguments are the event and the member of its detail that has the count.
create or replace function changes_are_counted() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  own xid := pg_current_xact_id()::xid;
  of_benchmark uuid := (select r.benchmark_id from rounds r where r.round_id = new.round_id);
  event_count bigint;
  reported_count numeric;
  done bigint;
  done_count bigint;
begin
  if current_user <> 'tidemark_web' then
    return null;
  end if;
  if tg_table_name = 'flags' then
    select count(*) filter (where f.xmin = own), count(f.judged_at) into done, done_count
    from flags f join rounds r using (round_id) where r.benchmark_id = of_benchmark;
  else
    select count(*) filter (where l.xmin = own and l.handled_at is not null), count(l.handled_at) into done, done_count
    from leak_reports l where l.round_id = new.round_id;
  end if;
  select count(*), max((e.detail ->> tg_argv[1])::numeric) into event_count, reported_count
  from audit_events e
  where e.benchmark_id = of_benchmark and e.at >= site_clock() - (clock_timestamp() - now()) - interval '1 minute'
    and e.xmin = own and e.act = tg_argv[0] and (e.round_id is null or e.round_id = new.round_id);
  if event_count < done or reported_count is distinct from done_count then
    raise exception '% of % is published as %', lower(tg_op), tg_table_name, tg_argv[0]
      using errcode = 'check_violation', constraint = tg_table_name || '_reported';
  end if;
  return null;
end $$;

-- A deferred trigger can't be replaced; a changed one gets another name, and a migration drops the old one.
do $do$
declare
  guard record;
begin
  for guard in
    select * from (values
      ('benchmarks', 'created', 'insert', 'true', $$'benchmark_created'$$),
      ('benchmarks', 'scheduled', 'update', 'array[new.schedule::text, new.reveals_after_rounds::text] is distinct from array[old.schedule::text, old.reveals_after_rounds::text]', $$'schedule_changed'$$),
      ('benchmarks', 'rotated', 'update', 'new.next_rotation_at is distinct from old.next_rotation_at', $$'schedule_changed round_closed'$$),
      ('benchmarks', 'reported', 'update', '(new.feedback_policy, new.feedback_share) is distinct from (old.feedback_policy, old.feedback_share)', $$'feedback_policy_changed'$$),
      ('benchmarks', 'worded', 'update', 'array[new.title, new.description, new.rules] is distinct from array[old.title, old.description, old.rules]', $$'benchmark_changed'$$),
      ('benchmark_maintainers', 'given', 'insert', 'true', $$'benchmark_created invitation_accepted'$$),
      ('benchmark_maintainers', 'changed', 'update', 'true', $$'role_changed invitation_accepted'$$),
      ('benchmark_maintainers', 'taken', 'delete', 'true', $$'role_removed'$$),
      ('invitations', 'sent', 'insert', 'true', $$'person_invited', 'invitation', 'invitation_id'$$),
      ('invitations', 'accepted', 'update', 'new.accepted_at is distinct from old.accepted_at', $$'invitation_accepted', 'invitation', 'invitation_id'$$),
      ('invitations', 'revoked', 'update', 'new.revoked_at is distinct from old.revoked_at', $$'invitation_revoked', 'invitation', 'invitation_id'$$),
      ('rounds', 'uploaded', 'insert', 'true', $$'test_set_uploaded'$$),
      ('rounds', 'planned', 'update', $$old.state = 'draft' and array[new.title, new.opens_at::text, new.closes_at::text] is distinct from array[old.title, old.opens_at::text, old.closes_at::text]$$, $$'draft_changed'$$),
      ('rounds', 'deleted', 'delete', 'true', $$'draft_deleted'$$),
      ('rounds', 'closed', 'update', $$old.state = 'open' and new.state = 'closed'$$, $$'round_closed'$$),
      ('rounds', 'frozen', 'update', $$old.state <> 'frozen' and new.state = 'frozen'$$, $$'round_frozen'$$),
      ('rounds', 'unfrozen', 'update', $$old.state = 'frozen' and new.state in ('open', 'closed')$$, $$'round_unfrozen'$$),
      ('rounds', 'invalidated', 'update', $$old.state = 'frozen' and new.state = 'invalidated'$$, $$'round_invalidated'$$),
      ('leak_reports', 'reported', 'insert', 'true', $$'leak_reported'$$),
      ('leak_reports', 'handled', 'update', 'true', $$'leak_report_handled', 'leak_report', 'leak_report_id'$$),
      ('invalidations', 'proposed', 'insert', 'true', $$'invalidation_proposed'$$),
      ('invalidations', 'consented', 'update', 'new.consented_at is distinct from old.consented_at', $$'round_invalidated'$$),
      ('invalidations', 'dropped', 'update', 'new.dropped_at is distinct from old.dropped_at', $$'invalidation_dropped'$$),
      ('leak_overrules', 'proposed', 'insert', 'true', $$'leak_overrule_proposed'$$),
      ('leak_overrules', 'consented', 'update', 'new.consented_at is distinct from old.consented_at', $$'leak_overruled'$$),
      ('leak_overrules', 'dropped', 'update', 'new.dropped_at is distinct from old.dropped_at', $$'leak_overrule_dropped'$$),
      ('errata', 'proposed', 'insert', 'true', $$'erratum_proposed', 'erratum', 'number'$$),
      ('errata', 'consented', 'update', 'new.consented_by is distinct from old.consented_by', $$'erratum_consented', 'erratum', 'number'$$),
      ('errata', 'dropped', 'update', $$old.state <> 'dropped' and new.state = 'dropped'$$, $$'erratum_dropped', 'erratum', 'number'$$),
      ('anchors', 'designated', 'insert', 'true', $$'anchor_designated', 'version', 'version'$$),
      ('anchors', 'redesignated', 'update', 'array[new.designated_at::text, new.designated_by::text, new.reason] is distinct from array[old.designated_at::text, old.designated_by::text, old.reason]', $$'anchor_designated', 'version', 'version'$$),
      ('anchors', 'dropped', 'update', 'new.dropped_at is not null and new.dropped_at is distinct from old.dropped_at', $$'anchor_dropped', 'version', 'version'$$),
      ('team_link_proposals', 'proposed', 'insert', 'true', $$'link_proposed teams_linked', 'group', 'proposal_id'$$),
      ('team_link_proposals', 'consented', 'update', 'new.consented_at is distinct from old.consented_at', $$'teams_linked', 'group', 'proposal_id'$$),
      ('team_link_proposals', 'dropped', 'update', 'new.dropped_at is distinct from old.dropped_at', $$'link_dropped', 'group', 'proposal_id'$$),
      ('linked_teams', 'linked', 'insert', 'true', $$'teams_linked', 'group', 'group_id'$$),
      ('linked_teams', 'unlinked', 'update', 'new.unlinked_at is distinct from old.unlinked_at', $$'teams_unlinked teams_linked'$$),
      ('flags', 'judged', 'update', 'true', $$'flag_judged', 'flag', 'flag_id'$$)
    ) as listed (on_table, word, event, is_when, acts)
  loop
    if not exists (select from pg_trigger where tgname = guard.on_table || '_recorded_' || guard.word) then
      execute format('create constraint trigger %I after %s on %I deferrable initially deferred for each row when (%s) execute function changes_are_recorded(%s)',
        guard.on_table || '_recorded_' || guard.word, guard.event, guard.on_table, guard.is_when, guard.acts);
    end if;
  end loop;
  if not exists (select from pg_trigger where tgname = 'flags_reported') then
    create constraint trigger flags_reported after update on flags deferrable initially deferred for each row
      execute function changes_are_counted('flag_judgement_reported', 'judged_count');
  end if;
  if not exists (select from pg_trigger where tgname = 'leak_reports_reported') then
    create constraint trigger leak_reports_reported after update on leak_reports deferrable initially deferred for each row
      execute function changes_are_counted('leak_report_handled', 'handled_count');
  end if;
end $do$;
