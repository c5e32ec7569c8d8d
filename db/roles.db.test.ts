import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { provideTestSite } from '@/testing/make-test-site';
import { scorerRole, webRole } from './roles';

/**
 * Rights of each role on each table. A table without a row here fails the test, so that each new table needs
 * a decision. Rights on single columns name the columns.
 */
const decided: Record<string, { web: string; scorer: string }> = {
  'public.users': {
    web: 'select insert update(affiliation email_verified_at link name orcid shown_fields)',
    scorer: '',
  },
  'public.accounts': { web: 'select insert delete', scorer: '' },
  'public.former_identities': { web: '', scorer: '' },
  'public.sessions': {
    web: 'select insert delete update(expires_at last_used_at session_sha256)',
    scorer: '',
  },
  'public.sign_in_links': { web: 'select insert delete update(can_renew mailed_at used_at)', scorer: '' },
  'public.api_tokens': { web: 'select insert delete update(last_used_at revoked_at)', scorer: '' },
  'public.inbox_mails': { web: 'select insert delete', scorer: '' },
  // Only triggers write this table, with the rights of the tables' owner.
  'public.spent_budgets': { web: 'select', scorer: '' },
  'public.budgets': { web: 'select', scorer: '' },
  // The scorer reads only public names of teams, from the view `team_names`.
  'public.teams': { web: 'select insert update(description)', scorer: 'select(team_id)' },
  'public.team_names': { web: 'select', scorer: 'select(benchmark_id name slug team_id)' },
  'public.team_pseudonyms': { web: 'select insert', scorer: '' },
  // Only the function `rename_team` writes this table.
  'public.former_team_names': { web: 'select', scorer: '' },
  'public.team_members': { web: 'select insert delete update(is_named role)', scorer: '' },
  // Only triggers write this table, with the rights of the tables' owner.
  'public.round_entrants': { web: 'select', scorer: '' },
  'public.team_merges': {
    web: 'select insert update(agreed_by drop_reason dropped_by merged_at merged_team_id)',
    scorer: '',
  },
  'public.benchmarks': {
    web: 'select insert update(accepts classes column_notes contacts container_needs description direction entry entry_questions features feedback_policy feedback_share license links log_loss_clip metric next_rotation_at paper quota_per_day quota_per_round reveals_after_rounds rules schedule secondary_metrics summary tags task team_size_max terms title trusted_runners visibility)',
    scorer: 'select update(model_sample next_rotation_at overdue_since)',
  },
  'public.training_files': { web: 'select insert delete', scorer: 'select(training_file_id)' },
  'public.benchmark_followers': { web: 'select insert delete', scorer: '' },
  'public.submission_notes': { web: 'select insert delete', scorer: '' },
  'public.benchmark_maintainers': { web: 'select insert delete update(role)', scorer: '' },
  // Only triggers write this table, with the rights of the tables' owner.
  'public.benchmark_listings': { web: 'select', scorer: '' },
  'public.label_holders': { web: '', scorer: '' },
  'public.host_teams': { web: 'select', scorer: 'select' },
  'public.invitations': { web: 'select insert update(accepted_at accepted_by revoked_at)', scorer: '' },
  // Only functions and triggers write the tables of entry, with the rights of the tables' owner. Neither role
  // may read the hash of a class code.
  'public.entrants': { web: 'select', scorer: '' },
  'public.entry_addresses': { web: 'select', scorer: '' },
  'public.entry_codes': { web: 'select(benchmark_id made_at)', scorer: '' },
  'public.rules_versions': { web: 'select', scorer: '' },
  'public.rules_acceptances': { web: 'select insert(benchmark_id number user_id)', scorer: '' },
  'public.models': { web: 'select insert', scorer: 'select' },
  'public.rounds': {
    web: 'select insert delete update(closed_at closes_at freeze_reason frozen_at frozen_from invalidated_at invalidation_reason opens_at state title)',
    scorer:
      'select update(archive check_report checked_at closed_at closes_at commitment feedback_cap feedback_count feedback_policy final_count invalidated_at invalidation_reason item_count opened_at opens_at revealed_at scorer_version sealed_at state)',
  },
  'public.submissions': {
    web: 'select insert update(chosen_at chosen_by withdrawal_reason withdrawn_at withdrawn_by)',
    scorer: 'select insert update(attempt code column deadline_at feedback finished_at line message state)',
  },
  'public.model_versions': {
    web: 'select insert update(retired_at retired_by state)',
    scorer: 'select insert update(retired_at state)',
  },
  'public.trainings': {
    web: 'select',
    scorer:
      'select insert update(code conditions finished_at log message state took_ms trained_byte_count trained_sha256)',
  },
  'public.practice_scores': {
    web: 'select insert(round_id submission_id)',
    scorer: 'select delete update(attempt code finished_at message score state)',
  },
  'public.version_files': { web: 'select', scorer: '' },
  'public.round_slots': { web: 'select insert', scorer: 'select delete' },
  'public.day_slots': { web: 'select insert', scorer: 'select delete' },
  'public.rotations': { web: 'select', scorer: 'select insert' },
  'public.leak_reports': { web: 'select insert update(handled_at handled_by)', scorer: '' },
  'public.leak_overrules': {
    web: 'select insert update(consented_at consented_by dropped_at)',
    scorer: 'select',
  },
  'public.invalidations': { web: 'select insert update(consented_at consented_by dropped_at)', scorer: '' },
  'public.team_withdrawals': {
    web: 'select insert update(consented_at consented_by dropped_at)',
    scorer: '',
  },
  'public.errata': {
    web: 'select insert update(consented_by state)',
    scorer: 'select update(compared_at document published_at published_by score_changes signature state)',
  },
  // Neither role may choose an id. Only the scorer may choose a time, since its schedule acts at given times.
  'public.audit_events': {
    web: 'select insert(act actor_kind benchmark_id detail is_public round_id user_id)',
    scorer: 'select insert(act actor_kind at benchmark_id detail is_public round_id user_id)',
  },
  'public.audit_acts': { web: 'select', scorer: 'select' },
  'public.unlinked_audit_events': { web: 'select', scorer: 'select delete update(stuck_at)' },
  'public.audit_links': { web: 'select', scorer: 'select insert' },
  'public.notices': { web: 'select insert update(addressed_at)', scorer: 'select insert' },
  'public.webhooks': {
    web: 'select insert delete update(due_at former_secret former_until off_at secret tries)',
    scorer: '',
  },
  'public.webhook_deliveries': {
    web: 'select insert delete update(delivered_at outcome tried_at)',
    scorer: '',
  },
  'public.notice_deliveries': { web: 'select insert update(attempt due_at sent_at)', scorer: '' },
  'public.muted_notices': { web: 'select insert delete', scorer: '' },
  'public.feedback_tallies': { web: 'select', scorer: 'select insert update' },
  'public.team_link_proposals': { web: 'select insert update(consented_by dropped_by)', scorer: '' },
  'public.linked_teams': { web: 'select insert update(unlinked_at unlinked_by)', scorer: 'select' },
  'public.due_dates': { web: 'select', scorer: 'select insert' },
  'public.overfitting_measurements': { web: 'select', scorer: 'select insert' },
  'public.equatings': { web: 'select', scorer: 'select insert' },
  'public.anchors': {
    web: 'select insert update(designated_at designated_by dropped_at reason)',
    scorer: 'select',
  },
  'public.dry_runs': {
    web: 'select insert',
    scorer: 'select delete update(attempt code deadline_at finished_at message outputs state)',
  },
  'public.flags': { web: 'select update(judged_at judged_by judgement)', scorer: 'select insert' },
  'public.snapshots': { web: 'select', scorer: 'select insert' },
  'public.snapshot_pairs': { web: 'select', scorer: 'select insert' },
  'public.subgroup_rankings': { web: 'select', scorer: 'select insert' },
  'public.scorer_heartbeats': { web: 'select', scorer: 'select insert update delete' },
  'public.runners': {
    web: 'select update(failed_trials kinds lease_count seen_at)',
    scorer: 'select update(aside_at losses_since)',
  },
  'public.runner_losses': { web: 'select', scorer: 'select delete update(is_confirmed)' },
  'public.runner_requests': { web: 'select insert delete', scorer: '' },
  'public.runs': {
    web: 'select update(fence leased_until losses runner_id state)',
    scorer: 'select insert delete update(finishes held_until leased_until losses prepares runner_id state)',
  },
  'public.run_turns': { web: 'select insert update(leased_at)', scorer: '' },
  'public.schema_state': { web: 'select', scorer: 'select' },
  // Only the function `operator_act` writes this table. Neither role may read the values before an act, or
  // former slugs.
  'public.moderations': { web: 'select(at audit_event_id kind reason state subject_id)', scorer: '' },
  'public.former_slugs': { web: '', scorer: '' },
  'public.operator_acts': { web: 'select', scorer: '' },
  'public.clock_readings': { web: '', scorer: 'select insert' },
  'public.clock_holds': { web: 'select', scorer: 'select insert' },
  'hidden.round_keys': { web: '', scorer: 'select insert' },
  'hidden.round_secrets': { web: '', scorer: 'select insert' },
  'hidden.round_splits': { web: '', scorer: 'select insert' },
  'hidden.evaluations': { web: '', scorer: 'select insert' },
  'hidden.model_runs': { web: '', scorer: 'select insert update(repeat)' },
  'hidden.hidden_runs': { web: '', scorer: 'select insert update(outcome reportable_at)' },
  'hidden.prepared_runs': {
    web: '',
    scorer: 'select insert update(expected fence inputs_sha256 work_sha256)',
  },
  'hidden.item_outcomes': { web: '', scorer: 'select insert' },
  'drizzle.__drizzle_migrations': { web: '', scorer: '' },
};

