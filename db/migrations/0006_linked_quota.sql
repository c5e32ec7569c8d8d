ALTER TABLE "linked_teams" DROP CONSTRAINT "linked_teams_group_id_teams_team_id_fk";
--> statement-breakpoint
ALTER TABLE "day_slots" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "round_slots" ADD COLUMN "group_id" uuid;--> statement-breakpoint
-- Nobody was linked so far.
update day_slots set group_id = team_id;--> statement-breakpoint
update round_slots set group_id = team_id;--> statement-breakpoint
ALTER TABLE "day_slots" ALTER COLUMN "group_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "round_slots" ALTER COLUMN "group_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "linked_teams" ADD COLUMN "unlinked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "linked_teams" ADD COLUMN "unlinked_by" uuid;--> statement-breakpoint
ALTER TABLE "linked_teams" ADD CONSTRAINT "linked_teams_unlinked_by_users_user_id_fk" FOREIGN KEY ("unlinked_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "linked_teams_one_group_at_once_key" ON "linked_teams" USING btree ("benchmark_id","team_id") WHERE "linked_teams"."unlinked_at" is null;--> statement-breakpoint
ALTER TABLE "day_slots" DROP CONSTRAINT "day_slots_pkey";
--> statement-breakpoint
ALTER TABLE "day_slots" ADD CONSTRAINT "day_slots_pkey" PRIMARY KEY("benchmark_id","group_id","day","slot");--> statement-breakpoint
ALTER TABLE "round_slots" DROP CONSTRAINT "round_slots_pkey";
--> statement-breakpoint
ALTER TABLE "round_slots" ADD CONSTRAINT "round_slots_pkey" PRIMARY KEY("round_id","group_id","slot");--> statement-breakpoint
ALTER TABLE "linked_teams" DROP CONSTRAINT "linked_teams_pkey";
--> statement-breakpoint
ALTER TABLE "linked_teams" ADD CONSTRAINT "linked_teams_pkey" PRIMARY KEY("benchmark_id","team_id","group_id");--> statement-breakpoint

revoke delete on linked_teams from tidemark_web;
--> statement-breakpoint
grant update (unlinked_at, unlinked_by) on linked_teams to tidemark_web;
--> statement-breakpoint

-- Whose quota and answers a team's are in a round. What was unlinked still holds in the rounds that had opened by then.
create function group_of_team(of_round uuid, of_team uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
    order by l.unlinked_at desc nulls first, l.linked_at desc limit 1), of_team)
$$;
--> statement-breakpoint

-- Slots are taken with the links of the benchmark held shared, and links made with them held alone: nobody can be linked
-- between the look at the group and its slot. The queue of advisory locks is fair, so a stream of submissions can't keep a link waiting.
create function round_slots_are_of_the_group() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || (select benchmark_id from rounds where round_id = new.round_id), 0));
  if new.group_id <> group_of_team(new.round_id, new.team_id) then
    raise exception 'a slot is of the group of its team' using errcode = 'check_violation', constraint = 'round_slots_of_the_group';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger round_slots_group before insert on round_slots for each row execute function round_slots_are_of_the_group();
--> statement-breakpoint

-- A submission's slot of the day is of the same group as its slot of the round, which was checked.
create function day_slots_are_of_the_group() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select from round_slots s where s.submission_id = new.submission_id and s.team_id = new.team_id and s.group_id = new.group_id
  ) then
    raise exception 'a slot is of the group of its team' using errcode = 'check_violation', constraint = 'day_slots_of_the_group';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger day_slots_group before insert on day_slots for each row execute function day_slots_are_of_the_group();
--> statement-breakpoint

create function linked_teams_hold_links() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  if tg_op = 'UPDATE' and old.unlinked_at is not null then
    raise exception 'a team is unlinked once' using errcode = 'check_violation', constraint = 'linked_teams_unlinked_once';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger linked_teams_hold before insert or update of unlinked_at, unlinked_by on linked_teams for each row execute function linked_teams_hold_links();
--> statement-breakpoint

-- What the teams have used adds up, in the rounds that aren't over and on the days from the link's own on, beyond a limit if
-- need be: their slots go under the group's id, with new numbers.
create function linked_teams_gather_slots() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  with moving as (
    select s.submission_id, group_of_team(s.round_id, s.team_id) as group_id,
      row_number() over (partition by s.round_id, group_of_team(s.round_id, s.team_id) order by s.group_id, s.slot) as place
    from round_slots s join rounds r using (round_id)
    join (select distinct benchmark_id, team_id from linked) l on l.benchmark_id = r.benchmark_id and l.team_id = s.team_id
    where r.state in ('open', 'frozen') and s.group_id <> group_of_team(s.round_id, s.team_id)
  )
  update round_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from round_slots t where t.round_id = s.round_id and t.group_id = moving.group_id)
  from moving where s.submission_id = moving.submission_id;

  with moving as (
    select s.submission_id, l.group_id,
      row_number() over (partition by s.day, l.group_id order by s.group_id, s.slot) as place
    from day_slots s join linked l using (benchmark_id, team_id)
    where s.day >= (l.linked_at at time zone 'UTC')::date and s.group_id <> l.group_id
  )
  update day_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from day_slots t
      where t.benchmark_id = s.benchmark_id and t.group_id = moving.group_id and t.day = s.day)
  from moving where s.submission_id = moving.submission_id;
  return null;
end $$;
--> statement-breakpoint
revoke all on function linked_teams_gather_slots() from public;
--> statement-breakpoint
create trigger linked_teams_gather after insert on linked_teams referencing new table as linked for each statement execute function linked_teams_gather_slots();
