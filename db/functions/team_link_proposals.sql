-- A link is proposed by one maintainer and consented to by another, both of whom have the role at the consent; any maintainer may
-- drop it before. The database's clock sets the time, whatever is written.
create or replace function team_link_proposals_ask_two_people() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  clock timestamptz := date_trunc('milliseconds', clock_timestamp());
  is_consent boolean;
  is_drop boolean;
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.consented_by, new.consented_at, new.dropped_by, new.dropped_at) > 0 or not is_maintainer(new.benchmark_id, new.proposed_by) then
      raise exception 'a link begins as the proposal of a maintainer' using errcode = 'check_violation', constraint = 'team_link_proposals_begin_proposed';
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
  if is_consent and (old.proposed_by is null or old.proposed_by = new.consented_by
    or not is_maintainer(old.benchmark_id, old.proposed_by) or not is_maintainer(old.benchmark_id, new.consented_by)) then
    raise exception 'a link is consented to by a second maintainer' using errcode = 'check_violation', constraint = 'team_link_proposals_two_people';
  end if;
  if is_drop and not is_maintainer(old.benchmark_id, new.dropped_by) then
    raise exception 'a link is dropped by a maintainer' using errcode = 'check_violation', constraint = 'team_link_proposals_of_maintainers';
  end if;
  new.consented_at := case when is_consent then clock else old.consented_at end;
  new.dropped_at := case when is_drop then clock else old.dropped_at end;
  return new;
end $$;
create or replace trigger team_link_proposals_decided before insert or update on team_link_proposals for each row
  execute function team_link_proposals_ask_two_people();