/** Schemas of the queue, which belong to the scorer as a whole. */
const scorersOwnSchemas = ['graphile_worker', 'queue'];

describe('database roles', () => {
  const site = provideTestSite();
  let web: postgres.Sql;
  let scorer: postgres.Sql;

  beforeAll(async () => {
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    scorer = postgres(site.urls.scorer, { max: 1, onnotice: () => {} });
  });
  afterAll(() => Promise.all([web?.end(), scorer?.end()]));

  const denied = { code: '42501' };

  it('have neither superuser rights nor exemption from row security, can’t create roles or databases, and are members of no other role', async () => {
    const roles = await site.superuser`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        exists (select from pg_auth_members where member = pg_roles.oid) as "isMember"
      from pg_roles where rolname in (${webRole}, ${scorerRole}) order by rolname`;
    expect(roles.map(({ rolname }) => rolname)).toEqual([scorerRole, webRole]);
    for (const { rolname, ...rights } of roles)
      expect(Object.values(rights), rolname).toEqual([false, false, false, false, false, false]);
  });

  it('have exactly the decided rights on every table', async () => {
    const rights = await site.superuser<{ table: string; schema: string; role: string; rights: string }[]>`
      with relation as (
        select c.oid, n.nspname as schema, n.nspname || '.' || c.relname as name from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      )
      select relation.name as table, relation.schema, role, concat_ws(' ',
        (select string_agg(privilege, ' ' order by place) from
          unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) with ordinality as whole(privilege, place)
          where has_schema_privilege(role, relation.schema, 'usage') and has_table_privilege(role, relation.oid, privilege)),
        (select string_agg(privilege || '(' || columns || ')', ' ' order by privilege) from (
          select privilege, string_agg(attname, ' ' order by attname collate "C") as columns
          from pg_attribute, unnest(array['select', 'insert', 'update', 'references']) privilege
          where attrelid = relation.oid and attnum > 0 and not attisdropped
            and has_schema_privilege(role, relation.schema, 'usage')
            and not has_table_privilege(role, relation.oid, privilege)
            and has_column_privilege(role, relation.oid, attnum, privilege)
          group by privilege) partial)) as rights
      from relation, unnest(array[${webRole}, ${scorerRole}]) as role`;
    const found: Record<string, { web: string; scorer: string }> = {};
    for (const { table, schema, role, rights: granted } of rights) {
      if (scorersOwnSchemas.includes(schema)) {
        if (role === webRole) expect(granted, table).toBe('');
        continue;
      }
      found[table] ??= { web: '?', scorer: '?' };
      found[table][role === webRole ? 'web' : 'scorer'] = granted;
    }
    expect(found).toEqual(decided);
  });

  it('may use exactly the decided schemas, and create nothing in public or hidden', async () => {
    const schemas = await site.superuser<{ name: string; role: string; usage: boolean; create: boolean }[]>`
      select nspname as name, role, has_schema_privilege(role, oid, 'usage') as usage, has_schema_privilege(role, oid, 'create') as create
      from pg_namespace, unnest(array[${webRole}, ${scorerRole}]) as role
      where nspname !~ '^pg_' and nspname <> 'information_schema'`;
    const open = (role: string, right: 'usage' | 'create') =>
      schemas
        .filter((schema) => schema.role === role && schema[right])
        .map(({ name }) => name)
        .sort();
    expect(open(webRole, 'usage')).toEqual(['public', 'queue']);
    expect(open(webRole, 'create')).toEqual([]);
    expect(open(scorerRole, 'usage')).toEqual(['graphile_worker', 'hidden', 'public', 'queue']);
    expect(open(scorerRole, 'create')).toEqual(['graphile_worker', 'queue']);
  });

  it('can’t create temporary tables, which SECURITY DEFINER functions could take for the site’s tables', async () => {
    // The test's template has the rights that migrations leave; a clone of it has the default rights of a new
    // database.
    const { templateName } = inject('testServer');
    const rights = await site.superuser`
      select role from unnest(array[${webRole}, ${scorerRole}]) as role
      where has_database_privilege(role, ${templateName}, 'temporary')`;
    expect(rights).toEqual([]);
  });

  it('give the web role SECURITY DEFINER functions that add a job, count jobs, act for an operator, delete an unsealed benchmark or one’s own account, rename a team, find a deleted person by a hash, let them return and forget a hash, and change who has entered, and no other', async () => {
    const functions = await site.superuser<{ name: string }[]>`
      select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and has_schema_privilege(${webRole}, n.oid, 'usage') and has_function_privilege(${webRole}, p.oid, 'execute')`;
    expect(functions.map(({ name }) => name).sort()).toEqual([
      'public.ask_entry',
      'public.decide_entry',
      'public.delete_own_account',
      'public.delete_unsealed_benchmark',
      'public.enter_by_code',
      'public.forget_identity',
      'public.former_person',
      'public.operator_act',
      'public.rename_team',
      'public.return_person',
      'public.set_entry_code',
      'public.set_entry_list',
      'queue.add_job',
      'queue.list_dead_jobs',
      'queue.list_depths',
    ]);
  });

  it('give the web role neither read nor write access to hidden, published or queued rows', async () => {
    for (const statement of [
      'select * from hidden.evaluations',
      'select * from hidden.round_secrets',
      'select * from graphile_worker.jobs',
      'select * from graphile_worker._private_jobs',
      "select graphile_worker.add_job('score_submission')",
      'select * from queue.jobs',
      "select queue.job_key('raise_flags', '{}')",
      "insert into snapshots (round_id, split, revision, published_at, leaderboard) values (gen_random_uuid(), 'final', 1, now(), '{}')",
      "update snapshots set leaderboard = '{}'",
      'delete from snapshots',
      'truncate snapshots',
      "update submissions set state = 'scored'",
      "update submissions set feedback = '{}'",
      "update submissions set disclosure = '{}'",
      'delete from round_slots',
      'delete from day_slots',
      'update round_slots set slot = slot + 100',
      'set role tidemark_scorer',
      'create table public.mine (a int)',
    ])
      await expect(web.unsafe(statement), statement).rejects.toMatchObject(denied);
  });

  it('let the scorer read no person, session, account, token or mail, and change no snapshot or evaluation', async () => {
    for (const statement of [
      'select * from users',
      'select * from sessions',
      'select * from accounts',
      'select * from api_tokens',
      'select * from sign_in_links',
      'select * from inbox_mails',
      'select * from team_members',
      "update snapshots set leaderboard = '{}'",
      'delete from snapshots',
      'truncate snapshots',
      "update hidden.evaluations set scorer_version = '2'",
      'delete from hidden.item_outcomes',
      'delete from hidden.hidden_runs',
      'update hidden.hidden_runs set begun_at = now()',
      "update submissions set disclosure = '{}'",
      'insert into round_slots (round_id, team_id, slot, submission_id) values (gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid())',
      'set role tidemark_web',
    ])
      await expect(scorer.unsafe(statement), statement).rejects.toMatchObject(denied);
  });
});
