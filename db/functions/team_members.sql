-- The creator of a team is in it, and no person joins it later: a label holder could make a rival's team a host, which is never
-- ranked, for good.
create or replace function team_members_come_first() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and exists (select from team_members m where m.team_id = new.team_id) then
    raise exception 'nobody joins a team' using errcode = 'check_violation', constraint = 'team_members_come_first';
  end if;
  return new;
end $$;
create or replace trigger team_members_own before insert on team_members for each row execute function team_members_come_first();
