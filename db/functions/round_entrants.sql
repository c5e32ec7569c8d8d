-- Binds people to the team for which they submit in a round; the primary key of round_entrants guarantees one
-- team for each person. Every member of a team is bound by its first submission, or by joining later, until
-- the close. A team's bound people count towards its maximum size, so that members who come and go don't
-- exceed it.
create or replace function bind_to_team(of_round uuid, of_team uuid, people uuid[]) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  size_max int;
begin
  -- Inserts people in a fixed order, so that two teams with the same people don't deadlock.
  insert into round_entrants (round_id, user_id, team_id, bound_at)
  select of_round, person, of_team, date_trunc('milliseconds', site_clock()) from unnest(people) person order by person
  on conflict (round_id, user_id) do nothing;
  if exists (select from round_entrants e where e.round_id = of_round and e.user_id = any (people) and e.team_id <> of_team) then
    raise exception 'a person submits for one team in a round' using errcode = 'unique_violation', constraint = 'round_entrants_pkey';
  end if;
  select b.team_size_max into strict size_max from benchmarks b join rounds r using (benchmark_id) where r.round_id = of_round;
  if (select count(*) from round_entrants e where e.round_id = of_round and e.team_id = of_team) > size_max then
    raise exception 'a team of this round has at most % people', size_max using errcode = 'check_violation', constraint = 'round_entrants_team_size';
  end if;
end $$;
revoke all on function bind_to_team(uuid, uuid, uuid[]) from public;

-- Binds a team's members at a submission. An automatic evaluation binds no one: it uses no slot and gets no
-- feedback.
create or replace function submissions_bind_members() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  people uuid[];
begin
  perform from teams t where t.team_id = new.team_id for share;
  people := array(select m.user_id from team_members m where m.team_id = new.team_id);
  -- The submitter may have left the team since the statement began.
  if session_user = 'tidemark_web' and new.user_id <> all (people) then
    raise exception 'a submission is sent by a member of its model''s team' using errcode = 'check_violation', constraint = 'submissions_of_a_team';
  end if;
  perform bind_to_team(new.round_id, new.team_id, people);
  return null;
end $$;
revoke all on function submissions_bind_members() from public;
create or replace trigger submissions_bind after insert on submissions for each row
  when (not new.is_automatic) execute function submissions_bind_members();

create or replace function team_members_bind_late() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_round uuid;
begin
  for of_round in
    select distinct e.round_id from round_entrants e join rounds r using (round_id)
    where e.team_id = new.team_id and r.state in ('open', 'frozen') and r.closed_at is null order by 1
  loop
    perform bind_to_team(of_round, new.team_id, array[new.user_id]);
  end loop;
  return null;
end $$;
revoke all on function team_members_bind_late() from public;
create or replace trigger team_members_bind after insert on team_members for each row execute function team_members_bind_late();
