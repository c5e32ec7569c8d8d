create or replace function submissions_begin_queued() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (new.state <> 'queued' or new.attempt <> 0 or new.evidence <> 'in-round' or
      num_nonnulls(new.feedback, new.finished_at, new.code, new.message, new.line, new."column") > 0) then
    raise exception 'a submission begins in the queue' using errcode = 'check_violation', constraint = 'submissions_begin_queued';
  end if;
  return new;
end $$;
create or replace trigger submissions_begin before insert on submissions for each row execute function submissions_begin_queued();

-- A final state is final: a late scorer can't bring a submission back.
create or replace function submissions_refuse_leaving_final_state() returns trigger language plpgsql as $$
begin
  if old.state in ('scored', 'rejected', 'failed') and new.state <> old.state then
    raise exception 'a % submission can''t become %', old.state, new.state using errcode = 'check_violation', constraint = 'submissions_final_is_final';
  end if;
  return new;
end $$;
create or replace trigger submissions_final_state before update on submissions for each row execute function submissions_refuse_leaving_final_state();

-- An answer is given once: whoever asks, whatever is retried, none is taken back or exchanged.
create or replace function submissions_refuse_second_answer() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.feedback is not null and new.feedback is distinct from old.feedback then
    raise exception 'a submission has had its answer' using errcode = 'check_violation', constraint = 'submissions_answered_once';
  end if;
  return new;
end $$;
create or replace trigger submissions_one_answer before update of feedback on submissions for each row execute function submissions_refuse_second_answer();
