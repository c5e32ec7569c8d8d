import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../client';
import { isReadableBy } from './team-queries';

/**
 * SQL for the slug of benchmark `b` if the person may read it, as in `findBenchmarkWithRole`; otherwise null.
 */
const slugFor = (userId: string): SQL => sql`case when ${isReadableBy(userId)} then b.slug end as benchmark`;

const isMember = (teamId: SQL, userId: string): SQL =>
  sql`exists (select from team_members own where own.team_id = ${teamId} and own.user_id = ${userId}::uuid)`;

type Section = {
  /** Tables with rows that name a person, from which the section is read. */
  readonly tables: readonly string[];
  /**
   * Selects the person's rows in a fixed order, without secrets, hashes of secrets, or other people's data.
   */
  readonly rows: (userId: string) => SQL;
};

/** The sections of a download of one's own data; submissions are added separately. */
export const ownDataSections = {
  account: {
    tables: ['users'],
    rows: (id) => sql`
      select user_id as id, name, email, email_verified_at, image, affiliation, orcid, link, shown_fields, is_operator, created_at
      from users where user_id = ${id}`,
  },
  sign_in_methods: {
    tables: ['accounts'],
    rows: (id) => sql`
      select provider, provider_account_id, linked_at from accounts where user_id = ${id} order by provider, provider_account_id`,
  },
  sessions: {
    tables: ['sessions'],
    rows: (id) => sql`
      select session_id as id, created_at, last_used_at, expires_at, browser, provider from sessions
      where user_id = ${id} order by created_at, session_id`,
  },
  sign_in_mails: {
    tables: [],
    rows: (id) => sql`
      select l.asked_at, l.mailed_at, l.used_at, l.expires_at from sign_in_links l join users u on lower(u.email) = l.email
      where u.user_id = ${id} order by l.asked_at, l.sign_in_link_id`,
  },
  tokens: {
    tables: ['api_tokens'],
    rows: (id) => sql`
      select t.name, t.hint, t.scope, t.created_at, t.expires_at, t.revoked_at, t.last_used_at, ${slugFor(id)}, g.slug as team
      from api_tokens t left join benchmarks b using (benchmark_id) left join teams g using (team_id)
      where t.user_id = ${id} order by t.created_at, t.api_token_id`,
  },
  spent_budgets: {
    tables: ['spent_budgets'],
    rows: (id) =>
      sql`select budget, began_at, amount from spent_budgets where user_id = ${id} order by budget`,
  },
  teams: {
    tables: ['team_members', 'teams'],
    rows: (id) => sql`
      select t.slug, t.name, t.description, m.role, m.is_named, m.joined_at, t.founded_by = ${id} as is_founder
      from team_members m join teams t using (team_id) where m.user_id = ${id} order by m.joined_at, t.team_id`,
  },
  replaced_team_names: {
    tables: ['former_team_names'],
    rows: (id) => sql`
      select f.name, f.ended_at from former_team_names f
      where f.renamed_by = ${id} and f.is_shown order by f.ended_at, f.team_id`,
  },
  pseudonyms: {
    tables: ['team_pseudonyms'],
    rows: (id) => sql`
      select ${slugFor(id)}, t.name as team, p.name, p.set_at, p.ends_at, p.ended_at
      from team_pseudonyms p join benchmarks b using (benchmark_id) join teams t using (team_id)
      where p.set_by = ${id} and ${isMember(sql`p.team_id`, id)} order by p.set_at, p.pseudonym_id`,
  },
  rounds_entered: {
    tables: ['round_entrants'],
    rows: (id) => sql`
      select ${slugFor(id)}, r.number as round, t.name as team, e.bound_at
      from round_entrants e join rounds r using (round_id) join benchmarks b using (benchmark_id) join teams t using (team_id)
      where e.user_id = ${id} order by e.bound_at, e.round_id`,
  },
  entries: {
    tables: ['entrants'],
    rows: (id) => sql`
      select ${slugFor(id)}, e.way, e.state, e.answers, e.asked_at, e.decided_at, e.reason
      from entrants e join benchmarks b using (benchmark_id) where e.user_id = ${id} order by e.benchmark_id`,
  },
  entry_lists: {
    tables: [],
    rows: (id) => sql`
      select * from (
        select ${slugFor(id)}, a.address from entry_addresses a join users u on a.address = lower(u.email)
          join benchmarks b using (benchmark_id) where u.user_id = ${id}) listed
      where benchmark is not null order by benchmark`,
  },
  accepted_rules: {
    tables: ['rules_acceptances'],
    rows: (id) => sql`
      select ${slugFor(id)}, a.number, v.sha256, a.accepted_at
      from rules_acceptances a join rules_versions v using (benchmark_id, number) join benchmarks b using (benchmark_id)
      where a.user_id = ${id} order by a.accepted_at, a.benchmark_id, a.number`,
  },
  roles: {
    tables: ['benchmark_maintainers'],
    rows: (id) => sql`
      select ${slugFor(id)}, m.role, m.added_at from benchmark_maintainers m join benchmarks b using (benchmark_id)
      where m.user_id = ${id} order by m.added_at, m.benchmark_id`,
  },
  invitations: {
    tables: ['invitations'],
    rows: (id) => sql`
      select ${slugFor(id)}, t.name as team, coalesce(i.role::text, i.team_role::text) as role, i.invited_by = ${id} as is_sent,
        i.invited_at, i.expires_at, i.accepted_at, i.revoked_at
      from invitations i left join benchmarks b using (benchmark_id) left join teams t using (team_id)
      where i.invited_by = ${id} or i.accepted_by = ${id} order by i.invited_at, i.invitation_id`,
  },
  follows: {
    tables: ['benchmark_followers'],
    rows: (id) => sql`
      select ${slugFor(id)}, f.followed_at from benchmark_followers f join benchmarks b using (benchmark_id)
      where f.user_id = ${id} order by f.followed_at, f.benchmark_id`,
  },
  muted_notices: {
    tables: ['muted_notices'],
    rows: (id) => sql`select kind from muted_notices where user_id = ${id} order by kind`,
  },
  notices: {
    tables: ['notice_deliveries'],
    rows: (id) => sql`
      select n.kind, ${slugFor(id)}, r.number as round, n.created_at, d.sent_at
      from notice_deliveries d join notices n using (notice_id) join benchmarks b using (benchmark_id)
        left join rounds r on r.round_id = n.round_id and r.state <> 'draft'
      where d.user_id = ${id} order by n.created_at, n.notice_id`,
  },
  webhooks: {
    tables: ['webhooks'],
    rows: (id) => sql`
      select webhook_id as id, url, events, created_at, off_at from webhooks where user_id = ${id} order by created_at, webhook_id`,
  },
  webhook_deliveries: {
    tables: [],
    rows: (id) => sql`
      select d.webhook_id, d.event, d.created_at, d.tried_at, d.outcome, d.delivered_at
      from webhook_deliveries d join webhooks w using (webhook_id) where w.user_id = ${id} order by d.number`,
  },
  dry_runs: {
    tables: ['dry_runs'],
    rows: (id) => sql`
      select d.dry_run_id as id, ${slugFor(id)}, d.kind, d.sha256, d.byte_count, d.state, d.received_at, d.finished_at, d.code, d.message
      from dry_runs d join benchmarks b using (benchmark_id) where d.user_id = ${id} order by d.received_at, d.dry_run_id`,
  },
  model_versions: {
    tables: ['model_versions'],
    rows: (id) => sql`
      select ${slugFor(id)}, m.name as model, v.version, v.kind, v.sha256, v.byte_count, v.frozen_at, v.retired_at, v.retired_by = ${id} as is_retired_by_you
      from model_versions v join models m using (model_id) join benchmarks b using (benchmark_id)
      where v.frozen_by = ${id} order by v.frozen_at, v.version_id`,
  },
  submissions_for_former_teams: {
    tables: ['submissions'],
    rows: (id) => sql`
      select s.submission_id as id, ${slugFor(id)}, r.number as round, s.file_sha256 as sha256, s.received_at
      from submissions s join rounds r using (round_id) join benchmarks b using (benchmark_id)
      where s.user_id = ${id} and not s.is_automatic and not ${isMember(sql`s.team_id`, id)} order by s.received_at, s.submission_id`,
  },
  submission_notes: {
    tables: ['submission_notes'],
    rows: (id) => sql`
      select n.submission_id, n.text, n.written_at from submission_notes n join submissions s using (submission_id)
      where n.written_by = ${id} and ${isMember(sql`s.team_id`, id)} order by n.written_at, n.submission_id`,
  },
  leak_reports: {
    tables: ['leak_reports'],
    rows: (id) => sql`
      select ${slugFor(id)}, r.number as round, l.kind, l.contact, l.report, l.reported_at
      from leak_reports l join rounds r using (round_id) join benchmarks b using (benchmark_id)
      where l.user_id = ${id} order by l.reported_at, l.leak_report_id`,
  },
  training_files: {
    tables: ['training_files'],
    rows: (id) => sql`
      select ${slugFor(id)}, f.name, f.sha256, f.byte_count, f.uploaded_at from training_files f join benchmarks b using (benchmark_id)
      where f.uploaded_by = ${id} order by f.uploaded_at, f.training_file_id`,
  },
  audit_events: {
    tables: [],
    // Other details of an event may name other people, so they are left out.
    rows: (id) => sql`
      select e.at, e.act, e.actor_kind, ${slugFor(id)}, e.detail ->> 'reason' as reason, e.is_public
      from audit_events e left join benchmarks b using (benchmark_id)
      where e.user_id = ${id} or e.act = 'account_deleted' and e.detail ->> 'person' = ${id}::text order by e.audit_event_id`,
  },
} as const satisfies Record<string, Section>;

