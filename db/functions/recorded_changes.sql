-- Requires an audit event for each change that the web role makes to these tables: at the end of the
-- transaction, an event of the same transaction, benchmark and round must exist. The trigger's arguments are
-- the accepted events; then, if the event's detail names the changed row, the key in the detail, and the
-- row's column with the same value.
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
      -- Limits the search to events since shortly before this transaction began, by the events' clock, so
      -- that an index can be used.
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

-- Requires that a transaction of the web role that judges flags or handles leak reports also records a public
-- event for each, with the number of those judged or handled so far. The trigger compares the numbers at the
-- end of the transaction. Its arguments are the event, and the key of the number in the event's detail.
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

-- Each line lists a kind of change: its table and statement; the columns, where `*` stands for those that the
-- web role may update and no other line of the table names; a further condition; and the accepted events.
-- db/unseen-changes.db.test.ts tries each column that the web role may update. A deferred trigger can't be
-- replaced: a changed one is dropped and created again, which its stored comment shows.
do $do$
declare
  guard record;
  changed text;
  definition text;
begin
  for guard in
    select *, on_table || '_recorded_' || word as name,
      coalesce(string_agg(nullif(columns, '*'), ' ') over (partition by on_table), '') as named
    from (values
      ('benchmarks', 'created', 'insert', null, 'true', $$'benchmark_created'$$),
      ('benchmarks', 'scheduled', 'update', 'schedule reveals_after_rounds', 'true', $$'schedule_changed'$$),
      ('benchmarks', 'rotated', 'update', 'next_rotation_at', 'true', $$'schedule_changed round_closed'$$),
      ('benchmarks', 'reported', 'update', 'feedback_policy feedback_share', 'true', $$'feedback_policy_changed'$$),
      ('benchmarks', 'changed', 'update', '*', 'true', $$'benchmark_changed operator_acted'$$),
      ('training_files', 'uploaded', 'insert', null, 'true', $$'benchmark_changed'$$),
      ('training_files', 'removed', 'delete', null, 'true', $$'benchmark_changed'$$),
      ('notices', 'announced', 'insert', null, $$new.kind = 'announced'$$, $$'announced'$$),
      ('benchmark_maintainers', 'given', 'insert', null, 'true', $$'benchmark_created invitation_accepted'$$),
      ('benchmark_maintainers', 'changed', 'update', '*', 'true', $$'role_changed invitation_accepted'$$),
      ('benchmark_maintainers', 'taken', 'delete', null, 'true', $$'role_removed'$$),
      ('invitations', 'sent', 'insert', null, 'new.benchmark_id is not null', $$'person_invited', 'invitation', 'invitation_id'$$),
      ('invitations', 'accepted', 'update', 'accepted_at accepted_by', 'new.benchmark_id is not null', $$'invitation_accepted', 'invitation', 'invitation_id'$$),
      ('invitations', 'revoked', 'update', 'revoked_at', 'new.benchmark_id is not null', $$'invitation_revoked', 'invitation', 'invitation_id'$$),
      ('rounds', 'uploaded', 'insert', null, 'true', $$'test_set_uploaded'$$),
      ('rounds', 'planned', 'update', 'title opens_at closes_at', $$old.state = 'draft'$$, $$'draft_changed'$$),
      ('rounds', 'deleted', 'delete', null, 'true', $$'draft_deleted'$$),
      ('rounds', 'closed', 'update', null, $$old.state = 'open' and new.state = 'closed'$$, $$'round_closed'$$),
      ('rounds', 'frozen', 'update', null, $$old.state <> 'frozen' and new.state = 'frozen'$$, $$'round_frozen'$$),
      ('rounds', 'unfrozen', 'update', null, $$old.state = 'frozen' and new.state in ('open', 'closed')$$, $$'round_unfrozen'$$),
      ('rounds', 'invalidated', 'update', null, $$old.state = 'frozen' and new.state = 'invalidated'$$, $$'round_invalidated'$$),
      ('leak_reports', 'reported', 'insert', null, 'true', $$'leak_reported'$$),
      ('leak_reports', 'handled', 'update', '*', 'true', $$'leak_report_handled', 'leak_report', 'leak_report_id'$$),
      ('invalidations', 'proposed', 'insert', null, 'true', $$'invalidation_proposed'$$),
      ('invalidations', 'consented', 'update', 'consented_at consented_by', 'true', $$'round_invalidated'$$),
      ('invalidations', 'dropped', 'update', 'dropped_at', 'true', $$'invalidation_dropped'$$),
      ('leak_overrules', 'proposed', 'insert', null, 'true', $$'leak_overrule_proposed'$$),
      ('leak_overrules', 'consented', 'update', 'consented_at consented_by', 'true', $$'leak_overruled'$$),
      ('leak_overrules', 'dropped', 'update', 'dropped_at', 'true', $$'leak_overrule_dropped'$$),
      ('team_withdrawals', 'proposed', 'insert', null, 'true', $$'team_withdrawal_proposed', 'withdrawal', 'withdrawal_id'$$),
      ('team_withdrawals', 'consented', 'update', 'consented_at consented_by', 'true', $$'team_withdrawn', 'withdrawal', 'withdrawal_id'$$),
      ('team_withdrawals', 'dropped', 'update', 'dropped_at', 'true', $$'team_withdrawal_dropped', 'withdrawal', 'withdrawal_id'$$),
      ('errata', 'proposed', 'insert', null, 'true', $$'erratum_proposed', 'erratum', 'number'$$),
      ('errata', 'consented', 'update', 'consented_by', 'true', $$'erratum_consented', 'erratum', 'number'$$),
      ('errata', 'dropped', 'update', null, $$old.state <> 'dropped' and new.state = 'dropped'$$, $$'erratum_dropped', 'erratum', 'number'$$),
      ('anchors', 'designated', 'insert', null, 'true', $$'anchor_designated', 'version', 'version'$$),
      ('anchors', 'redesignated', 'update', 'designated_at designated_by reason', 'true', $$'anchor_designated', 'version', 'version'$$),
      ('anchors', 'dropped', 'update', 'dropped_at', 'new.dropped_at is not null', $$'anchor_dropped', 'version', 'version'$$),
      ('team_link_proposals', 'proposed', 'insert', null, 'true', $$'link_proposed teams_linked', 'group', 'proposal_id'$$),
      ('team_link_proposals', 'consented', 'update', 'consented_at consented_by', 'true', $$'teams_linked', 'group', 'proposal_id'$$),
      ('team_link_proposals', 'dropped', 'update', 'dropped_at dropped_by', 'true', $$'link_dropped', 'group', 'proposal_id'$$),
      ('linked_teams', 'linked', 'insert', null, 'true', $$'teams_linked', 'group', 'group_id'$$),
      ('linked_teams', 'unlinked', 'update', '*', 'true', $$'teams_unlinked teams_linked'$$),
      ('runner_requests', 'asked', 'insert', null, 'true', $$'runner_requested', 'request', 'runner_request_id'$$),
      ('runner_requests', 'withdrawn', 'delete', null, 'true', $$'runner_request_withdrawn', 'request', 'runner_request_id'$$),
      ('flags', 'judged', 'update', '*', 'true', $$'flag_judged', 'flag', 'flag_id'$$)
    ) as listed (on_table, word, event, columns, is_when, acts)
  loop
    if guard.columns = '*' then
      select string_agg(attname, ' ' order by attnum) into strict changed from pg_attribute
      where attrelid = format('public.%I', guard.on_table)::regclass and attnum > 0 and not attisdropped
        and has_column_privilege('tidemark_web', attrelid, attnum, 'update')
        and attname <> all (string_to_array(guard.named, ' '));
    else
      changed := guard.columns;
    end if;
    select case when changed is null then '' else format('array[%s] is distinct from array[%s] and ',
      string_agg(format('new.%I::text', one), ', '), string_agg(format('old.%I::text', one), ', ')) end
    into definition from string_to_table(changed, ' ') one;
    definition := format('create constraint trigger %I after %s on %I deferrable initially deferred for each row when (%s) execute function changes_are_recorded(%s)',
      guard.name, guard.event, guard.on_table, definition || guard.is_when, guard.acts);
    continue when exists (select from pg_trigger where tgname = guard.name and obj_description(oid, 'pg_trigger') = md5(definition));
    execute format('drop trigger if exists %I on %I', guard.name, guard.on_table);
    execute definition;
    execute format('comment on trigger %I on %I is %L', guard.name, guard.on_table, md5(definition));
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
