-- The clock that dates people's actions. It is a function, so that a test can replace it without changing the
-- server's clock.
create or replace function site_clock() returns timestamptz language sql volatile as $$ select pg_catalog.clock_timestamp() $$;

-- True if the time is within a minute of now: a service reads the clock once and decides by that time, so the
-- database checks the time instead of setting another. A column's default is the beginning of the
-- transaction.
create or replace function is_now(at timestamptz) returns boolean language plpgsql volatile
set search_path = pg_catalog, public, pg_temp as $$
begin
  return at = now() or abs(extract(epoch from at - site_clock())) <= 60;
end $$;

-- Requires that the web role dates a person's action by the current time, and only once. The trigger's
-- arguments are the columns; a column followed by + may be set again, or reset to null.
create or replace function instants_are_now() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  word text;
  instant text;
  now_in jsonb := to_jsonb(new);
  before jsonb := case tg_op when 'UPDATE' then to_jsonb(old) else '{}' end;
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  foreach word in array tg_argv loop
    instant := rtrim(word, '+');
    continue when now_in ->> instant is not distinct from before ->> instant;
    if before ->> instant is not null and word not like '%+' then
      raise exception '% of % is set once', instant, tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_dated_once';
    end if;
    if now_in ->> instant is not null and not is_now((now_in ->> instant)::timestamptz) then
      raise exception '% of % is not now', instant, tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_dated_now';
    end if;
  end loop;
  return new;
end $$;

create or replace trigger benchmarks_now before insert on benchmarks for each row execute function instants_are_now('created_at');
create or replace trigger benchmark_maintainers_now before insert on benchmark_maintainers for each row execute function instants_are_now('added_at');
create or replace trigger training_files_now before insert on training_files for each row execute function instants_are_now('uploaded_at');
create or replace trigger benchmark_followers_now before insert on benchmark_followers for each row execute function instants_are_now('followed_at');
create or replace trigger submission_notes_now before insert on submission_notes for each row execute function instants_are_now('written_at');
create or replace trigger notices_announced_now before insert on notices for each row
  when (new.kind = 'announced') execute function instants_are_now('created_at');
create or replace trigger sessions_now before insert on sessions for each row execute function instants_are_now('created_at');
create or replace trigger teams_now before insert on teams for each row execute function instants_are_now('created_at');
create or replace trigger team_members_now before insert on team_members for each row execute function instants_are_now('joined_at');
create or replace trigger models_now before insert on models for each row execute function instants_are_now('created_at');
create or replace trigger rounds_now before insert on rounds for each row execute function instants_are_now('created_at');
create or replace trigger runner_requests_now before insert on runner_requests for each row execute function instants_are_now('requested_at');
create or replace trigger invitations_now before insert or update on invitations for each row
  execute function instants_are_now('invited_at', 'accepted_at', 'revoked_at');
create or replace trigger leak_reports_now before insert or update on leak_reports for each row
  execute function instants_are_now('reported_at', 'handled_at');
create or replace trigger invalidations_now before insert or update on invalidations for each row
  execute function instants_are_now('proposed_at', 'consented_at', 'dropped_at');
create or replace trigger leak_overrules_now before insert or update on leak_overrules for each row
  execute function instants_are_now('proposed_at', 'consented_at', 'dropped_at');
create or replace trigger team_withdrawals_now before insert or update on team_withdrawals for each row
  execute function instants_are_now('proposed_at', 'consented_at', 'dropped_at');
create or replace trigger errata_now before insert on errata for each row execute function instants_are_now('proposed_at');
create or replace trigger anchors_now before insert or update on anchors for each row
  execute function instants_are_now('designated_at+', 'dropped_at+');
create or replace trigger flags_now before update on flags for each row execute function instants_are_now('judged_at+');