export type OwnDataSection = keyof typeof ownDataSections;

const recorded = 'The act is among the audit events.';

/** Tables with a person's key that no section reads, each with the reason. */
export const tablesNotInOwnData: Readonly<Record<string, string>> = {
  anchors: recorded,
  errata: recorded,
  flags: recorded,
  former_identities: 'Hashes of the address and the sign-in methods, which are in the download.',
  invalidations: recorded,
  label_holders: 'It follows from the roles, whose events are recorded; the web process can’t read it.',
  leak_overrules: recorded,
  linked_teams: recorded,
  team_link_proposals: recorded,
  team_merges: 'A merge belongs to two teams, whose pages show it.',
  team_withdrawals: recorded,
  rounds: recorded,
  runner_requests: recorded,
  run_turns: 'The instant at which one of the person’s models was last run.',
  runs: 'A run that waits or is under way, which its submission or dry run shows.',
};

/**
 * Lists a part of a section's rows. Each part is read by a statement of its own, so that a slow reader
 * doesn't occupy a connection.
 */
export async function listOwnData(
  db: Executor,
  section: OwnDataSection,
  userId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<unknown[]> {
  const found = await db.execute<{ row: unknown }>(sql`
    select to_jsonb(part) as row from (${ownDataSections[section].rows(userId)} limit ${limit} offset ${offset}) part`);
  return found.map(({ row }) => row);
}
