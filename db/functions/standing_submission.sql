-- Which of a model's submissions counts in a round, and is ranked after the close: of those that are scored and not withdrawn the
-- one that its team chose, or else the newest that was sent to it, or else the version that was frozen last of those that stand.
create or replace function standing_submission(of_round uuid, of_model uuid) returns uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select s.submission_id from submissions s left join model_versions v using (version_id)
  where s.round_id = of_round and s.model_id = of_model and s.state = 'scored' and s.withdrawn_at is null
  order by (s.chosen_at is not null) desc, s.is_standing, s.received_at desc, v.frozen_at desc nulls last, s.submission_id desc limit 1
$$;
