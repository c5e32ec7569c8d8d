-- The submission that counts for a model in a round, of its scored submissions that aren't withdrawn: the one that its team
-- chose; else the best reported score, of equal ones the earlier; else the newest that its team submitted; else the automatic
-- evaluation of the version frozen last, since versions are evaluated in the order in which they were frozen. `pickCounting` is
-- the same rule.
create or replace function counting_submission(of_round uuid, of_model uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select s.submission_id
  from submissions s join rounds r using (round_id) join benchmarks b using (benchmark_id)
    cross join lateral (select (s.feedback ->> 'score')::numeric * case b.direction when 'higher' then 1 else -1 end) as f (merit)
  where s.round_id = of_round and s.model_id = of_model and s.state = 'scored' and s.withdrawn_at is null
  order by (s.chosen_at is not null) desc, f.merit desc nulls last,
    case when f.merit is not null then s.received_at end, case when f.merit is not null then s.submission_id end,
    s.is_automatic, s.received_at desc, s.submission_id desc
  limit 1
$$;
