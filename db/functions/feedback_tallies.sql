-- Refuses feedback beyond the round's limit for a group of linked teams. The rows of the whole group are
-- locked before they are counted, so that two of its teams can't exceed the limit concurrently. Teams that
-- exceed it because they were linked keep their past feedback, and get no more. In rounds whose exposure
-- consists of charges (lib/core/exposure/exposure.ts), also refuses feedback that would raise the group's
-- charges above the capacity of its feedback split, 2*pi*n*tau^2 exact scores.
create or replace function feedback_tallies_hold_cap() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  cap integer;
  mine integer := new.score_count + new.improvement_count + new.refusal_count;
  others integer;
  others_charge double precision;
  budget double precision;
begin
  if tg_op = 'UPDATE' and (new.score_count < old.score_count or new.improvement_count < old.improvement_count or new.refusal_count < old.refusal_count
    or new.charge < old.charge or new.alone_charge < old.alone_charge) then
    raise exception 'feedback can''t be removed' using errcode = 'check_violation', constraint = 'feedback_tallies_only_grow';
  end if;
  if mine = 0 or (tg_op = 'UPDATE' and mine = old.score_count + old.improvement_count + old.refusal_count and new.charge = old.charge) then
    return new;
  end if;
  select feedback_cap, case when feedback_policy in ('guarded-ladder', 'exact-with-budget')
      then 2 * pi() * feedback_count * greatest(0.02, 1 / sqrt(feedback_count)) ^ 2 end
    into cap, budget from rounds where round_id = new.round_id;
  if cap is null then
    return new;
  end if;
  select coalesce(sum(held.given), 0), coalesce(sum(held.charge), 0) into others, others_charge from (
    select t.score_count + t.improvement_count + t.refusal_count as given, t.charge
    from feedback_tallies t
    where t.round_id = new.round_id and t.team_id <> new.team_id
      and t.team_id in (select teams_of_group(new.round_id, new.team_id))
    order by t.team_id for update of t) held;
  if mine + others > cap then
    raise exception 'the round''s % pieces of feedback are used up', cap using errcode = 'check_violation', constraint = 'feedback_tallies_within_cap';
  end if;
  if budget is not null and new.charge + others_charge > budget + 1e-9
      and new.charge > (case when tg_op = 'UPDATE' then old.charge else 0 end) then
    raise exception 'the round''s exposure is used up' using errcode = 'check_violation', constraint = 'feedback_tallies_within_exposure';
  end if;
  return new;
end $$;
create or replace trigger feedback_tallies_cap before insert or update on feedback_tallies for each row execute function feedback_tallies_hold_cap();
