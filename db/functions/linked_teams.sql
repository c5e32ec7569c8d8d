-- Begin and end of a link are set here, under the lock of the benchmark's links, whatever is written: an end backdated before an
-- opening would give each team a quota of its own in the open round. `now()` is as old as the transaction, and so no substitute.
create or replace function linked_teams_hold_links() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  proposal team_link_proposals;
  -- Also where the clock was set back: an open round has opened before this.
  last_opened_at timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  select max(r.opened_at) into last_opened_at from rounds r where r.benchmark_id = new.benchmark_id;
  if tg_op = 'UPDATE' then
    if old.unlinked_at is not null then
      -- The person who unlinked may be deleted; otherwise an end is final.
      if new.unlinked_at is distinct from old.unlinked_at or (new.unlinked_by is distinct from old.unlinked_by and new.unlinked_by is not null) then
        raise exception 'a team is unlinked once' using errcode = 'check_violation', constraint = 'linked_teams_unlinked_once';
      end if;
    elsif new.unlinked_at is not null then
      new.unlinked_at := greatest(date_trunc('milliseconds', clock_timestamp()), last_opened_at);
    end if;
    return new;
  end if;

  -- Made in the transaction of the consent; or of the proposal, where there is no second maintainer.
  select p.* into proposal from team_link_proposals p
  where p.proposal_id = new.group_id and p.benchmark_id = new.benchmark_id and p.dropped_at is null and p.xmin = pg_current_xact_id()::xid;
  if not found then
    raise exception 'a link is proposed before it is made' using errcode = 'check_violation', constraint = 'linked_teams_proposed';
  end if;
  new.is_by_one := proposal.consented_at is null;
  if new.is_by_one and exists (
    select from benchmark_maintainers m
    where m.benchmark_id = new.benchmark_id and m.role in ('owner', 'maintainer') and m.user_id is distinct from proposal.proposed_by
  ) then
    raise exception 'teams are linked by two people' using errcode = 'check_violation', constraint = 'linked_teams_two_people';
  end if;
  if new.team_id <> all (proposal.team_ids) and not exists (
    select from linked_teams mine join linked_teams theirs using (benchmark_id, group_id)
    where mine.benchmark_id = new.benchmark_id and mine.team_id = new.team_id and theirs.team_id = any (proposal.team_ids)
  ) then
    raise exception 'a link is of the teams that were named, and of those that share with them' using errcode = 'check_violation', constraint = 'linked_teams_of_the_proposal';
  end if;
  new.reason := proposal.reason;
  new.linked_by := coalesce(proposal.consented_by, proposal.proposed_by);

  -- The teams of a group are linked at one instant: that of the first row of it in this transaction.
  select min(l.linked_at) into new.linked_at from linked_teams l
  where l.benchmark_id = new.benchmark_id and l.group_id = new.group_id
    and l.xmin = pg_current_xact_id()::xid and l.linked_at >= date_trunc('milliseconds', now());
  new.linked_at := coalesce(new.linked_at, greatest(date_trunc('milliseconds', clock_timestamp()), last_opened_at + interval '1 millisecond'));

  -- A team that was unlinked during the open round joins a new group with the end of its last link.
  if new.unlinked_at is not null then
    select max(l.unlinked_at) into new.unlinked_at from linked_teams l
    where l.benchmark_id = new.benchmark_id and l.team_id = new.team_id;
    if new.unlinked_at is null then
      raise exception 'a link begins without an end' using errcode = 'check_violation', constraint = 'linked_teams_begins_without_end';
    end if;
  end if;
  return new;
end $$;
create or replace trigger linked_teams_hold before insert or update of unlinked_at, unlinked_by on linked_teams for each row execute function linked_teams_hold_links();
