-- Published documents contain names of models and teams. When an operator renames one, these functions change
-- those documents too, and a document that the scorer began before the renaming is stored with the new names.

-- Finds the model with this slug or, if there is none, the model that had the slug before. The query is
-- written so that each part uses an index, since a document has a thousand rows.
create or replace function model_of_slug(of_benchmark uuid, of_slug text) returns models language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select m from (
    select m from models m where m.benchmark_id = of_benchmark and m.slug = of_slug
    union all
    select m from former_slugs f join models m on m.model_id = f.subject_id::uuid
    where f.kind = 'model' and f.slug = of_slug and m.benchmark_id = of_benchmark) found (m) limit 1
$$;
revoke all on function model_of_slug(uuid, text) from public;

-- Returns the present name of the team with this slug or, if there is none, of the team or pseudonym that had
-- the slug before. For a pseudonym that has ended, the result is its team.
create or replace function team_of_slug(of_slug text) returns table (name text, slug text) language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select t.name, t.slug from teams t where t.slug = of_slug
  union all
  select t.name, t.slug from former_slugs f join teams t on t.team_id = f.subject_id::uuid where f.kind = 'team' and f.slug = of_slug
  union all
  select case when p.ended_at is null then p.name else t.name end, case when p.ended_at is null then p.slug else t.slug end
  from former_slugs f join team_pseudonyms p on p.pseudonym_id = f.subject_id::uuid join teams t using (team_id)
  where f.kind = 'team' and f.slug = of_slug
  limit 1
$$;
revoke all on function team_of_slug(text) from public;

-- Replaces the names in a document's rows by the present ones. Rows are the objects of the lists below, with
-- `model_slug` and `team_slug`, or with the slug in `model` alone; rows of `withdrawn` name a submission.
create or replace function with_present_names(document jsonb, of_benchmark uuid) returns jsonb language plpgsql stable
set search_path = pg_catalog, public, pg_temp as $$
declare
  list text;
begin
  foreach list in array array['entries', 'reference_entries', 'models', 'anchors'] loop
    if jsonb_typeof(document -> list) = 'array' then
      document := document || jsonb_build_object(list, (
        select coalesce(jsonb_agg(row
          || case when (m).slug is null then '{}' when row ? 'model_slug' then jsonb_build_object('model', (m).name, 'model_slug', (m).slug)
            else jsonb_build_object('model', (m).slug) end
          || case when t.slug is null then '{}' else jsonb_build_object('team', t.name, 'team_slug', t.slug) end order by place), '[]')
        from jsonb_array_elements(document -> list) with ordinality as rows (row, place)
          cross join lateral (select model_of_slug(of_benchmark, coalesce(row ->> 'model_slug', row ->> 'model')) as m) as named
          left join lateral team_of_slug(row ->> 'team_slug') t on true));
    end if;
  end loop;
  if jsonb_typeof(document -> 'withdrawn') = 'array' then
    document := document || jsonb_build_object('withdrawn', (
      select coalesce(jsonb_agg(row || jsonb_build_object('model', m.name, 'team', t.name) order by place), '[]')
      from jsonb_array_elements(document -> 'withdrawn') with ordinality as rows (row, place)
        join submissions s on s.submission_id = (row ->> 'submission')::uuid
        join models m on m.model_id = s.model_id join team_names t on t.team_id = s.team_id and t.benchmark_id = m.benchmark_id));
  end if;
  return document;
end $$;
revoke all on function with_present_names(jsonb, uuid) from public;

create or replace function documents_use_present_names() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  of_benchmark uuid;
begin
  -- With this lock, a renaming in progress ends before the names are read, and a later one finds this row.
  perform pg_advisory_xact_lock_shared(hashtextextended('present_names', 0));
  if not exists (select from former_slugs) then
    return new;
  end if;
  if tg_argv[0] = 'snapshot_id' then
    select r.benchmark_id into of_benchmark from snapshots s join rounds r using (round_id) where s.snapshot_id = new.snapshot_id;
  else
    select r.benchmark_id into of_benchmark from rounds r where r.round_id = new.round_id;
  end if;
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[1], with_present_names(to_jsonb(new) -> tg_argv[1], of_benchmark)));
end $$;
revoke all on function documents_use_present_names() from public;
create or replace trigger snapshots_names before insert on snapshots for each row
  execute function documents_use_present_names('round_id', 'leaderboard');
create or replace trigger equatings_names before insert on equatings for each row
  execute function documents_use_present_names('round_id', 'equating');
create or replace trigger overfitting_measurements_names before insert on overfitting_measurements for each row
  execute function documents_use_present_names('snapshot_id', 'overfitting');
create or replace trigger subgroup_rankings_names before insert on subgroup_rankings for each row
  execute function documents_use_present_names('snapshot_id', 'ranking');

-- Replaces a former slug in every published document of these benchmarks, and in their list rows.
create or replace function rename_in_documents(of_benchmarks uuid[], former text) returns void language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  quoted constant text := '%' || to_json(former)::text || '%';
  of_benchmark uuid;
begin
  update snapshots s set leaderboard = with_present_names(s.leaderboard, r.benchmark_id) from rounds r
  where r.round_id = s.round_id and r.benchmark_id = any (of_benchmarks)
    and (s.leaderboard::text like quoted or s.leaderboard -> 'withdrawn' <> '[]');
  update equatings e set equating = with_present_names(e.equating, r.benchmark_id) from rounds r
  where r.round_id = e.round_id and r.benchmark_id = any (of_benchmarks) and e.equating::text like quoted;
  update overfitting_measurements o set overfitting = with_present_names(o.overfitting, r.benchmark_id)
  from snapshots s join rounds r using (round_id)
  where s.snapshot_id = o.snapshot_id and r.benchmark_id = any (of_benchmarks) and o.overfitting::text like quoted;
  update subgroup_rankings g set ranking = with_present_names(g.ranking, r.benchmark_id)
  from snapshots s join rounds r using (round_id)
  where s.snapshot_id = g.snapshot_id and r.benchmark_id = any (of_benchmarks) and g.ranking::text like quoted;
  -- Forces a refresh of the list row, which otherwise copies the ranking's leader and names only when the
  -- ranking's revision changes.
  update benchmark_listings set ranking_revision = null where benchmark_id = any (of_benchmarks);
  foreach of_benchmark in array of_benchmarks loop
    perform refresh_benchmark_listing(of_benchmark);
  end loop;
end $$;
revoke all on function rename_in_documents(uuid[], text) from public;
