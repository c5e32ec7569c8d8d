-- Returns the group with which a team shares feedback and exposure in a round. A link counts from its
-- creation on; if a single maintainer made it, from the next opening on. A link that has ended still counts
-- in rounds that opened before its end.
create or replace function group_of_team(of_round uuid, of_team uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
      and (not l.is_by_one or l.linked_at <= r.opened_at)
    order by l.unlinked_at desc nulls first, l.linked_at desc limit 1), of_team)
$$;

-- Returns the teams of the team's group. A group's id is never a team's id, so a team without links is alone;
-- a team that has left for another group is omitted. The row estimate is set because the planner's default,
-- 1,000, would make it read the whole round.
create or replace function teams_of_group(of_round uuid, of_team uuid) returns setof uuid language sql stable rows 2
set search_path = pg_catalog, public, pg_temp as $$
  select of_team
  union
  select l.team_id from rounds r join linked_teams l using (benchmark_id)
  where r.round_id = of_round and l.group_id = (select group_of_team(of_round, of_team))
    and group_of_team(of_round, l.team_id) = l.group_id
$$;

-- Returns the group with which a team shares its quota slots in a round, by the links at the opening. A link
-- that begins or ends later changes nothing, so that it neither takes a remaining slot away nor adds one.
create or replace function slot_group_of_team(of_round uuid, of_team uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and l.linked_at <= r.opened_at
      and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
    order by l.linked_at desc limit 1), of_team)
$$;

-- Sets begin and end of a link of teams, whatever is written, under the lock of the benchmark's links: an end
-- dated before an opening would give each team a quota of its own in the open round. `now()` doesn't suffice,
-- because it is the time at which the transaction began.
create or replace function linked_teams_hold_links() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  proposal team_link_proposals;
  -- A link begins after the last opening, even if the clock was set back.
  last_opened_at timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  select max(r.opened_at) into last_opened_at from rounds r where r.benchmark_id = new.benchmark_id;
  if tg_op = 'UPDATE' then
    if old.unlinked_at is not null then
      -- Only the person who unlinked may change, to null when their account is deleted; the end is final.
      if new.unlinked_at is distinct from old.unlinked_at or (new.unlinked_by is distinct from old.unlinked_by and new.unlinked_by is not null) then
        raise exception 'a team is unlinked once' using errcode = 'check_violation', constraint = 'linked_teams_unlinked_once';
      end if;
    elsif new.unlinked_at is not null then
      new.unlinked_at := greatest(date_trunc('milliseconds', clock_timestamp()), last_opened_at);
    end if;
    return new;
  end if;

  -- A link is inserted in the transaction of the second maintainer's consent, or of the proposal if there is
  -- no second maintainer.
  select p.* into proposal from team_link_proposals p
  where p.proposal_id = new.group_id and p.benchmark_id = new.benchmark_id and p.dropped_at is null and p.xmin = pg_current_xact_id()::xid;
  if not found then
    raise exception 'a link is proposed before it is made' using errcode = 'check_violation', constraint = 'linked_teams_proposed';
  end if;
  new.is_by_one := proposal.consented_at is null and proposal.merge_id is null;
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
    raise exception 'a link consists of the named teams, and of those that share with them' using errcode = 'check_violation', constraint = 'linked_teams_of_the_proposal';
  end if;
  new.reason := proposal.reason;
  new.linked_by := coalesce(proposal.consented_by, proposal.proposed_by);

  -- All teams of a group get the same begin: that of the group's first row in this transaction.
  select min(l.linked_at) into new.linked_at from linked_teams l
  where l.benchmark_id = new.benchmark_id and l.group_id = new.group_id
    and l.xmin = pg_current_xact_id()::xid and l.linked_at >= date_trunc('milliseconds', now());
  new.linked_at := coalesce(new.linked_at, greatest(date_trunc('milliseconds', clock_timestamp()), last_opened_at + interval '1 millisecond'));

  -- The new link of a team that was unlinked during the open round gets the end of its last link.
  if new.unlinked_at is not null then
    select max(l.unlinked_at) into new.unlinked_at from linked_teams l
    where l.benchmark_id = new.benchmark_id and l.team_id = new.team_id;
    if new.unlinked_at is null then
      raise exception 'a new link has no end' using errcode = 'check_violation', constraint = 'linked_teams_begins_without_end';
    end if;
  end if;
  return new;
end $$;
create or replace trigger linked_teams_hold before insert or update of unlinked_at, unlinked_by on linked_teams for each row execute function linked_teams_hold_links();

-- Requires that a slot of the round is taken for the team's group. Slots are taken under a shared lock of the
-- benchmark's links, and links are made under an exclusive one: taking a slot waits for a link that began
-- before the opening and isn't committed yet. The queue of advisory locks is fair, so a stream of submissions
-- can't delay a link.
create or replace function round_slots_are_of_the_group() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || (select benchmark_id from rounds where round_id = new.round_id), 0));
  if new.group_id <> slot_group_of_team(new.round_id, new.team_id) then
    raise exception 'a slot belongs to the group of its team' using errcode = 'check_violation', constraint = 'round_slots_of_the_group';
  end if;
  return new;
end $$;
create or replace trigger round_slots_group before insert on round_slots for each row execute function round_slots_are_of_the_group();

-- Requires that a submission's slot of the day belongs to the same group as its slot of the round, which was
-- checked.
create or replace function day_slots_are_of_the_group() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from round_slots s where s.submission_id = new.submission_id and s.team_id = new.team_id and s.group_id = new.group_id
  ) then
    raise exception 'a slot belongs to the group of its team' using errcode = 'check_violation', constraint = 'day_slots_of_the_group';
  end if;
  return new;
end $$;
create or replace trigger day_slots_group before insert on day_slots for each row execute function day_slots_are_of_the_group();

-- Carries the slots used on a day over into the round that opens on that day, under the id of the teams'
-- group in that round, beyond the quota if necessary: neither making a link nor ending it gives a team a
-- second daily quota. No slot is taken concurrently, since no round is open.
create or replace function rounds_carry_day_slots() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  with moving as (
    select s.submission_id, held.group_id, row_number() over (partition by s.day, held.group_id order by s.group_id, s.slot) as place
    from day_slots s, lateral (select slot_group_of_team(new.round_id, s.team_id) as group_id) held
    where s.benchmark_id = new.benchmark_id and s.day >= (new.opened_at at time zone 'UTC')::date and s.group_id <> held.group_id
  )
  update day_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from day_slots t
      where t.benchmark_id = s.benchmark_id and t.group_id = moving.group_id and t.day = s.day)
  from moving where s.submission_id = moving.submission_id;
  return null;
end $$;
revoke all on function rounds_carry_day_slots() from public;
create or replace trigger rounds_day_slots after update of state on rounds for each row
  when (old.state = 'sealed' and new.state = 'open') execute function rounds_carry_day_slots();
