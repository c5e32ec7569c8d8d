-- An action of two people is proposed by a maintainer, who still has the role when a second maintainer, or an operator, consents:
-- a proposal is void once its proposer has lost the role. Links of teams have a trigger of their own, and no operators.
create or replace function proposals_ask_for_roles() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_benchmark uuid := (select r.benchmark_id from rounds r where r.round_id = new.round_id);
begin
  if tg_op = 'INSERT' then
    if current_user = 'tidemark_web' and not is_maintainer(of_benchmark, new.proposed_by) then
      raise exception '% are proposed by maintainers', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_of_maintainers';
    end if;
  elsif new.consented_by is not null and new.consented_by is distinct from old.consented_by then
    if not is_maintainer(of_benchmark, old.proposed_by) then
      raise exception 'who proposed it is no maintainer any more' using errcode = 'check_violation', constraint = tg_table_name || '_void';
    end if;
    if not is_maintainer(of_benchmark, new.consented_by)
      and not exists (select from users u where u.user_id = new.consented_by and u.is_operator) then
      raise exception 'a maintainer or an operator consents' using errcode = 'check_violation', constraint = tg_table_name || '_of_maintainers';
    end if;
  end if;
  return new;
end $$;
create or replace trigger errata_roles before insert or update of consented_by on errata for each row
  execute function proposals_ask_for_roles();
create or replace trigger invalidations_roles before insert or update of consented_by on invalidations for each row
  execute function proposals_ask_for_roles();
