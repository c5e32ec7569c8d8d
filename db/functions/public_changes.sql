-- Tells every web process that something has changed which everybody sees, when it is committed and once a transaction, so that none
-- sends what it kept of before (db/watch-public-changes.ts). It doesn't say what: the word is heard by whoever may connect.
create or replace function tell_public_change() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  notify public_changes;
  return null;
end $$;

-- By row: a statement that changes none tells nothing. db/public-changes.db.test.ts wants each table to be here or among those that
-- nobody but their owners see.
do $$
declare
  name text;
begin
  foreach name in array array['answer_tallies', 'audit_events', 'audit_links', 'benchmark_listings', 'benchmark_maintainers', 'benchmark_texts', 'benchmarks',
    'calibration_marks', 'clock_holds', 'equatings', 'errata', 'freshness_records', 'host_teams', 'invalidations', 'linked_teams',
    'model_versions', 'models', 'rank_ceilings', 'rotations', 'rounds', 'snapshot_pairs', 'snapshots', 'submissions', 'teams']
  loop
    execute format('create or replace trigger %I after insert or update or delete on %I for each row execute function tell_public_change()',
      name || '_public_change', name);
  end loop;
end $$;
create or replace trigger users_public_change after update of name or delete on users for each row execute function tell_public_change();
