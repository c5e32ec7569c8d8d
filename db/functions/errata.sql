create or replace function errata_refuse_illegal_change() returns trigger language plpgsql as $$
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
create or replace trigger errata_legal_change before insert or update on errata for each row execute function errata_refuse_illegal_change();
