grant select on budgets to tidemark_web;

-- Adds an amount to what a person has used of a budget (lib/core/quota/budgets.ts, by the view that
-- db/migrate.ts makes), and refuses when the budget is used up. The row is locked until the transaction ends,
-- so that parallel transactions of the person count this amount too. The scorer is never refused, since it
-- records what has already happened; session_user tells the roles apart, since triggers run with the rights
-- of the tables' owner. An amount of 0 only checks the budget.
create or replace function spend_budget(person uuid, what budget_name, amount_more bigint) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  rule budgets;
  at constant timestamptz := site_clock();
  spent spent_budgets;
begin
  select * into strict rule from budgets where name = what;
  if amount_more > 0 then
    insert into spent_budgets as s (user_id, budget, began_at, amount) values (person, what, at, amount_more)
    on conflict (user_id, budget) do update set
      began_at = case when s.began_at + rule.length > at then s.began_at else at end,
      amount = case when s.began_at + rule.length > at then s.amount else 0 end + amount_more
    returning * into spent;
  else
    select * into spent from spent_budgets s where s.user_id = person and s.budget = what and s.began_at + rule.length > at;
  end if;
  if session_user = 'tidemark_web' and (spent.amount > rule.amount_max or (amount_more = 0 and spent.amount = rule.amount_max)) then
    raise exception 'the budget % is spent: at most %, again in % s', what, rule.amount_max,
      greatest(1, ceil(extract(epoch from spent.began_at + rule.length - at)))
      using errcode = 'check_violation', constraint = 'spent_budgets_max';
  end if;
end $$;
revoke all on function spend_budget(uuid, budget_name, bigint) from public;

create or replace function audit_events_spend() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  what budget_name;
begin
  for what in select name from budgets where events && array[new.act, '*'] order by name loop
    perform spend_budget(new.user_id, what, 1);
  end loop;
  return null;
end $$;
revoke all on function audit_events_spend() from public;
create or replace trigger audit_events_spend after insert on audit_events for each row
  when (new.user_id is not null) execute function audit_events_spend();

-- Trigger that spends a budget for each inserted row. Its arguments: the budget, the column of the person,
-- the column of the amount or a number.
create or replace function rows_spend() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  in_row constant jsonb := to_jsonb(new);
  person constant uuid := in_row ->> tg_argv[1];
begin
  if person is not null then
    perform spend_budget(person, tg_argv[0]::budget_name, coalesce(in_row ->> tg_argv[2], tg_argv[2])::bigint);
  end if;
  return null;
end $$;
revoke all on function rows_spend() from public;

create or replace trigger rounds_spend after insert on rounds for each row
  execute function rows_spend('bytes', 'uploaded_by', 'test_set_byte_count');
create or replace trigger training_files_spend after insert on training_files for each row
  execute function rows_spend('bytes', 'uploaded_by', 'byte_count');
-- The trigger is deferred, so that submissions of one person wait for each other only at the end of their
-- transactions: until then they hold the round's lock, for which a close waits.
do $do$ begin
  if not exists (select from pg_trigger where tgname = 'submissions_spend') then
    create constraint trigger submissions_spend after insert on submissions deferrable initially deferred for each row
      when (not new.is_automatic and new.kind <> 'container') execute function rows_spend('bytes', 'user_id', 'file_byte_count');
    create constraint trigger submissions_spend_image after insert on submissions deferrable initially deferred for each row
      when (not new.is_automatic and new.kind = 'container') execute function rows_spend('image_bytes', 'user_id', 'file_byte_count');
  end if;
end $do$;
create or replace trigger dry_runs_spend after insert on dry_runs for each row execute function rows_spend('dry_runs', 'user_id', '1');
create or replace trigger dry_runs_spend_image after insert on dry_runs for each row
  when (new.kind = 'container') execute function rows_spend('image_bytes', 'user_id', 'byte_count');
create or replace trigger leak_reports_spend after insert on leak_reports for each row
  execute function rows_spend('leak_reports', 'user_id', '1');

-- A rejected model uses no quota slot, so rejections have a budget, which is checked when the person's next
-- model is submitted. An automatic evaluation doesn't count, since its outcome is secret until the close.
create or replace trigger submissions_spend_rejected after update of state on submissions for each row
  when (new.version_id is not null and not new.is_automatic and new.state = 'rejected' and old.state <> 'rejected')
  execute function rows_spend('rejected_models', 'user_id', '1');
create or replace trigger dry_runs_spend_rejected after update of state on dry_runs for each row
  when (new.state = 'rejected' and old.state <> 'rejected') execute function rows_spend('rejected_models', 'user_id', '1');
create or replace trigger submissions_need_few_rejected after insert on submissions for each row
  when (new.version_id is not null and not new.is_automatic) execute function rows_spend('rejected_models', 'user_id', '0');
create or replace trigger dry_runs_need_few_rejected after insert on dry_runs for each row
  execute function rows_spend('rejected_models', 'user_id', '0');

create or replace trigger teams_spend after insert on teams for each row execute function rows_spend('teams', 'founded_by', '1');
create or replace trigger former_team_names_spend after insert on former_team_names for each row
  execute function rows_spend('teams', 'renamed_by', '1');
create or replace trigger team_pseudonyms_spend after insert on team_pseudonyms for each row
  execute function rows_spend('teams', 'set_by', '1');
create or replace trigger invitations_spend after insert on invitations for each row
  when (new.team_id is not null) execute function rows_spend('mails', 'invited_by', '1');
create or replace trigger team_merges_spend after insert on team_merges for each row execute function rows_spend('mails', 'asked_by', '1');
