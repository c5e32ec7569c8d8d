-- Operators are made on the machine (`npm run admin`), as the tables' owner.
create or replace function users_are_no_operators() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'tidemark_web' and new.is_operator is distinct from (case tg_op when 'UPDATE' then old.is_operator else false end) then
    raise exception 'the web role makes nobody an operator' using errcode = 'check_violation', constraint = 'users_operators_by_the_owner';
  end if;
  return new;
end $$;
create or replace trigger users_operators before insert or update on users for each row execute function users_are_no_operators();
