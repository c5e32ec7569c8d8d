-- Errata, invalidations of rounds, links of teams, overruled leak checks and withdrawals of teams require two
-- people: a maintainer proposes, and a second person consents.

create or replace function is_maintainer(of_benchmark uuid, of_person uuid) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from benchmark_maintainers where benchmark_id = of_benchmark and user_id = of_person and role in ('owner', 'maintainer'))
$$;

-- Checks the second person: another maintainer or, with the argument `or_operator`, an operator of the site.
-- A proposal is void once its proposer has lost the role.
create or replace function proposals_take_two_people() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_benchmark uuid := coalesce(to_jsonb(new) ->> 'benchmark_id', (
    select r.benchmark_id::text from rounds r where r.round_id = (to_jsonb(new) ->> 'round_id')::uuid));
begin
  if tg_op = 'INSERT' then
    if to_jsonb(new) ->> 'merge_id' is not null then
      if not is_link_of_merge((to_jsonb(new) ->> 'merge_id')::uuid, of_benchmark, new.team_ids) then
        raise exception 'a merge links its own teams' using errcode = 'check_violation', constraint = tg_table_name || '_of_merges';
      end if;
    elsif current_user = 'tidemark_web' and not is_maintainer(of_benchmark, new.proposed_by) then
      raise exception '% are proposed by maintainers', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_of_maintainers';
    end if;
  elsif new.consented_by is not null and new.consented_by is distinct from old.consented_by then
    if old.consented_by is not null then
      raise exception '% are consented to once', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_consented_once';
    end if;
    if not is_maintainer(of_benchmark, old.proposed_by) then
      raise exception 'the proposer is no longer a maintainer' using errcode = 'check_violation', constraint = tg_table_name || '_void';
    end if;
    if new.proposed_by is null or new.consented_by in (old.proposed_by, new.proposed_by) then
      raise exception '% are consented to by a second person', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_two_people';
    end if;
    if not is_maintainer(of_benchmark, new.consented_by) and not (tg_nargs > 0 and exists (
      select from users u where u.user_id = new.consented_by and u.is_operator)) then
      raise exception '% are consented to by maintainers', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_of_maintainers';
    end if;
  end if;
  return new;
end $$;
create or replace trigger errata_second_person before insert or update of consented_by on errata for each row
  execute function proposals_take_two_people('or_operator');
create or replace trigger invalidations_second_person before insert or update of consented_by on invalidations for each row
  execute function proposals_take_two_people('or_operator');
create or replace trigger leak_overrules_second_person before insert or update of consented_by on leak_overrules for each row
  execute function proposals_take_two_people();
create or replace trigger team_withdrawals_second_person before insert or update of consented_by on team_withdrawals for each row
  execute function proposals_take_two_people('or_operator');
create or replace trigger team_link_proposals_second_person before insert or update of consented_by on team_link_proposals for each row
  execute function proposals_take_two_people();

-- Requires that a proposal to invalidate, to overrule or to withdraw begins without a consent, and that its
-- outcome is final.
create or replace function proposals_are_decided_once() returns trigger language plpgsql as $$
begin
  if current_user = 'tidemark_web' and (
    tg_op = 'INSERT' and num_nonnulls(new.consented_by, new.consented_at, new.dropped_at) > 0
    or tg_op = 'UPDATE' and num_nonnulls(old.consented_at, old.dropped_at) > 0
  ) then
    raise exception 'a decided proposal can''t be changed' using errcode = 'check_violation', constraint = tg_table_name || '_decided_once';
  end if;
  return new;
end $$;
create or replace trigger invalidations_legal_change before insert or update on invalidations for each row execute function proposals_are_decided_once();
create or replace trigger leak_overrules_legal_change before insert or update on leak_overrules for each row execute function proposals_are_decided_once();
create or replace trigger team_withdrawals_legal_change before insert or update on team_withdrawals for each row execute function proposals_are_decided_once();

-- Requires, for the withdrawal of a team from a revealed round, that the scorer flagged the team as one of
-- two with the same or nearly the same files.
create or replace function team_withdrawals_name_a_flagged_team() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from rounds r join flags f using (round_id) join submissions s using (round_id)
    where r.round_id = new.round_id and r.state = 'revealed' and f.flag_id = new.flag_id and f.kind in ('near-copy', 'equal-file')
      and s.team_id = new.team_id and s.submission_id::text in (f.flag ->> 'first', f.flag ->> 'second')
  ) then
    raise exception 'a withdrawn team is one of a flagged pair of a revealed round' using errcode = 'check_violation', constraint = 'team_withdrawals_of_flagged';
  end if;
  return new;
