-- Refuses to change a benchmark's task and scoring once it has a round, even a draft. Other settings may
-- change, because sealed and opened rounds store their own copies (rounds_take_settings). Creating a round
-- locks the benchmark's row, so that no round is created between this check and the change.
create or replace function benchmarks_keep_what_rounds_fixed() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.task, new.classes, new.metric, new.log_loss_clip, new.direction, new.inputs, new.features)
      is distinct from (old.task, old.classes, old.metric, old.log_loss_clip, old.direction, old.inputs, old.features)
    and exists (select from rounds r where r.benchmark_id = new.benchmark_id) then
    raise exception 'task and scoring can''t change once there is a round' using errcode = 'check_violation', constraint = 'benchmarks_fixed_by_a_round';
  end if;
  -- The public sample on which models are tried: the benchmark's own, or items of its first revealed round.
  if new.model_sample::text is distinct from old.model_sample::text
    and (old.model_sample is not null
      or not exists (select from rounds r where r.benchmark_id = new.benchmark_id and r.state = 'revealed')) then
    raise exception 'the sample of models is set once, from a revealed round' using errcode = 'check_violation', constraint = 'benchmarks_sample_is_given_once';
  end if;
  if current_user = 'tidemark_web' and new.visibility is distinct from old.visibility
    and not (old.visibility in ('public', 'unlisted') and new.visibility in ('public', 'unlisted')) then
    raise exception 'a maintainer lists a benchmark or not, and neither opens a private one nor closes another' using errcode = 'check_violation', constraint = 'benchmarks_listing';
  end if;
  return new;
end $$;
create or replace trigger benchmarks_keep_fixed before update on benchmarks for each row execute function benchmarks_keep_what_rounds_fixed();

