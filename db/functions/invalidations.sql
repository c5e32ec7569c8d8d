-- A proposal to invalidate begins without a consent, and its outcome is final.
create or replace function invalidations_refuse_illegal_change() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (
    tg_op = 'INSERT' and num_nonnulls(new.consented_by, new.consented_at, new.dropped_at) > 0
    or tg_op = 'UPDATE' and num_nonnulls(old.consented_at, old.dropped_at) > 0
  ) then
    raise exception 'a decided proposal can''t be changed' using errcode = 'check_violation', constraint = 'invalidations_decided_once';
  end if;
  return new;
end $$;
create or replace trigger invalidations_legal_change before insert or update on invalidations for each row execute function invalidations_refuse_illegal_change();