end $$;
create or replace trigger team_withdrawals_flagged before insert on team_withdrawals for each row
  execute function team_withdrawals_name_a_flagged_team();

-- Withdraws every scored submission of the team, in the transaction of the consent.
create or replace function team_withdrawals_withdraw() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  update submissions set withdrawn_at = new.consented_at
  where round_id = new.round_id and team_id = new.team_id and state = 'scored' and withdrawn_at is null;
  return null;
end $$;
revoke all on function team_withdrawals_withdraw() from public;
create or replace trigger team_withdrawals_consented after update of consented_at, consented_by on team_withdrawals for each row
  when (num_nonnulls(new.consented_at, new.consented_by) = 2 and num_nonnulls(old.consented_at, old.consented_by) < 2)
  execute function team_withdrawals_withdraw();

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
      raise exception 'corrections and reason of an erratum are fixed' using errcode = 'check_violation', constraint = 'errata_are_fixed';
    end if;
  end if;
  return new;
end $$;
create or replace trigger errata_legal_change before insert or update on errata for each row execute function errata_refuse_illegal_change();

-- Requires for every role that an erratum is published only after the consent and an objection period,
-- measured by this clock.
create or replace function errata_wait_for_objections() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.score_changes, new.compared_at) is distinct from (old.score_changes, old.compared_at) or new.consented_by is null then
    -- The consent was given to another comparison of scores, or is withdrawn, so it doesn't count.
    new.consented_by := null;
    new.consented_at := null;
    new.objections_until := null;
  elsif new.consented_by is not distinct from old.consented_by then
    new.consented_at := old.consented_at;
    new.objections_until := old.objections_until;
  elsif old.state <> 'compared' or new.state <> 'compared' then
    raise exception 'an erratum is compared before the consent' using errcode = 'check_violation', constraint = 'errata_compared_first';
  else
    new.consented_at := date_trunc('milliseconds', site_clock());
    new.objections_until := new.consented_at + objection_period();
  end if;
  if new.state = 'published' then
    if new.proposed_by is null or new.consented_by is null or new.proposed_by = new.consented_by then
      raise exception 'an erratum is published by two people' using errcode = 'check_violation', constraint = 'errata_published_by_two';
    end if;
    if site_clock() < new.objections_until then
      raise exception 'an erratum is published after its objection period' using errcode = 'check_violation', constraint = 'errata_objections_first';
    end if;
  end if;
  return new;
end $$;
create or replace trigger errata_two_people before update on errata for each row execute function errata_wait_for_objections();

-- Requires that a link of teams is decided once: a second maintainer consents, or any maintainer drops the
-- proposal. The database's clock sets the time, whatever is written.
create or replace function team_link_proposals_are_decided_once() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  clock timestamptz := date_trunc('milliseconds', clock_timestamp());
  is_consent boolean;
  is_drop boolean;
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.consented_by, new.consented_at, new.dropped_by, new.dropped_at) > 0 then
      raise exception 'a link begins as a proposal' using errcode = 'check_violation', constraint = 'team_link_proposals_begin_proposed';
    end if;
    new.proposed_at := clock;
    return new;
  end if;

  is_consent := new.consented_by is not null and new.consented_by is distinct from old.consented_by;
  is_drop := new.dropped_by is not null and new.dropped_by is distinct from old.dropped_by;
  if (is_consent or is_drop or current_user = 'tidemark_web')
    and (num_nonnulls(old.consented_at, old.dropped_at) > 0 or is_consent and is_drop
      or exists (select from linked_teams l where l.benchmark_id = old.benchmark_id and l.group_id = old.proposal_id)) then
    raise exception 'a link is decided once' using errcode = 'check_violation', constraint = 'team_link_proposals_decided_once';
  end if;
  if is_drop and not is_maintainer(old.benchmark_id, new.dropped_by) then
    raise exception 'a link is dropped by a maintainer' using errcode = 'check_violation', constraint = 'team_link_proposals_of_maintainers';
  end if;
  new.consented_at := case when is_consent then clock else old.consented_at end;
  new.dropped_at := case when is_drop then clock else old.dropped_at end;
  return new;
end $$;
create or replace trigger team_link_proposals_decided before insert or update on team_link_proposals for each row
  execute function team_link_proposals_are_decided_once();
