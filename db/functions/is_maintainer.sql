-- True for people who may propose an action that takes two people.
create or replace function is_maintainer(of_benchmark uuid, of_person uuid) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from benchmark_maintainers where benchmark_id = of_benchmark and user_id = of_person and role in ('owner', 'maintainer'))
$$;
