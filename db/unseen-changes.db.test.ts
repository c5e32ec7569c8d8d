import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/caller';
import { freezeRound } from '@/services/round/freeze';
import { closeRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { provideTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';

/**
 * Columns that the web role may change without an audit event, because the change is no act on a benchmark.
 */
const withoutEvent: Record<string, string> = {
  'api_tokens.last_used_at': 'seen by the token’s owner alone',
  'api_tokens.revoked_at': 'a person’s own tokens',
  'notice_deliveries.attempt': 'the state of a mail',
  'notice_deliveries.due_at': 'the state of a mail',
  'notice_deliveries.sent_at': 'the state of a mail',
  'notices.addressed_at': 'the state of a mail',
  'runners.failed_trials': 'seen by the operator alone',
  'runners.kinds': 'seen by the operator alone',
  'run_turns.leased_at': 'the order of waiting runs',
  'runners.lease_count': 'the order of waiting runs',
  'runners.seen_at': 'seen by the operator alone',
  'runs.fence': 'the state of a run, which ends with its row',
  'runs.leased_until': 'the state of a run',
  'runs.losses': 'the state of a run',
  'runs.state': 'the state of a run',
  'sessions.expires_at': 'a person’s own session',
  'sessions.last_used_at': 'seen by the session’s owner alone',
  'sessions.session_sha256': 'a person’s own session, written again as it is by the sign-in library',
  'sign_in_links.can_renew': 'the state of a link',
  'sign_in_links.mailed_at': 'the state of a mail',
  'sign_in_links.used_at': 'a person’s own sign-in',
  'team_members.is_named': 'a person’s own agreement',
  'team_members.role': 'a team’s own members',
  'team_merges.agreed_by': 'the word of a team’s captain',
  'team_merges.drop_reason': 'the word of a captain or maintainer, in the row',
  'team_merges.dropped_by': 'the word of a captain or maintainer, in the row',
  'teams.description': 'a team’s own text',
  'users.affiliation': 'a person’s own profile',
  'webhook_deliveries.delivered_at': 'the state of an event',
  'webhook_deliveries.outcome': 'the state of an event',
  'webhook_deliveries.tried_at': 'the state of an event',
  'webhooks.due_at': 'the state of a person’s own webhook',
  'webhooks.former_secret with former_until': 'a person’s own webhook',
  'webhooks.off_at': 'the state of a person’s own webhook',
  'webhooks.secret': 'a person’s own webhook',
  'webhooks.tries': 'the state of a person’s own webhook',
  'users.email_verified_at': 'a person’s own proof of an address',
  'users.link': 'a person’s own profile',
  'users.name': 'a person’s own profile',
  'users.orcid': 'a person’s own profile',
  'users.shown_fields': 'a person’s own profile',
};

type Column = { table: string; column: string; type: string; isNullable: boolean; labels: string[] | null };

describe('columns that the web role may change', () => {
  const site = provideTestSite();
  let web: postgres.Sql;
  let columns: Column[];

  beforeAll(async () => {
    web = postgres(site.urls.web, { max: 1, onnotice: () => {} });
    await makeRows(site);
    columns = await site.superuser<Column[]>`
      select p.table_name as table, p.column_name as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable",
        (select array_agg(quote_literal(enumlabel)) from pg_enum where enumtypid = a.atttypid) as labels
      from information_schema.column_privileges p
      join pg_attribute a on a.attrelid = format('%I.%I', p.table_schema, p.table_name)::regclass and a.attname = p.column_name
      where p.grantee = 'tidemark_web' and p.privilege_type = 'UPDATE' order by 1, 2`;
  });
  afterAll(() => web?.end());

  /** Returns SQL expressions that may give a column another value. */
  function candidatesFor({ column, type, isNullable, labels }: Column, people: readonly string[]): string[] {
    const own = `t.${column}`;
    const others =
      labels ??
      {
        uuid: people.map((id) => `'${id}'`),
        text: [`coalesce(${own}, '') || 'x'`, `'log_loss'`],
        'timestamp with time zone': ['now()', `now() + interval '1 day'`, `${own} - interval '1 day'`],
        integer: [`${own} + 1`, `${own} - 1`],
        bigint: [`${own} + 1`],
        boolean: [`not ${own}`],
        'double precision': [`${own} / 2`, '0.01'],
        jsonb: [`'[]'`, `'{}'`, `'{"cadence": {"kind": "monthly"}}'`],
        'text[]': [`${own} || '{x}'::text[]`],
        'profile_field[]': [`'{name}'`],
        'artefact_kind[]': [`'{onnx}'`],
      }[type] ??
      [];
    return isNullable ? [...others, 'null'] : others;
  }

  /**
   * Tries a change in a transaction that is rolled back. @returns true if the row changed although no audit
   * event was recorded
   */
  async function isUnseen(table: string, ctid: string, assignments: string): Promise<boolean> {
    let isUnseenChange = false;
    const undone = new Error('undone');
    try {
      await web.begin(async (tx) => {
        const read = async () =>
          (await tx.unsafe(`select to_jsonb(t)::text as row from ${table} t where ${keyOf(ctid)}`))[0]?.row;
        const before = await read();
        const [after] = await tx.unsafe(
          `update ${table} t set ${assignments} where ${keyOf(ctid)} returning to_jsonb(t)::text as row`,
        );
        await tx`set constraints all immediate`;
        const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
          select count(*)::int as count from audit_events where xmin = pg_current_xact_id()::xid`;
        isUnseenChange = after !== undefined && after.row !== before && count === 0;
        throw undone;
      });
    } catch (error) {
      if (error !== undone && !(error instanceof postgres.PostgresError)) throw error;
    }
    return isUnseenChange;
  }
  const keyOf = (ctid: string) => `t.ctid = '${ctid}'`;

  it('all have a row on which this test tries them', async () => {
    for (const table of new Set(columns.map((one) => one.table)))
      expect(await site.superuser.unsafe(`select from ${table} limit 1`), table).toHaveLength(1);
  });

  it('record an audit event or refuse the change, each column alone and each two together', async () => {
    const people = (await site.superuser<{ id: string }[]>`select user_id as id from users`).map(
      ({ id }) => id,
    );
    const unseen = new Set<string>();
    for (const table of new Set(columns.map((one) => one.table))) {
      const ofTable = columns.filter((one) => one.table === table);
      const rows = await site.superuser.unsafe<{ ctid: string }[]>(
        table === 'rounds'
          ? 'select min(ctid::text) as ctid from rounds group by state'
          : `select ctid::text as ctid from ${table} limit 5`,
      );
      for (const { ctid } of rows) {
        for (const one of ofTable)
          for (const value of candidatesFor(one, people))
            if (await isUnseen(table, ctid, `${one.column} = ${value}`)) unseen.add(`${table}.${one.column}`);
        const loud = ofTable.filter((one) => !unseen.has(`${table}.${one.column}`));
        for (const [i, one] of loud.entries())
          for (const other of loud.slice(i + 1))
            for (const value of candidatesFor(one, people).slice(0, 2))
              for (const otherValue of candidatesFor(other, people).slice(0, 2))
                if (await isUnseen(table, ctid, `${one.column} = ${value}, ${other.column} = ${otherValue}`))
                  unseen.add(`${table}.${one.column} with ${other.column}`);
      }
    }
    expect([...unseen].sort()).toEqual(Object.keys(withoutEvent).sort());
  }, 300_000);
});

/**
 * Makes rows in every table with a column that the web role may change, and rounds in all states that a web
 * process can meet.
 */
async function makeRows(site: TestSite): Promise<void> {
  const owner = await makePerson(site);
  const rival = await makePerson(site);
  const scorer = await startTestScorer(site);
  const items = makeBinaryItems(10);
  const play = async () => {
    const slug = await makeBenchmark(owner);
    await makeOpenRound(owner, slug, formatTestSet(items));
    await submitPredictions(rival, slug, formatPredictions(items.ids, 'no'));
    return slug;
  };
  const [, closed, frozen] = [await play(), await play(), await play()];
  unwrap(await closeRound(owner, closed, 1, { reason: 'It has run long enough' }));
  unwrap(await freezeRound(owner, frozen, 1, { reason: 'Labels were seen.' }));
  await scorer.stop();
  await makeBenchmark(owner);
  await insertOthers(site, owner, rival);
}

/**
 * Inserts rows that would take long to make through the services. Triggers are disabled, so that each row may
 * have any state.
 */
async function insertOthers({ superuser }: TestSite, owner: Actor, rival: Actor): Promise<void> {
  await superuser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const [round] = await tx`select round_id, benchmark_id from rounds where state = 'frozen'`;
    const [model] = await tx`select model_id, team_id from models limit 1`;
    const at = new Date();
    const later = new Date(at.getTime() + 3_600_000);
    const { round_id, benchmark_id } = round!;
    const { model_id, team_id } = model!;
    const [user_id, rival_id] = [owner.userId, rival.userId];
    await tx`insert into sessions ${tx({ session_sha256: 'a', user_id, expires_at: later })}`;
    await tx`insert into sign_in_links ${tx({ token_sha256: 'a', email: 'a@example.org', browser_sha256: 'a', is_known_browser: false, can_renew: true, asked_at: at, expires_at: later })}`;
    const [hook] = await tx`
      insert into webhooks ${tx({ user_id, url: 'https://a.example/', events: tx`array['scored']::webhook_event[]` as never, secret: 'a', created_at: at, due_at: at })}
      returning webhook_id`;
    await tx`
      insert into webhook_deliveries (webhook_id, event, notice_id, created_at)
      select ${hook!.webhook_id}, 'round_opened', notice_id, ${at} from notices limit 1`;
    await tx`insert into api_tokens ${tx({ user_id, name: 'a', token_sha256: 'a', hint: 'a', scope: 'read', expires_at: later })}`;
    const [runner] =
      await tx`insert into runners ${tx({ name: 'a', token_sha256: 'a', recipient: 'a', public_key: 'a' })} returning runner_id`;
    await tx`
      with tried as (insert into dry_runs (dry_run_id, benchmark_id, user_id, kind, sha256, byte_count, state, received_at)
        values (gen_random_uuid(), ${benchmark_id}, ${user_id}, 'onnx', '', 1, 'passed', ${at}) returning dry_run_id)
      insert into runs (purpose, kind, dry_run_id, attempt, priority, user_id, queued_at, state, runner_id, leased_until)
      select 'dry_run', 'onnx', dry_run_id, 1, 0, ${user_id}, ${at}, 'prepared', ${runner!.runner_id}, ${later} from tried`;
    await tx`insert into run_turns ${tx({ user_id, leased_at: at })}`;
    await tx`insert into invitations ${tx({ benchmark_id, email: 'a@example.org', role: 'owner', token_sha256: 'a', invited_by: user_id, invited_at: at, expires_at: later })}`;
    const [own] = await tx`select team_id from team_members where user_id = ${user_id}`;
    await tx`insert into team_merges ${tx({ benchmark_id, team_id, other_team_id: own!.team_id, name: 'a', asked_by: rival_id, asked_at: at })}`;
    await tx`insert into model_versions ${tx(
      ['checking', 'active'].map((state) => ({
        version_id: tx`gen_random_uuid()` as never,
        model_id,
        version: state,
        skeleton: state,
        kind: 'onnx',
        sha256: state,
        byte_count: 1,
        frozen_at: at,
        frozen_by: rival_id,
        state,
      })),
    )}`;
    await tx`insert into leak_reports ${tx({ round_id, contact: '', report: 'seen', reported_at: at, kind: 'anonymous' })}`;
    await tx`insert into invalidations ${tx({ round_id, reason: 'a leak', proposed_by: user_id, proposed_at: at })}`;
    await tx`insert into leak_overrules ${tx({ round_id, reason: 'no leak', proposed_by: user_id, proposed_at: at })}`;
    await tx`insert into errata ${tx({ round_id, number: 1, state: 'compared', corrections: tx.json([]), reason: 'wrong', proposed_by: user_id, proposed_at: at, compared_at: at })}`;
    await tx`insert into team_link_proposals ${tx({ benchmark_id, team_ids: [team_id], reason: 'one lab', proposed_by: user_id, proposed_at: at })}`;
    await tx`insert into linked_teams ${tx({ benchmark_id, team_id, group_id: tx`gen_random_uuid()` as never, reason: 'one lab', linked_at: at })}`;
    await tx`insert into anchors ${tx({ benchmark_id, model_id, version: '1', reason: 'frozen', designated_by: user_id, designated_at: at })}`;
    const [flag] =
      await tx`insert into flags ${tx({ round_id, kind: 'near-copy', subject: '1', flag: tx.json({}), raised_at: at })} returning flag_id`;
    await tx`insert into team_withdrawals ${tx({ round_id, team_id, flag_id: flag!.flag_id, reason: 'a copy', proposed_by: user_id, proposed_at: at })}`;
    const [notice] =
      await tx`insert into notices ${tx({ key: 'a', kind: 'round_frozen', benchmark_id, round_id, detail: tx.json({}), created_at: at })} returning notice_id`;
    await tx`insert into notice_deliveries ${tx({ notice_id: notice!.notice_id, user_id, due_at: at })}`;
  });
}
