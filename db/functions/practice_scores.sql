-- The web role requests practice of a model that is being submitted, on a revealed round only, never on one whose labels are
-- hidden.
create or replace function practice_scores_begin() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and not exists (
    select from submissions s join rounds own on own.round_id = s.round_id join rounds r on r.benchmark_id = own.benchmark_id
    where s.submission_id = new.submission_id and s.version_id is not null and is_now(s.received_at)
      and r.round_id = new.round_id and r.state = 'revealed'
  ) then
    raise exception 'practice is of a model that is sent now, on a revealed round' using errcode = 'check_violation', constraint = 'practice_scores_of_revealed';
  end if;
  return new;
end $$;
create or replace trigger practice_scores_begin before insert on practice_scores for each row execute function practice_scores_begin();