-- Deletes a benchmark of which no round was sealed, with its drafts; only through this function can the web
-- role delete one. The caller's transaction records the audit event, which remains when the benchmark is
-- gone. A concurrent sealing waits for the benchmark's lock, or has committed and prevents the deletion.
create or replace function delete_unsealed_benchmark(of_benchmark uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from benchmarks b where b.benchmark_id = of_benchmark for update;
  perform from rounds r where r.benchmark_id = of_benchmark for update;
  if exists (select from rounds r where r.benchmark_id = of_benchmark and r.state <> 'draft') then
    raise exception 'a benchmark with a sealed round can''t be deleted' using errcode = 'check_violation', constraint = 'benchmarks_deleted_unsealed';
  end if;
  if not exists (
    select from audit_events e join benchmark_maintainers m on m.benchmark_id = of_benchmark and m.user_id = e.user_id and m.role <> 'auditor'
    where e.benchmark_id = of_benchmark and e.act = 'benchmark_deleted' and e.xmin = pg_current_xact_id()::xid
      and e.at >= site_clock() - (clock_timestamp() - now()) - interval '1 minute'
  ) then
    raise exception 'delete on benchmarks requires the audit event benchmark_deleted' using errcode = 'check_violation', constraint = 'benchmarks_recorded';
  end if;
  delete from notice_deliveries d using notices n where n.notice_id = d.notice_id and n.benchmark_id = of_benchmark;
  delete from webhook_deliveries d using notices n where n.notice_id = d.notice_id and n.benchmark_id = of_benchmark;
  delete from notices n where n.benchmark_id = of_benchmark;
  delete from dry_runs d where d.benchmark_id = of_benchmark;
  delete from runner_requests q where q.benchmark_id = of_benchmark;
  delete from linked_teams l where l.benchmark_id = of_benchmark;
  delete from team_link_proposals p where p.benchmark_id = of_benchmark;
  delete from team_merges t where t.benchmark_id = of_benchmark;
  delete from team_pseudonyms p where p.benchmark_id = of_benchmark;
  delete from rules_acceptances a where a.benchmark_id = of_benchmark;
  delete from rules_versions v where v.benchmark_id = of_benchmark;
  delete from entrants e where e.benchmark_id = of_benchmark;
  delete from entry_addresses a where a.benchmark_id = of_benchmark;
  delete from entry_codes c where c.benchmark_id = of_benchmark;
  delete from rotations r where r.benchmark_id = of_benchmark;
  delete from rounds r where r.benchmark_id = of_benchmark;
  delete from host_teams h where h.benchmark_id = of_benchmark;
  delete from label_holders h where h.benchmark_id = of_benchmark;
  delete from invitations i where i.benchmark_id = of_benchmark;
  delete from benchmark_maintainers m where m.benchmark_id = of_benchmark;
  delete from benchmark_listings l where l.benchmark_id = of_benchmark;
  delete from benchmarks b where b.benchmark_id = of_benchmark;
  -- Runs deferred triggers now, with the rights of the tables' owner: before PostgreSQL 18, a deferred
  -- trigger runs with the rights in force at the commit.
  set constraints all immediate;
end $$;
revoke all on function delete_unsealed_benchmark(uuid) from public;
grant execute on function delete_unsealed_benchmark(uuid) to tidemark_web;

-- Updates a benchmark's row in the list, with data for search, filters and order that are derived from public
-- data. The row is locked before the data are read: of two transactions that change a benchmark, the second
-- one sees the first one's result.
create or replace function refresh_benchmark_listing(of_benchmark uuid) returns void language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  listing benchmark_listings;
  about record;
  opened record;
  frozen record;
  closed record;
  judged record;
  newest_change timestamptz;
  newest integer;
  board jsonb;
begin
  insert into benchmark_listings (benchmark_id, slug, title, task)
  select benchmark_id, slug, title, task from benchmarks where benchmark_id = of_benchmark on conflict do nothing;
  select * into listing from benchmark_listings where benchmark_id = of_benchmark for no key update;
  if not found then
    return;
  end if;

  select slug, title, summary, task, tags, metric, visibility into about from benchmarks where benchmark_id = of_benchmark;
  select round_id, number, state, closes_at into opened from rounds where benchmark_id = of_benchmark and state = 'open';
  select round_id, number, state, opened_at into frozen from rounds
  where benchmark_id = of_benchmark and state = 'frozen' order by opened_at desc, number desc limit 1;
  select round_id, number, state, opened_at into closed from rounds
  where benchmark_id = of_benchmark and state in ('closed', 'revealed') order by opened_at desc, number desc limit 1;
  -- Chooses the same round as the TypeScript function decideBenchmarkFreshness.
  select r.state, is_ranked, due_at, stale_at into judged
  from rounds r left join due_dates using (round_id)
    cross join lateral (select exists (select from snapshots s where s.round_id = r.round_id and s.split = 'final')) ranked (is_ranked)
  where r.benchmark_id = of_benchmark and r.opened_at is not null and (is_ranked or r.state in ('open', 'closed'))
  order by is_ranked and r.state in ('closed', 'revealed') desc, is_ranked desc, r.opened_at desc, r.number desc limit 1;
  select max(at) into newest_change from audit_events where benchmark_id = of_benchmark and is_public;

  select revision into newest from snapshots where round_id = closed.round_id and split = 'final' order by revision desc limit 1;
  if (closed.round_id, newest) is distinct from (listing.ranking_round_id, listing.ranking_revision) then
    select leaderboard into board from snapshots
    where round_id = closed.round_id and split = 'final' and leaderboard ->> 'erratum' is null order by revision desc limit 1;
    listing.ranking := ranking_lead(board);
    listing.ranked_names := coalesce((
      select left(string_agg(named.model || ' ' || named.team, ' ' order by named.place), 20000) from (
        select entry ->> 'model' as model, entry ->> 'team' as team, place
        from jsonb_array_elements(board -> 'entries') with ordinality as ranked (entry, place) where place <= 500) named), '');
  end if;

  update benchmark_listings set
    is_listed = about.visibility = 'public', slug = about.slug, title = about.title, task = about.task, tags = about.tags,
    state = case when opened.round_id is not null then opened.state
      when closed.round_id is null or (frozen.opened_at, frozen.number) > (closed.opened_at, closed.number) then frozen.state else closed.state end,
    judged_state = judged.state, is_judged_ranked = coalesce(judged.is_ranked, false),
    judged_due_at = judged.due_at, judged_stale_at = judged.stale_at,
    closes_at = opened.closes_at,
    ranking_round_id = closed.round_id, ranking_revision = newest, ranking = listing.ranking,
    ranked_count = coalesce((listing.ranking ->> 'rankedCount')::integer, 0), ranked_names = listing.ranked_names,
    changed_at = newest_change,
    -- The text is indexed without stemming too: names aren't English words, and stemming drops stop words.
    document = setweight(to_tsvector('english', about.title), 'A') || setweight(to_tsvector('simple', about.title || ' ' || about.slug || ' ' || array_to_string(about.tags, ' ')), 'A')
      || setweight(to_tsvector('english', about.summary), 'B') || setweight(to_tsvector('simple', about.summary), 'B')
      || setweight(to_tsvector('simple', replace(about.metric, '_', ' ')), 'C') || setweight(to_tsvector('simple', listing.ranked_names), 'D'),
    words = lower(about.title || ' ' || about.slug || ' ' || array_to_string(about.tags, ' ') || ' ' || about.summary)
  where benchmark_id = of_benchmark;
end $$;
revoke all on function refresh_benchmark_listing(uuid) from public;

-- Finds benchmarks with a word that is spelt similarly to the search text. The function prevents a sequential
-- scan, which takes a hundred times as long as the index although the planner estimates both as equally
-- cheap.
create or replace function benchmarks_spelt_like(asked text) returns setof uuid language sql stable rows 20
set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  select benchmark_id from benchmark_listings where asked <% words
$$;

-- Extracts from an official ranking the columns that the list of benchmarks shows; null without a ranking.
create or replace function ranking_lead(board jsonb) returns jsonb language sql immutable
set search_path = pg_catalog, public, pg_temp as $$
  select case when board is not null then jsonb_build_object(
    'metric', board -> 'metric', 'entered', board -> 'entered',
    'rankedCount', jsonb_array_length(jsonb_path_query_array(board, '$.entries[*] ? (@.rank != null)')),
    'tiedCount', jsonb_array_length(jsonb_path_query_array(board, '$.entries[*] ? (@.tied_with_leader == true)')),
    'leader', (
      select jsonb_build_object('model', first -> 'model', 'team', first -> 'team', 'score', first -> 'score', 'interval', first -> 'interval')
      from jsonb_path_query_first(board, '$.entries[*] ? (@.rank != null)') as lead (first) where first is not null)) end
$$;

-- Trigger that updates a benchmark's list row at the end of a transaction, when it holds all its other locks,
-- so that two transactions never deadlock on that row. The trigger's argument is the column with the
-- benchmark's id.
create or replace function benchmark_listings_follow() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_argv[0] = 'benchmark_id' then
    perform refresh_benchmark_listing(new.benchmark_id);
  else
    perform refresh_benchmark_listing((select benchmark_id from rounds where round_id = new.round_id));
  end if;
  return null;
end $$;
revoke all on function benchmark_listings_follow() from public;

-- PostgreSQL can't replace a deferred trigger: a changed one gets another name, and a migration drops the old
-- one.
do $do$
declare
  source record;
begin
  for source in
    select * from (values
      ('benchmarks', 'insert or update of slug, title, summary, task, tags, metric, visibility', 'true', 'benchmark_id'),
      ('rounds', 'insert or update of state, closes_at', $$new.state <> 'draft'$$, 'benchmark_id'),
      ('snapshots', 'insert', $$new.split = 'final'$$, 'round_id'),
      ('audit_events', 'insert', 'new.is_public and new.benchmark_id is not null', 'benchmark_id')
    ) as listed (on_table, event, is_when, key)
  loop
    if not exists (select from pg_trigger where tgname = source.on_table || '_listed') then
      execute format('create constraint trigger %I after %s on %I deferrable initially deferred for each row when (%s) execute function benchmark_listings_follow(%L)',
        source.on_table || '_listed', source.event, source.on_table, source.is_when, source.key);
    end if;
  end loop;
end $do$;
