create or replace function errata_refuse_illegal_change() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (tg_op = 'INSERT' and (new.state <> 'proposed' or num_nonnulls(new.score_changes, new.compared_at, new.consented_by, new.consented_at,
      new.objections_until, new.published_at, new.published_by, new.document, new.signature) > 0)) then
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

-- An erratum is published by two people, and after an objection period, for every role, and by this clock alone.
create or replace function errata_ask_two_people() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.score_changes, new.compared_at) is distinct from (old.score_changes, old.compared_at) then
    -- The consent was to another comparison.
    new.consented_by := null;
    new.consented_at := null;
    new.objections_until := null;
  elsif new.consented_by is not distinct from old.consented_by then
    new.consented_at := old.consented_at;
    new.objections_until := old.objections_until;
  elsif new.consented_by is null then
    new.consented_at := null;
    new.objections_until := null;
  elsif old.consented_by is not null then
    raise exception 'an erratum is consented to once' using errcode = 'check_violation', constraint = 'errata_consented_once';
  elsif old.state <> 'compared' or new.state <> 'compared' then
    raise exception 'what an erratum changes is known before somebody consents' using errcode = 'check_violation', constraint = 'errata_compared_first';
  elsif new.proposed_by is null or new.proposed_by = new.consented_by then
    raise exception 'an erratum is consented to by a second person' using errcode = 'check_violation', constraint = 'errata_two_people';
  else
    new.consented_at := date_trunc('milliseconds', site_clock());
    new.objections_until := new.consented_at + objection_period();
  end if;
  if new.state = 'published' then
    if new.proposed_by is null or new.consented_by is null or new.proposed_by = new.consented_by then
      raise exception 'an erratum is published by two people' using errcode = 'check_violation', constraint = 'errata_published_by_two';
    end if;
    if site_clock() < new.objections_until then
      raise exception 'an erratum is published once its time for objections is over' using errcode = 'check_violation', constraint = 'errata_objections_first';
    end if;
  end if;
  return new;
end $$;
create or replace trigger errata_two_people before update on errata for each row execute function errata_ask_two_people();
