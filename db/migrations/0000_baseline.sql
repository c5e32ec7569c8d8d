-- The schema in force but for functions, triggers and views, which each start makes anew (db/functions/, db/migrate.ts). The
-- whole of it is in db/schema.sql.

create schema hidden;

revoke all on schema public from public;

create schema queue;

do $$ begin
  execute format('revoke temporary on database %I from public', current_database());
end $$;

grant usage on schema hidden to tidemark_scorer;

grant usage on schema public to tidemark_scorer;
grant usage on schema public to tidemark_web;

grant create, usage on schema queue to tidemark_scorer;
grant usage on schema queue to tidemark_web;

create extension pg_trgm with schema public;

create type public.artefact_kind as enum ('onnx', 'container');
create type public.audit_actor_kind as enum ('maintainer', 'operator', 'visitor', 'scheduler', 'scorer', 'participant');
create type public.budget_name as enum ('acts', 'benchmarks', 'bytes', 'checks', 'downloads', 'dry_runs', 'entry_codes', 'image_bytes', 'leak_reports', 'mails', 'rejected_models', 'teams');
create type public.direction as enum ('higher', 'lower');
create type public.dry_run_state as enum ('queued', 'running', 'passed', 'rejected', 'failed');
create type public.erratum_state as enum ('proposed', 'compared', 'published', 'dropped');
create type public.evidence as enum ('prospective', 'in-round', 'practice');
create type public.feedback_policy as enum ('exact', 'final-only', 'guarded-ladder', 'exact-with-budget');
create type public.flag_kind as enum ('near-copy', 'random-probing', 'chance-level', 'tiny-edit', 'equal-file', 'model-gap', 'repeat-differs');
create type public.input_visibility as enum ('public', 'hidden');
create type public.maintainer_role as enum ('auditor', 'maintainer', 'owner');
create type public.moderation_state as enum ('hidden', 'suspended', 'deleted');
create type public.notice_kind as enum ('round_opened', 'closing_soon', 'round_closed', 'refresh_due', 'refresh_overdue', 'round_frozen', 'round_unfrozen', 'round_invalidated', 'leak_reported', 'objections_begun', 'erratum_published', 'flags_raised', 'consent_needed', 'announced', 'entry_asked', 'entry_decided', 'training_failed');
create type public.webhook_event as enum ('round_opened', 'closing_soon', 'scored', 'ranking_published', 'announced');
create type public.run_purpose as enum ('sample', 'round', 'practice', 'dry_run', 'train', 'trained_sample', 'repeat');
create type public.run_state as enum ('waiting', 'leased', 'prepared', 'returned', 'lost');
create type public.runner_loss_code as enum ('lost', 'slow', 'no_result', 'revoked');
create type public.split as enum ('feedback', 'final');
create type public.practice_state as enum ('queued', 'scored', 'rejected', 'failed');
create type public.profile_field as enum ('name', 'affiliation', 'orcid', 'link');
create type public.round_state as enum ('draft', 'sealed', 'open', 'closed', 'revealed', 'frozen', 'invalidated');
create type public.submission_kind as enum ('predictions', 'onnx', 'container');
create type public.submission_state as enum ('received', 'queued', 'scoring', 'scored', 'rejected', 'failed');
create type public.subject_kind as enum ('benchmark', 'team', 'model', 'text', 'event', 'person', 'job');
create type public.task as enum ('binary', 'multiclass', 'regression', 'text');
create type public.team_role as enum ('captain', 'member');
create type public.token_scope as enum ('read', 'submit', 'maintain');
create type public.training_state as enum ('queued', 'checking', 'frozen', 'rejected', 'failed');
create type public.version_state as enum ('checking', 'active', 'refused', 'retired');
create type public.visibility as enum ('public', 'unlisted', 'private', 'withdrawn');
create type public.entry_mode as enum ('open', 'approval', 'list');
create type public.entry_way as enum ('open', 'approval', 'list', 'code');
create type public.entrant_state as enum ('asked', 'entered', 'refused', 'removed');

create table public.users (
  user_id uuid not null default gen_random_uuid(),
  name text,
  email text,
  email_verified_at timestamptz,
  image text,
  affiliation text,
  orcid text,
  link text,
  shown_fields public.profile_field[] not null default '{}'::public.profile_field[],
  is_operator boolean not null default false,
  created_at timestamptz not null default now(),
  constraint users_pkey primary key (user_id)
);
create unique index users_email_key on public.users (lower(email));
grant insert, select on table public.users to tidemark_web;
grant update (affiliation, email_verified_at, link, name, orcid, shown_fields) on table public.users to tidemark_web;

create table public.spent_budgets (
  user_id uuid not null,
  budget public.budget_name not null,
  began_at timestamptz not null,
  amount bigint not null,
  constraint spent_budgets_pkey primary key (user_id, budget),
  constraint spent_budgets_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
grant select on table public.spent_budgets to tidemark_web;

create table public.accounts (
  user_id uuid not null,
  type text not null,
  provider text not null,
  provider_account_id text not null,
  refresh_token text,
  access_token text,
  expires_at integer,
  token_type text,
  scope text,
  id_token text,
  session_state text,
  linked_at timestamptz not null default now(),
  constraint accounts_pkey primary key (provider, provider_account_id),
  constraint accounts_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index accounts_user_id_idx on public.accounts (user_id);
grant delete, insert, select on table public.accounts to tidemark_web;

create table public.former_identities (
  identity_hmac text not null,
  user_id uuid not null,
  is_proved boolean not null,
  deleted_at timestamptz not null,
  constraint former_identities_pkey primary key (identity_hmac, user_id),
  constraint former_identities_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index former_identities_user_id_idx on public.former_identities (user_id);

create table public.sessions (
  session_sha256 text not null,
  user_id uuid not null,
  expires_at timestamptz not null,
  session_id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  browser text,
  provider text,
  provider_account_id text,
  constraint sessions_pkey primary key (session_sha256),
  constraint sessions_account_fk foreign key (provider, provider_account_id) references public.accounts(provider, provider_account_id) on delete cascade,
  constraint sessions_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade,
  constraint sessions_account_whole check ((provider is null) = (provider_account_id is null))
);
create index sessions_account_idx on public.sessions (provider, provider_account_id);
create unique index sessions_session_id_key on public.sessions (session_id);
create index sessions_user_id_idx on public.sessions (user_id);
grant delete, insert, select on table public.sessions to tidemark_web;
grant update (expires_at, last_used_at, session_sha256) on table public.sessions to tidemark_web;

create table public.sign_in_links (
  sign_in_link_id uuid not null default gen_random_uuid(),
  token_sha256 text not null,
  email text not null,
  browser_sha256 text not null,
  network_hmac text,
  is_known_browser boolean not null,
  can_renew boolean not null,
  asked_at timestamptz not null,
  mailed_at timestamptz,
  used_at timestamptz,
  expires_at timestamptz not null,
  constraint sign_in_links_pkey primary key (sign_in_link_id)
);
create index sign_in_links_asked_at_idx on public.sign_in_links (asked_at);
create index sign_in_links_email_idx on public.sign_in_links (email, asked_at);
create index sign_in_links_network_idx on public.sign_in_links (network_hmac, asked_at);
create unique index sign_in_links_token_sha256_key on public.sign_in_links (token_sha256);
grant delete, insert, select on table public.sign_in_links to tidemark_web;
grant update (can_renew, mailed_at, used_at) on table public.sign_in_links to tidemark_web;

create table public.teams (
  team_id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  created_at timestamptz not null default now(),
  skeleton text not null,
  description text not null default '',
  founded_by uuid,
  constraint teams_pkey primary key (team_id),
  constraint teams_founded_by_users_user_id_fk foreign key (founded_by) references public.users(user_id) on delete set null
);
create unique index teams_skeleton_key on public.teams (skeleton);
create unique index teams_slug_key on public.teams (slug);
grant select (team_id) on table public.teams to tidemark_scorer;
grant insert, select on table public.teams to tidemark_web;
grant update (description) on table public.teams to tidemark_web;

create table public.former_team_names (
  team_id uuid not null,
  slug text not null,
  name text not null,
  skeleton text not null,
  ended_at timestamptz not null,
  renamed_by uuid,
  is_shown boolean not null default true,
  constraint former_team_names_pkey primary key (team_id, ended_at),
  constraint former_team_names_renamed_by_users_user_id_fk foreign key (renamed_by) references public.users(user_id) on delete set null,
  constraint former_team_names_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id)
);
create index former_team_names_skeleton_idx on public.former_team_names (skeleton);
create index former_team_names_slug_idx on public.former_team_names (slug);
grant select on table public.former_team_names to tidemark_web;

create table public.team_members (
  team_id uuid not null,
  user_id uuid not null,
  role public.team_role not null default 'member'::public.team_role,
  is_named boolean not null default false,
  joined_at timestamptz not null default now(),
  constraint team_members_pkey primary key (team_id, user_id),
  constraint team_members_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint team_members_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index team_members_user_id_idx on public.team_members (user_id);
grant delete, insert, select on table public.team_members to tidemark_web;
grant update (is_named, role) on table public.team_members to tidemark_web;

create table public.inbox_mails (
  inbox_mail_id uuid not null default gen_random_uuid(),
  recipient text not null,
  subject text not null,
  body text not null,
  sent_at timestamptz not null default now(),
  constraint inbox_mails_pkey primary key (inbox_mail_id)
);
grant delete, insert, select on table public.inbox_mails to tidemark_web;

create table public.benchmarks (
  benchmark_id uuid not null default gen_random_uuid(),
  slug text not null,
  title text not null,
  description text not null,
  rules text not null,
  task public.task not null,
  classes text[] not null,
  metric text not null,
  secondary_metrics text[] not null,
  log_loss_clip double precision not null default 0.0001,
  direction public.direction not null,
  accepts text[] not null,
  inputs public.input_visibility not null,
  features jsonb not null,
  quota_per_round integer not null,
  quota_per_day integer not null,
  team_size_max integer not null default 5,
  feedback_policy public.feedback_policy not null,
  feedback_share real not null,
  visibility public.visibility not null,
  created_at timestamptz not null default now(),
  schedule jsonb not null default '{"cadence": {"kind": "none"}, "timeZone": "UTC"}'::jsonb,
  next_rotation_at timestamptz,
  overdue_since timestamptz,
  reveals_after_rounds integer,
  summary text not null,
  links jsonb not null default '[]'::jsonb,
  contacts text[] not null default '{}'::text[],
  model_signature jsonb,
  container_needs jsonb,
  trusted_runners text[],
  model_sample json,
  tags text[] not null default '{}'::text[],
  license text,
  terms text,
  paper text,
  column_notes jsonb not null default '[]'::jsonb,
  entry public.entry_mode not null default 'open',
  entry_questions text[] not null default '{}'::text[],
  rules_version integer not null default 0,
  constraint benchmarks_pkey primary key (benchmark_id),
  constraint benchmarks_feedback_share_range check (feedback_share >= 0 and feedback_share <= 0.9),
  constraint benchmarks_log_loss_clip_range check (log_loss_clip >= 1e-15 and log_loss_clip <= 0.01),
  constraint benchmarks_few_entry_questions check (cardinality(entry_questions) <= 10),
  constraint benchmarks_address_if_private check (visibility <> 'private' or slug ~ '-[a-z0-9]{8}$'),
  constraint benchmarks_list_if_private check (visibility <> 'private' or entry = 'list'),
  constraint benchmarks_quota_positive check (quota_per_round > 0 and quota_per_day > 0),
  constraint benchmarks_reveals_after_positive check (reveals_after_rounds >= 0),
  constraint benchmarks_team_size_range check (team_size_max between 1 and 50)
);
create index benchmarks_created_at_idx on public.benchmarks (created_at, slug) where visibility = 'public';
create index benchmarks_next_rotation_at_idx on public.benchmarks (next_rotation_at);
create unique index benchmarks_slug_key on public.benchmarks (slug);
grant select on table public.benchmarks to tidemark_scorer;
grant update (model_sample, next_rotation_at, overdue_since) on table public.benchmarks to tidemark_scorer;
grant insert, select on table public.benchmarks to tidemark_web;
grant update (accepts, classes, column_notes, contacts, container_needs, description, direction, entry, entry_questions, features, feedback_policy, feedback_share, license, links, log_loss_clip, metric, next_rotation_at, paper, quota_per_day, quota_per_round, reveals_after_rounds, rules, schedule, secondary_metrics, summary, tags, task, team_size_max, terms, title, trusted_runners, visibility) on table public.benchmarks to tidemark_web;

create table public.api_tokens (
  api_token_id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  name text not null,
  token_sha256 text not null,
  hint text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  scope public.token_scope not null,
  made_by_token_id uuid,
  benchmark_id uuid,
  team_id uuid,
  constraint api_tokens_pkey primary key (api_token_id),
  constraint api_tokens_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id) on delete cascade,
  constraint api_tokens_made_by_token_id_api_tokens_api_token_id_fk foreign key (made_by_token_id) references public.api_tokens(api_token_id) on delete cascade,
  constraint api_tokens_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id) on delete cascade,
  constraint api_tokens_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade,
  constraint api_tokens_of_team_never_maintain check (team_id is null or scope <> 'maintain')
);
create index api_tokens_benchmark_id_idx on public.api_tokens (benchmark_id);
create index api_tokens_made_by_token_id_idx on public.api_tokens (made_by_token_id);
create index api_tokens_team_id_idx on public.api_tokens (team_id);
create unique index api_tokens_token_sha256_key on public.api_tokens (token_sha256);
create index api_tokens_user_id_idx on public.api_tokens (user_id);
grant delete, insert, select on table public.api_tokens to tidemark_web;
grant update (last_used_at, revoked_at) on table public.api_tokens to tidemark_web;

create table public.benchmark_maintainers (
  benchmark_id uuid not null,
  user_id uuid not null,
  added_at timestamptz not null default now(),
  role public.maintainer_role not null default 'owner'::public.maintainer_role,
  constraint benchmark_maintainers_pkey primary key (benchmark_id, user_id),
  constraint benchmark_maintainers_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint benchmark_maintainers_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index benchmark_maintainers_user_id_idx on public.benchmark_maintainers (user_id);
grant delete, insert, select on table public.benchmark_maintainers to tidemark_web;
grant update (role) on table public.benchmark_maintainers to tidemark_web;

create table public.training_files (
  training_file_id uuid not null,
  benchmark_id uuid not null,
  name text not null,
  byte_count bigint not null,
  sha256 text not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  constraint training_files_pkey primary key (training_file_id),
  constraint training_files_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id) on delete cascade,
  constraint training_files_uploaded_by_users_user_id_fk foreign key (uploaded_by) references public.users(user_id) on delete set null,
  constraint training_files_byte_count_positive check (byte_count > 0)
);
create unique index training_files_benchmark_id_key on public.training_files (benchmark_id);
create index training_files_uploaded_by_idx on public.training_files (uploaded_by);
grant delete, insert, select on table public.training_files to tidemark_web;
grant select (training_file_id) on table public.training_files to tidemark_scorer;

create table public.benchmark_followers (
  benchmark_id uuid not null,
  user_id uuid not null,
  followed_at timestamptz not null default now(),
  constraint benchmark_followers_pkey primary key (benchmark_id, user_id),
  constraint benchmark_followers_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id) on delete cascade,
  constraint benchmark_followers_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index benchmark_followers_user_id_idx on public.benchmark_followers (user_id);
grant delete, insert, select on table public.benchmark_followers to tidemark_web;

create table public.label_holders (
  benchmark_id uuid not null,
  user_id uuid not null,
  held_at timestamptz not null,
  constraint label_holders_pkey primary key (benchmark_id, user_id),
  constraint label_holders_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint label_holders_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index label_holders_user_id_idx on public.label_holders (user_id);

create table public.host_teams (
  benchmark_id uuid not null,
  team_id uuid not null,
  held_at timestamptz not null,
  constraint host_teams_pkey primary key (benchmark_id, team_id),
  constraint host_teams_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint host_teams_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id)
);
grant select on table public.host_teams to tidemark_scorer;
grant select on table public.host_teams to tidemark_web;

create table public.invitations (
  invitation_id uuid not null default gen_random_uuid(),
  benchmark_id uuid,
  team_id uuid,
  email text,
  role public.maintainer_role,
  team_role public.team_role,
  token_sha256 text not null,
  invited_by uuid,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  constraint invitations_pkey primary key (invitation_id),
  constraint invitations_accepted_by_users_user_id_fk foreign key (accepted_by) references public.users(user_id) on delete set null,
  constraint invitations_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint invitations_invited_by_users_user_id_fk foreign key (invited_by) references public.users(user_id) on delete set null,
  constraint invitations_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint invitations_to_one check (num_nonnulls(benchmark_id, role, email) = 3 and num_nonnulls(team_id, team_role) = 0
    or num_nonnulls(team_id, team_role) = 2 and num_nonnulls(benchmark_id, role) = 0)
);
create index invitations_benchmark_id_idx on public.invitations (benchmark_id);
create index invitations_team_id_idx on public.invitations (team_id);
create unique index invitations_token_sha256_key on public.invitations (token_sha256);
grant insert, select on table public.invitations to tidemark_web;
grant update (accepted_at, accepted_by, revoked_at) on table public.invitations to tidemark_web;

create table public.entrants (
  benchmark_id uuid not null,
  user_id uuid not null,
  way public.entry_way not null,
  state public.entrant_state not null,
  answers jsonb not null default '[]'::jsonb,
  asked_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  constraint entrants_pkey primary key (benchmark_id, user_id),
  constraint entrants_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint entrants_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade,
  constraint entrants_decided_by_users_user_id_fk foreign key (decided_by) references public.users(user_id) on delete set null
);
create index entrants_user_id_idx on public.entrants (user_id);
grant select on table public.entrants to tidemark_web;

create table public.entry_addresses (
  benchmark_id uuid not null,
  address text not null,
  constraint entry_addresses_pkey primary key (benchmark_id, address),
  constraint entry_addresses_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id)
);
create index entry_addresses_address_idx on public.entry_addresses (address);
grant select on table public.entry_addresses to tidemark_web;

create table public.entry_codes (
  benchmark_id uuid not null,
  code_sha256 text not null,
  made_at timestamptz not null,
  constraint entry_codes_pkey primary key (benchmark_id),
  constraint entry_codes_code_sha256_key unique (code_sha256),
  constraint entry_codes_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id)
);
grant select (benchmark_id, made_at) on table public.entry_codes to tidemark_web;

create table public.rules_versions (
  benchmark_id uuid not null,
  number integer not null,
  sha256 text not null,
  made_at timestamptz not null,
  superseded_at timestamptz,
  constraint rules_versions_pkey primary key (benchmark_id, number),
  constraint rules_versions_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id)
);
grant select on table public.rules_versions to tidemark_web;

create table public.rules_acceptances (
  benchmark_id uuid not null,
  number integer not null,
  user_id uuid not null,
  accepted_at timestamptz not null default now(),
  constraint rules_acceptances_pkey primary key (benchmark_id, number, user_id),
  constraint rules_acceptances_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade,
  constraint rules_acceptances_version_fk foreign key (benchmark_id, number) references public.rules_versions(benchmark_id, number)
);
create index rules_acceptances_user_id_idx on public.rules_acceptances (user_id);
grant insert (benchmark_id, number, user_id), select on table public.rules_acceptances to tidemark_web;

create table public.benchmark_listings (
  benchmark_id uuid not null,
  is_listed boolean not null default false,
  slug text not null,
  title text not null,
  task public.task not null,
  tags text[] not null default '{}'::text[],
  state public.round_state,
  judged_state public.round_state,
  is_judged_ranked boolean not null default false,
  judged_due_at timestamptz,
  judged_stale_at timestamptz,
  closes_at timestamptz,
  ranking_round_id uuid,
  ranking_revision integer,
  ranking jsonb,
  ranked_count integer not null default 0,
  ranked_names text not null default ''::text,
  changed_at timestamptz,
  document tsvector not null default ''::tsvector,
  words text not null default ''::text,
  constraint benchmark_listings_pkey primary key (benchmark_id),
  constraint benchmark_listings_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id)
);
create index benchmark_listings_changed_at_idx on public.benchmark_listings (changed_at desc nulls last, slug) where is_listed;
create index benchmark_listings_closes_at_idx on public.benchmark_listings (closes_at, title collate "en-x-icu", slug) where is_listed;
create index benchmark_listings_document_idx on public.benchmark_listings using gin (document) with (fastupdate='false');
create index benchmark_listings_ranked_count_idx on public.benchmark_listings (ranked_count desc nulls last, slug) where is_listed;
create index benchmark_listings_tags_idx on public.benchmark_listings using gin (tags) with (fastupdate='false');
create index benchmark_listings_title_idx on public.benchmark_listings (title collate "en-x-icu", slug) where is_listed;
create index benchmark_listings_words_idx on public.benchmark_listings using gin (words public.gin_trgm_ops) with (fastupdate='false');
grant select on table public.benchmark_listings to tidemark_web;

create table public.rounds (
  round_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  number integer not null,
  title text not null,
  state public.round_state not null default 'draft'::public.round_state,
  opens_at timestamptz,
  closes_at timestamptz,
  created_at timestamptz not null default now(),
  sealed_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  feedback_policy public.feedback_policy,
  test_set_byte_count bigint not null,
  test_set_sealed_sha256 text not null,
  checked_at timestamptz,
  check_report jsonb,
  item_count integer,
  feedback_count integer,
  final_count integer,
  scorer_version text,
  queue_order integer not null,
  replaces_round_id uuid,
  commitment jsonb,
  frozen_at timestamptz,
  frozen_from public.round_state,
  freeze_reason text,
  invalidated_at timestamptz,
  invalidation_reason text,
  revealed_at timestamptz,
  archive jsonb,
  feedback_cap integer,
  uploaded_by uuid,
  idempotency_key text,
  request_sha256 text,
  secondary_metrics text[],
  accepts text[],
  quota_per_round integer,
  quota_per_day integer,
  constraint rounds_pkey primary key (round_id),
  constraint rounds_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint rounds_replaces_round_id_rounds_round_id_fk foreign key (replaces_round_id) references public.rounds(round_id),
  constraint rounds_uploaded_by_users_user_id_fk foreign key (uploaded_by) references public.users(user_id) on delete set null,
  constraint rounds_closes_after_opening check (closes_at is null or opens_at is null or closes_at > opens_at),
  constraint rounds_frozen_has_reason check (state <> 'frozen' or (frozen_from is not null and frozen_at is not null and freeze_reason <> '')),
  constraint rounds_invalidated_has_reason check (state <> 'invalidated' or (invalidated_at is not null and invalidation_reason <> '')),
  constraint rounds_open_has_interval check (state <> 'open' or (opened_at is not null and closes_at is not null)),
  constraint rounds_revealed_has_archive check (state <> 'revealed' or (revealed_at is not null and archive is not null)),
  constraint rounds_sealed_has_splits check (state = 'draft' or num_nulls(item_count, sealed_at, scorer_version, commitment) = 0)
);
create unique index rounds_benchmark_id_number_key on public.rounds (benchmark_id, number);
create unique index rounds_one_of_key_per_uploader on public.rounds (uploaded_by, idempotency_key);
create unique index rounds_one_open_per_benchmark on public.rounds (benchmark_id) where state = 'open';
create index rounds_replaces_round_id_idx on public.rounds (replaces_round_id);
create index rounds_uploaded_by_idx on public.rounds (uploaded_by);
grant select on table public.rounds to tidemark_scorer;
grant update (feedback_cap, archive, check_report, checked_at, closed_at, closes_at, commitment, feedback_count, feedback_policy, final_count, invalidated_at, invalidation_reason, item_count, opened_at, opens_at, revealed_at, scorer_version, sealed_at, state) on table public.rounds to tidemark_scorer;
grant delete, insert, select on table public.rounds to tidemark_web;
grant update (closed_at, closes_at, freeze_reason, frozen_at, frozen_from, invalidated_at, invalidation_reason, opens_at, state, title) on table public.rounds to tidemark_web;

create table public.rotations (
  benchmark_id uuid not null,
  due_at timestamptz not null,
  recorded_at timestamptz not null,
  closed_round_id uuid,
  opened_round_id uuid,
  constraint rotations_pkey primary key (benchmark_id, due_at),
  constraint rotations_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint rotations_closed_round_id_rounds_round_id_fk foreign key (closed_round_id) references public.rounds(round_id),
  constraint rotations_opened_round_id_rounds_round_id_fk foreign key (opened_round_id) references public.rounds(round_id)
);
create unique index rotations_closed_round_id_key on public.rotations (closed_round_id);
create unique index rotations_opened_round_id_key on public.rotations (opened_round_id);
grant insert, select on table public.rotations to tidemark_scorer;
grant select on table public.rotations to tidemark_web;

create table public.leak_reports (
  leak_report_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  user_id uuid,
  contact text not null,
  report text not null,
  reported_at timestamptz not null,
  handled_at timestamptz,
  handled_by uuid,
  kind text not null,
  network_hash text,
  constraint leak_reports_pkey primary key (leak_report_id),
  constraint leak_reports_handled_by_users_user_id_fk foreign key (handled_by) references public.users(user_id) on delete set null,
  constraint leak_reports_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint leak_reports_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete set null
);
create index leak_reports_reported_at_idx on public.leak_reports (reported_at);
create index leak_reports_round_id_reported_at_idx on public.leak_reports (round_id, reported_at);
grant insert, select on table public.leak_reports to tidemark_web;
grant update (handled_at, handled_by) on table public.leak_reports to tidemark_web;

create table public.leak_overrules (
  overrule_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  consented_by uuid,
  consented_at timestamptz,
  dropped_at timestamptz,
  constraint leak_overrules_pkey primary key (overrule_id),
  constraint leak_overrules_consented_by_users_user_id_fk foreign key (consented_by) references public.users(user_id) on delete set null,
  constraint leak_overrules_proposed_by_users_user_id_fk foreign key (proposed_by) references public.users(user_id) on delete set null,
  constraint leak_overrules_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id) on delete cascade,
  constraint leak_overrules_has_reason check (reason <> ''),
  constraint leak_overrules_two_people check (consented_by <> proposed_by)
);
create unique index leak_overrules_one_per_round on public.leak_overrules (round_id) where dropped_at is null;
create index leak_overrules_round_id_idx on public.leak_overrules (round_id);
grant insert, select on table public.leak_overrules to tidemark_web;
grant update (consented_at, consented_by, dropped_at) on table public.leak_overrules to tidemark_web;
grant select on table public.leak_overrules to tidemark_scorer;

create table public.invalidations (
  invalidation_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  consented_by uuid,
  consented_at timestamptz,
  dropped_at timestamptz,
  constraint invalidations_pkey primary key (invalidation_id),
  constraint invalidations_consented_by_users_user_id_fk foreign key (consented_by) references public.users(user_id) on delete set null,
  constraint invalidations_proposed_by_users_user_id_fk foreign key (proposed_by) references public.users(user_id) on delete set null,
  constraint invalidations_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint invalidations_has_reason check (reason <> ''),
  constraint invalidations_two_people check (consented_by <> proposed_by)
);
create unique index invalidations_one_pending_per_round on public.invalidations (round_id) where consented_at is null and dropped_at is null;
create index invalidations_round_id_idx on public.invalidations (round_id);
grant insert, select on table public.invalidations to tidemark_web;
grant update (consented_at, consented_by, dropped_at) on table public.invalidations to tidemark_web;

create table public.errata (
  erratum_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  number integer not null,
  state public.erratum_state not null default 'proposed'::public.erratum_state,
  corrections jsonb not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  score_changes jsonb,
  compared_at timestamptz,
  published_at timestamptz,
  published_by uuid,
  document text,
  signature text,
  consented_by uuid,
  consented_at timestamptz,
  objections_until timestamptz,
  constraint errata_pkey primary key (erratum_id),
  constraint errata_consented_by_users_user_id_fk foreign key (consented_by) references public.users(user_id) on delete set null,
  constraint errata_proposed_by_users_user_id_fk foreign key (proposed_by) references public.users(user_id) on delete set null,
  constraint errata_published_by_users_user_id_fk foreign key (published_by) references public.users(user_id) on delete set null,
  constraint errata_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint errata_published_is_signed check (state <> 'published' or (document is not null and signature is not null and published_at is not null)),
  constraint errata_two_people check (consented_by <> proposed_by)
);
create unique index errata_round_id_number_key on public.errata (round_id, number);
grant select on table public.errata to tidemark_scorer;
grant update (compared_at, document, published_at, published_by, score_changes, signature, state) on table public.errata to tidemark_scorer;
grant insert, select on table public.errata to tidemark_web;
grant update (consented_by, state) on table public.errata to tidemark_web;

create table public.models (
  model_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  team_id uuid not null,
  slug text not null,
  name text not null,
  created_at timestamptz not null default now(),
  skeleton text not null,
  constraint models_pkey primary key (model_id),
  constraint models_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint models_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id)
);
create unique index models_benchmark_id_skeleton_key on public.models (benchmark_id, skeleton);
create unique index models_benchmark_id_slug_key on public.models (benchmark_id, slug);
create unique index models_benchmark_id_team_id_name_key on public.models (benchmark_id, team_id, name);
grant select on table public.models to tidemark_scorer;
grant insert, select on table public.models to tidemark_web;

create table public.model_versions (
  version_id uuid not null,
  model_id uuid not null,
  version text not null,
  skeleton text not null,
  kind public.artefact_kind not null,
  sha256 text not null,
  byte_count bigint not null,
  frozen_at timestamptz not null,
  frozen_by uuid,
  state public.version_state not null,
  trains boolean not null default false,
  image_version_id uuid,
  retired_at timestamptz,
  retired_by uuid,
  constraint model_versions_pkey primary key (version_id),
  constraint model_versions_image_version_id_model_versions_version_id_fk foreign key (image_version_id) references public.model_versions(version_id),
  constraint model_versions_frozen_by_users_user_id_fk foreign key (frozen_by) references public.users(user_id) on delete set null,
  constraint model_versions_model_id_models_model_id_fk foreign key (model_id) references public.models(model_id),
  constraint model_versions_retired_by_users_user_id_fk foreign key (retired_by) references public.users(user_id) on delete set null,
  constraint model_versions_retired_has_instant check ((state = 'retired') = (retired_at is not null))
);
create index model_versions_image_version_id_idx on public.model_versions (image_version_id);
create index model_versions_model_id_idx on public.model_versions (model_id);
create unique index model_versions_model_id_sha256_key on public.model_versions (model_id, sha256) where state <> 'refused';
create unique index model_versions_model_id_skeleton_key on public.model_versions (model_id, skeleton) where state <> 'refused';
create unique index model_versions_model_id_version_key on public.model_versions (model_id, version) where state <> 'refused';
create index model_versions_sha256_idx on public.model_versions (sha256);
grant insert, select on table public.model_versions to tidemark_scorer;
grant update (retired_at, state) on table public.model_versions to tidemark_scorer;
grant insert, select on table public.model_versions to tidemark_web;
grant update (retired_at, retired_by, state) on table public.model_versions to tidemark_web;

create table public.dry_runs (
  dry_run_id uuid not null,
  benchmark_id uuid not null,
  user_id uuid not null,
  kind public.artefact_kind not null,
  sha256 text not null,
  byte_count bigint not null,
  state public.dry_run_state not null,
  received_at timestamptz not null,
  deadline_at timestamptz,
  attempt integer not null default 0,
  finished_at timestamptz,
  code text,
  message text,
  outputs jsonb,
  constraint dry_runs_pkey primary key (dry_run_id),
  constraint dry_runs_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint dry_runs_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade,
  constraint dry_runs_unfinished_has_deadline check ((state in ('queued', 'running')) = (deadline_at is not null)),
  constraint dry_runs_without_success_has_code check ((state in ('rejected', 'failed')) = (code is not null))
);
create index dry_runs_received_at_idx on public.dry_runs (received_at);
create index dry_runs_unfinished_idx on public.dry_runs (deadline_at) where state in ('queued', 'running');
create index dry_runs_user_id_received_at_idx on public.dry_runs (user_id, received_at);
grant delete, select on table public.dry_runs to tidemark_scorer;
grant update (attempt, code, deadline_at, finished_at, message, outputs, state) on table public.dry_runs to tidemark_scorer;
grant insert, select on table public.dry_runs to tidemark_web;

create table public.submissions (
  submission_id uuid not null,
  round_id uuid not null,
  team_id uuid not null,
  user_id uuid,
  model_id uuid not null,
  version text not null,
  kind public.submission_kind not null,
  evidence public.evidence not null,
  disclosure jsonb not null,
  idempotency_key text not null,
  request_sha256 text not null,
  file_sha256 text not null,
  file_byte_count bigint not null,
  state public.submission_state not null,
  received_at timestamptz not null,
  deadline_at timestamptz,
  attempt integer not null default 0,
  finished_at timestamptz,
  withdrawn_at timestamptz,
  code text,
  message text,
  line integer,
  "column" integer,
  feedback jsonb,
  withdrawn_by uuid,
  withdrawal_reason text,
  chosen_at timestamptz,
  chosen_by uuid,
  is_baseline boolean not null default false,
  version_skeleton text not null,
  version_id uuid,
  is_automatic boolean not null default false,
  request_id text,
  rules_version integer,
  rules_sha256 text,
  constraint submissions_pkey primary key (submission_id),
  constraint submissions_chosen_by_users_user_id_fk foreign key (chosen_by) references public.users(user_id) on delete set null,
  constraint submissions_model_id_models_model_id_fk foreign key (model_id) references public.models(model_id),
  constraint submissions_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint submissions_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint submissions_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete set null,
  constraint submissions_version_id_model_versions_version_id_fk foreign key (version_id) references public.model_versions(version_id),
  constraint submissions_withdrawn_by_users_user_id_fk foreign key (withdrawn_by) references public.users(user_id) on delete set null,
  constraint submissions_disclosure_bounded check (jsonb_typeof(disclosure) = 'object' and octet_length(disclosure::text) <= 32768),
  constraint submissions_failed_has_code check (state not in ('rejected', 'failed') or code is not null),
  constraint submissions_request_id_is_short check (request_id ~ '^[0-9A-Za-z-]{16,64}$'),
  constraint submissions_automatic_without_feedback check (not is_automatic or feedback is null),
  constraint submissions_model_has_version check ((kind <> 'predictions') = (version_id is not null) and (not is_automatic or kind <> 'predictions')),
  constraint submissions_unfinished_has_deadline check (state in ('scored', 'rejected', 'failed') or deadline_at is not null)
);
create unique index submissions_one_chosen_per_model on public.submissions (round_id, model_id) where chosen_at is not null;
create unique index submissions_one_of_file_per_team on public.submissions (round_id, team_id, file_sha256) where state not in ('rejected', 'failed') and withdrawn_at is null and not (is_automatic and kind = 'container');
create unique index submissions_one_automatic_per_version on public.submissions (round_id, version_id) where is_automatic;
create index submissions_round_id_model_id_idx on public.submissions (round_id, model_id);
create index submissions_round_id_received_at_idx on public.submissions (round_id, received_at);
create index submissions_team_id_received_at_idx on public.submissions (team_id, received_at);
create index submissions_unfinished_idx on public.submissions (deadline_at) where state in ('received', 'queued', 'scoring');
create index submissions_finished_at_idx on public.submissions (finished_at) where state = 'scored' and not is_automatic;
create index submissions_baselines_idx on public.submissions (round_id, received_at) where is_baseline;
create index submissions_reported_idx on public.submissions (round_id) where (feedback ->> 'score') is not null;
create index submissions_undecided_idx on public.submissions (round_id, team_id) where state = 'scored' and not is_automatic and feedback is null;
create unique index submissions_user_id_idempotency_key_key on public.submissions (user_id, idempotency_key);
create index submissions_version_id_idx on public.submissions (version_id);
grant insert, select on table public.submissions to tidemark_scorer;
grant update ("column", attempt, code, deadline_at, feedback, finished_at, line, message, state) on table public.submissions to tidemark_scorer;
grant insert, select on table public.submissions to tidemark_web;
grant update (chosen_at, chosen_by, withdrawal_reason, withdrawn_at, withdrawn_by) on table public.submissions to tidemark_web;

create table public.submission_notes (
  submission_id uuid not null,
  text text not null,
  written_by uuid,
  written_at timestamptz not null,
  constraint submission_notes_pkey primary key (submission_id),
  constraint submission_notes_submission_id_submissions_submission_id_fk foreign key (submission_id) references public.submissions(submission_id),
  constraint submission_notes_written_by_users_user_id_fk foreign key (written_by) references public.users(user_id) on delete set null,
  constraint submission_notes_text_length check (char_length(text) between 1 and 2000)
);
create index submission_notes_written_by_idx on public.submission_notes (written_by);
grant delete, insert, select on table public.submission_notes to tidemark_web;

create table public.practice_scores (
  submission_id uuid not null,
  round_id uuid not null,
  state public.practice_state not null default 'queued',
  attempt integer not null default 0,
  score double precision,
  code text,
  message text,
  finished_at timestamptz,
  constraint practice_scores_pkey primary key (submission_id, round_id),
  constraint practice_scores_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint practice_scores_submission_id_submissions_submission_id_fk foreign key (submission_id) references public.submissions(submission_id),
  constraint practice_scores_finished_has_instant check ((state = 'queued') = (finished_at is null)),
  constraint practice_scores_score_is_scored check (score is null or state = 'scored'),
  constraint practice_scores_without_success_has_code check ((state in ('rejected', 'failed')) = (code is not null))
);
create index practice_scores_queued_idx on public.practice_scores (submission_id) where state = 'queued';
grant delete, select on table public.practice_scores to tidemark_scorer;
grant update (attempt, code, finished_at, message, score, state) on table public.practice_scores to tidemark_scorer;
grant insert (round_id, submission_id), select on table public.practice_scores to tidemark_web;

create table public.version_files (
  round_id uuid not null,
  model_id uuid not null,
  version text not null,
  file_sha256 text not null,
  skeleton text not null,
  constraint version_files_pkey primary key (round_id, model_id, version),
  constraint version_files_model_id_models_model_id_fk foreign key (model_id) references public.models(model_id),
  constraint version_files_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
create unique index version_files_skeleton_key on public.version_files (round_id, model_id, skeleton);
grant select on table public.version_files to tidemark_web;

create table public.round_entrants (
  round_id uuid not null,
  user_id uuid not null,
  team_id uuid not null,
  bound_at timestamptz not null,
  constraint round_entrants_pkey primary key (round_id, user_id),
  constraint round_entrants_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint round_entrants_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint round_entrants_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index round_entrants_team_id_idx on public.round_entrants (team_id, round_id);
create index round_entrants_user_id_idx on public.round_entrants (user_id);
grant select on table public.round_entrants to tidemark_web;

create table public.round_slots (
  round_id uuid not null,
  team_id uuid not null,
  slot integer not null,
  submission_id uuid not null,
  group_id uuid not null,
  constraint round_slots_pkey primary key (round_id, group_id, slot),
  constraint round_slots_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint round_slots_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id)
);
create index round_slots_round_id_team_id_idx on public.round_slots (round_id, team_id);
create unique index round_slots_submission_id_key on public.round_slots (submission_id);
grant delete, select on table public.round_slots to tidemark_scorer;
grant insert, select on table public.round_slots to tidemark_web;

create table public.day_slots (
  benchmark_id uuid not null,
  team_id uuid not null,
  day date not null,
  slot integer not null,
  submission_id uuid not null,
  group_id uuid not null,
  constraint day_slots_pkey primary key (benchmark_id, group_id, day, slot),
  constraint day_slots_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint day_slots_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id)
);
create unique index day_slots_submission_id_key on public.day_slots (submission_id);
grant delete, select on table public.day_slots to tidemark_scorer;
grant insert, select on table public.day_slots to tidemark_web;

create table public.feedback_tallies (
  round_id uuid not null,
  team_id uuid not null,
  incumbent_submission_id uuid,
  score_count integer not null default 0,
  improvement_count integer not null default 0,
  refusal_count integer not null default 0,
  charge double precision not null default 0,
  since_improvement_count integer not null default 0,
  alone_charge double precision not null default 0,
  alone_since_improvement_count integer not null default 0,
  constraint feedback_tallies_pkey primary key (round_id, team_id),
  constraint feedback_tallies_incumbent_submission_id_submissions_submission foreign key (incumbent_submission_id) references public.submissions(submission_id),
  constraint feedback_tallies_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint feedback_tallies_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint feedback_tallies_charges check (charge >= 0 and since_improvement_count >= 0 and alone_charge >= 0 and alone_since_improvement_count >= 0),
  constraint feedback_tallies_counts check (score_count >= 0 and improvement_count >= 0 and refusal_count >= 0),
  constraint feedback_tallies_incumbent_was_reported check ((incumbent_submission_id is null) = (improvement_count = 0))
);
grant insert, select, update on table public.feedback_tallies to tidemark_scorer;
grant select on table public.feedback_tallies to tidemark_web;

create table public.team_merges (
  merge_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  team_id uuid not null,
  other_team_id uuid not null,
  name text not null,
  asked_by uuid,
  asked_at timestamptz not null,
  agreed_by uuid,
  agreed_at timestamptz,
  objections_until timestamptz,
  dropped_by uuid,
  dropped_at timestamptz,
  drop_reason text,
  merged_at timestamptz,
  merged_team_id uuid,
  constraint team_merges_pkey primary key (merge_id),
  constraint team_merges_agreed_by_users_user_id_fk foreign key (agreed_by) references public.users(user_id) on delete set null,
  constraint team_merges_asked_by_users_user_id_fk foreign key (asked_by) references public.users(user_id) on delete set null,
  constraint team_merges_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint team_merges_dropped_by_users_user_id_fk foreign key (dropped_by) references public.users(user_id) on delete set null,
  constraint team_merges_merged_team_id_teams_team_id_fk foreign key (merged_team_id) references public.teams(team_id),
  constraint team_merges_other_team_id_teams_team_id_fk foreign key (other_team_id) references public.teams(team_id),
  constraint team_merges_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint team_merges_ended_once check (num_nonnulls(merged_at, dropped_at) < 2),
  constraint team_merges_two_teams check (team_id <> other_team_id)
);
create index team_merges_benchmark_id_idx on public.team_merges (benchmark_id);
create index team_merges_due_idx on public.team_merges (objections_until) where merged_at is null and dropped_at is null;
create index team_merges_other_team_id_idx on public.team_merges (other_team_id);
create index team_merges_team_id_idx on public.team_merges (team_id);
grant insert, select on table public.team_merges to tidemark_web;
grant update (agreed_by, drop_reason, dropped_by, merged_at, merged_team_id) on table public.team_merges to tidemark_web;

create table public.team_pseudonyms (
  pseudonym_id uuid not null default gen_random_uuid(),
  team_id uuid not null,
  benchmark_id uuid not null,
  slug text not null,
  name text not null,
  skeleton text not null,
  set_by uuid,
  set_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  constraint team_pseudonyms_pkey primary key (pseudonym_id),
  constraint team_pseudonyms_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint team_pseudonyms_set_by_users_user_id_fk foreign key (set_by) references public.users(user_id) on delete set null,
  constraint team_pseudonyms_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id)
);
create index team_pseudonyms_benchmark_id_idx on public.team_pseudonyms (benchmark_id);
create index team_pseudonyms_due_idx on public.team_pseudonyms (ends_at) where ended_at is null;
create unique index team_pseudonyms_one_per_benchmark on public.team_pseudonyms (team_id, benchmark_id);
create unique index team_pseudonyms_skeleton_key on public.team_pseudonyms (skeleton);
create unique index team_pseudonyms_slug_key on public.team_pseudonyms (slug);
grant insert, select on table public.team_pseudonyms to tidemark_web;

create table public.team_link_proposals (
  proposal_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  team_ids uuid[] not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  consented_by uuid,
  consented_at timestamptz,
  dropped_by uuid,
  dropped_at timestamptz,
  merge_id uuid,
  constraint team_link_proposals_pkey primary key (proposal_id),
  constraint team_link_proposals_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint team_link_proposals_consented_by_users_user_id_fk foreign key (consented_by) references public.users(user_id) on delete set null,
  constraint team_link_proposals_dropped_by_users_user_id_fk foreign key (dropped_by) references public.users(user_id) on delete set null,
  constraint team_link_proposals_merge_id_team_merges_merge_id_fk foreign key (merge_id) references public.team_merges(merge_id),
  constraint team_link_proposals_proposed_by_users_user_id_fk foreign key (proposed_by) references public.users(user_id) on delete set null,
  constraint team_link_proposals_has_reason check (reason <> ''),
  constraint team_link_proposals_two_people check (consented_by <> proposed_by)
);
create unique index team_link_proposals_merge_id_key on public.team_link_proposals (merge_id);
create index team_link_proposals_benchmark_id_idx on public.team_link_proposals (benchmark_id);
grant insert, select on table public.team_link_proposals to tidemark_web;
grant update (consented_by, dropped_by) on table public.team_link_proposals to tidemark_web;

create table public.linked_teams (
  benchmark_id uuid not null,
  team_id uuid not null,
  group_id uuid not null,
  reason text not null,
  linked_by uuid,
  linked_at timestamptz not null,
  unlinked_at timestamptz,
  unlinked_by uuid,
  is_by_one boolean not null default false,
  constraint linked_teams_pkey primary key (benchmark_id, team_id, group_id),
  constraint linked_teams_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint linked_teams_group_id_team_link_proposals_proposal_id_fk foreign key (group_id) references public.team_link_proposals(proposal_id),
  constraint linked_teams_linked_by_users_user_id_fk foreign key (linked_by) references public.users(user_id) on delete set null,
  constraint linked_teams_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint linked_teams_unlinked_by_users_user_id_fk foreign key (unlinked_by) references public.users(user_id) on delete set null,
  constraint linked_teams_has_reason check (reason <> '')
);
create index linked_teams_benchmark_id_group_id_idx on public.linked_teams (benchmark_id, group_id);
create unique index linked_teams_one_group_at_once_key on public.linked_teams (benchmark_id, team_id) where unlinked_at is null;
grant select on table public.linked_teams to tidemark_scorer;
grant insert, select on table public.linked_teams to tidemark_web;
grant update (unlinked_at, unlinked_by) on table public.linked_teams to tidemark_web;

create table public.snapshots (
  snapshot_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  split public.split not null,
  revision integer not null,
  published_at timestamptz not null,
  leaderboard jsonb not null,
  constraint snapshots_pkey primary key (snapshot_id),
  constraint snapshots_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
create unique index snapshots_round_id_split_revision_key on public.snapshots (round_id, split, revision);
grant insert, select on table public.snapshots to tidemark_scorer;
grant select on table public.snapshots to tidemark_web;

create table public.snapshot_pairs (
  snapshot_id uuid not null,
  row_count integer not null,
  codes bytea not null,
  constraint snapshot_pairs_pkey primary key (snapshot_id),
  constraint snapshot_pairs_snapshot_id_snapshots_snapshot_id_fk foreign key (snapshot_id) references public.snapshots(snapshot_id),
  constraint snapshot_pairs_has_all check (octet_length(codes) = row_count * (row_count - 1))
);
grant insert, select on table public.snapshot_pairs to tidemark_scorer;
grant select on table public.snapshot_pairs to tidemark_web;

create table public.subgroup_rankings (
  snapshot_id uuid not null,
  is_revealed boolean not null,
  ranking jsonb not null,
  shown_count integer not null,
  row_count integer not null,
  codes bytea not null,
  constraint subgroup_rankings_pkey primary key (snapshot_id, is_revealed),
  constraint subgroup_rankings_snapshot_id_snapshots_snapshot_id_fk foreign key (snapshot_id) references public.snapshots(snapshot_id),
  constraint subgroup_rankings_has_all_pairs check (octet_length(codes) = shown_count * row_count * (row_count - 1))
);
grant insert, select on table public.subgroup_rankings to tidemark_scorer;
grant select on table public.subgroup_rankings to tidemark_web;

create table public.due_dates (
  round_id uuid not null,
  announced_closes_at timestamptz not null,
  due_at timestamptz not null,
  stale_at timestamptz not null,
  constraint due_dates_pkey primary key (round_id),
  constraint due_dates_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
grant insert, select on table public.due_dates to tidemark_scorer;
grant select on table public.due_dates to tidemark_web;

create table public.overfitting_measurements (
  snapshot_id uuid not null,
  measured_at timestamptz not null,
  overfitting jsonb not null,
  constraint overfitting_measurements_pkey primary key (snapshot_id),
  constraint overfitting_measurements_snapshot_id_snapshots_snapshot_id_fk foreign key (snapshot_id) references public.snapshots(snapshot_id)
);
grant insert, select on table public.overfitting_measurements to tidemark_scorer;
grant select on table public.overfitting_measurements to tidemark_web;

create table public.equatings (
  equating_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  computed_at timestamptz not null,
  equating jsonb not null,
  constraint equatings_pkey primary key (equating_id),
  constraint equatings_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
create index equatings_round_id_computed_at_idx on public.equatings (round_id, computed_at);
grant insert, select on table public.equatings to tidemark_scorer;
grant select on table public.equatings to tidemark_web;

create table public.anchors (
  benchmark_id uuid not null,
  model_id uuid not null,
  version text not null,
  reason text not null,
  designated_by uuid,
  designated_at timestamptz not null,
  dropped_at timestamptz,
  constraint anchors_pkey primary key (benchmark_id, model_id, version),
  constraint anchors_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint anchors_designated_by_users_user_id_fk foreign key (designated_by) references public.users(user_id) on delete set null,
  constraint anchors_model_id_models_model_id_fk foreign key (model_id) references public.models(model_id),
  constraint anchors_has_reason check (reason <> '')
);
grant select on table public.anchors to tidemark_scorer;
grant insert, select on table public.anchors to tidemark_web;
grant update (designated_at, designated_by, dropped_at, reason) on table public.anchors to tidemark_web;

create table public.flags (
  flag_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  kind public.flag_kind not null,
  subject text not null,
  flag jsonb not null,
  raised_at timestamptz not null,
  judged_at timestamptz,
  judged_by uuid,
  judgement text,
  constraint flags_pkey primary key (flag_id),
  constraint flags_judged_by_users_user_id_fk foreign key (judged_by) references public.users(user_id) on delete set null,
  constraint flags_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint flags_judged_has_judgement check ((judged_at is null) = (judgement is null))
);
create unique index flags_round_id_kind_subject_key on public.flags (round_id, kind, subject);
create index flags_round_id_raised_at_idx on public.flags (round_id, raised_at);
grant insert, select on table public.flags to tidemark_scorer;
grant select on table public.flags to tidemark_web;
grant update (judged_at, judged_by, judgement) on table public.flags to tidemark_web;

create table public.team_withdrawals (
  withdrawal_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  team_id uuid not null,
  flag_id uuid not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  consented_by uuid,
  consented_at timestamptz,
  dropped_at timestamptz,
  constraint team_withdrawals_pkey primary key (withdrawal_id),
  constraint team_withdrawals_consented_by_users_user_id_fk foreign key (consented_by) references public.users(user_id) on delete set null,
  constraint team_withdrawals_flag_id_flags_flag_id_fk foreign key (flag_id) references public.flags(flag_id),
  constraint team_withdrawals_proposed_by_users_user_id_fk foreign key (proposed_by) references public.users(user_id) on delete set null,
  constraint team_withdrawals_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint team_withdrawals_team_id_teams_team_id_fk foreign key (team_id) references public.teams(team_id),
  constraint team_withdrawals_has_reason check (reason <> ''),
  constraint team_withdrawals_one_outcome check (num_nonnulls(consented_at, dropped_at) <= 1),
  constraint team_withdrawals_two_people check (consented_by <> proposed_by)
);
create unique index team_withdrawals_one_pending_per_round on public.team_withdrawals (round_id) where consented_at is null and dropped_at is null;
create unique index team_withdrawals_one_per_team on public.team_withdrawals (round_id, team_id) where dropped_at is null;
grant insert, select on table public.team_withdrawals to tidemark_web;
grant update (consented_at, consented_by, dropped_at) on table public.team_withdrawals to tidemark_web;

create table public.notices (
  notice_id uuid not null default gen_random_uuid(),
  key text not null,
  kind public.notice_kind not null,
  benchmark_id uuid not null,
  round_id uuid,
  detail jsonb not null,
  created_at timestamptz not null,
  addressed_at timestamptz,
  not_before timestamptz,
  constraint notices_pkey primary key (notice_id),
  constraint notices_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint notices_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
create index notices_addressed_at_created_at_idx on public.notices (addressed_at, created_at);
create unique index notices_key_key on public.notices (key);
create unique index notices_one_announcement_a_day on public.notices (benchmark_id, ((created_at at time zone 'UTC')::date)) where kind = 'announced';
grant insert, select on table public.notices to tidemark_scorer;
grant insert, select on table public.notices to tidemark_web;
grant update (addressed_at) on table public.notices to tidemark_web;

create table public.notice_deliveries (
  notice_id uuid not null,
  user_id uuid not null,
  attempt integer not null default 0,
  due_at timestamptz not null,
  sent_at timestamptz,
  constraint notice_deliveries_pkey primary key (notice_id, user_id),
  constraint notice_deliveries_notice_id_notices_notice_id_fk foreign key (notice_id) references public.notices(notice_id),
  constraint notice_deliveries_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create index notice_deliveries_sent_at_due_at_idx on public.notice_deliveries (sent_at, due_at);
create index notice_deliveries_user_id_idx on public.notice_deliveries (user_id);
grant insert, select on table public.notice_deliveries to tidemark_web;
grant update (attempt, due_at, sent_at) on table public.notice_deliveries to tidemark_web;

create table public.muted_notices (
  user_id uuid not null,
  kind public.notice_kind not null,
  constraint muted_notices_pkey primary key (user_id, kind),
  constraint muted_notices_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
grant delete, insert, select on table public.muted_notices to tidemark_web;

create table public.webhooks (
  webhook_id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  url text not null,
  events public.webhook_event[] not null,
  secret text not null,
  former_secret text,
  former_until timestamptz,
  created_at timestamptz not null,
  tries integer not null default 0,
  due_at timestamptz not null,
  off_at timestamptz,
  constraint webhooks_pkey primary key (webhook_id),
  constraint webhooks_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade,
  constraint webhooks_former_secret_whole check ((former_secret is null) = (former_until is null))
);
create index webhooks_user_id_idx on public.webhooks (user_id);
create index webhooks_due_at_idx on public.webhooks (due_at) where off_at is null;
grant delete, insert, select on table public.webhooks to tidemark_web;
grant update (due_at, former_secret, former_until, off_at, secret, tries) on table public.webhooks to tidemark_web;

create table public.webhook_deliveries (
  webhook_delivery_id uuid not null default gen_random_uuid(),
  number bigint not null generated always as identity,
  webhook_id uuid not null,
  event public.webhook_event not null,
  notice_id uuid,
  submission_id uuid,
  created_at timestamptz not null,
  tried_at timestamptz,
  outcome text,
  delivered_at timestamptz,
  constraint webhook_deliveries_pkey primary key (webhook_delivery_id),
  constraint webhook_deliveries_notice_id_notices_notice_id_fk foreign key (notice_id) references public.notices(notice_id),
  constraint webhook_deliveries_submission_id_submissions_submission_id_fk foreign key (submission_id) references public.submissions(submission_id),
  constraint webhook_deliveries_webhook_fk foreign key (webhook_id) references public.webhooks(webhook_id) on delete cascade,
  constraint webhook_deliveries_of_one check (num_nonnulls(notice_id, submission_id) = 1)
);
create unique index webhook_deliveries_notice_key on public.webhook_deliveries (webhook_id, notice_id);
create unique index webhook_deliveries_submission_key on public.webhook_deliveries (webhook_id, submission_id);
create index webhook_deliveries_number_idx on public.webhook_deliveries (webhook_id, number);
create index webhook_deliveries_notice_id_idx on public.webhook_deliveries (notice_id);
create index webhook_deliveries_submission_id_idx on public.webhook_deliveries (submission_id);
grant delete, insert, select on table public.webhook_deliveries to tidemark_web;
grant update (delivered_at, outcome, tried_at) on table public.webhook_deliveries to tidemark_web;

create table public.audit_events (
  audit_event_id bigint not null generated always as identity,
  at timestamptz not null,
  act text not null,
  actor_kind public.audit_actor_kind not null,
  user_id uuid,
  benchmark_id uuid,
  round_id uuid,
  detail jsonb not null,
  is_public boolean not null,
  constraint audit_events_pkey primary key (audit_event_id)
);
create index audit_events_benchmark_id_at_idx on public.audit_events (benchmark_id, at);
create index audit_events_backup_made_idx on public.audit_events (at) where act = 'backup_made';
create index audit_events_is_public_at_idx on public.audit_events (is_public, at);
grant select on table public.audit_events to tidemark_scorer;
grant insert (act, actor_kind, at, benchmark_id, detail, is_public, round_id, user_id) on table public.audit_events to tidemark_scorer;
grant select on table public.audit_events to tidemark_web;
grant insert (act, actor_kind, benchmark_id, detail, is_public, round_id, user_id) on table public.audit_events to tidemark_web;

create table public.audit_links (
  "position" bigint not null,
  audit_event_id bigint not null,
  sha256 text not null,
  constraint audit_links_pkey primary key ("position")
);
create unique index audit_links_audit_event_id_key on public.audit_links (audit_event_id);
grant insert, select on table public.audit_links to tidemark_scorer;
grant select on table public.audit_links to tidemark_web;

create table public.unlinked_audit_events (
  audit_event_id bigint not null,
  recorded_at timestamptz not null,
  stuck_at timestamptz,
  constraint unlinked_audit_events_pkey primary key (audit_event_id)
);
grant delete, select on table public.unlinked_audit_events to tidemark_scorer;
grant update (stuck_at) on table public.unlinked_audit_events to tidemark_scorer;
grant select on table public.unlinked_audit_events to tidemark_web;

create table public.moderations (
  kind public.subject_kind not null,
  subject_id text not null,
  state public.moderation_state not null,
  reason text not null,
  audit_event_id bigint not null,
  "at" timestamptz not null,
  "before" jsonb,
  constraint moderations_pkey primary key (kind, subject_id)
);
grant select (at, audit_event_id, kind, reason, state, subject_id) on table public.moderations to tidemark_web;

create table public.former_slugs (
  kind public.subject_kind not null,
  subject_id text not null,
  slug text not null,
  constraint former_slugs_pkey primary key (kind, subject_id, slug)
);
create index former_slugs_kind_slug_idx on public.former_slugs (kind, slug);

create table public.scorer_heartbeats (
  worker_id text not null,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  scorer_version text not null,
  boot_id text not null,
  constraint scorer_heartbeats_pkey primary key (worker_id)
);
grant delete, insert, select, update on table public.scorer_heartbeats to tidemark_scorer;
grant select on table public.scorer_heartbeats to tidemark_web;

create table public.clock_readings (
  boot_id text not null,
  boot_ms_before double precision not null,
  boot_ms_after double precision not null,
  read_at timestamptz not null,
  constraint clock_readings_pkey primary key (boot_id)
);
grant insert, select on table public.clock_readings to tidemark_scorer;

create table public.clock_holds (
  clock_hold_id uuid not null default gen_random_uuid(),
  held_at timestamptz not null,
  leap_ms double precision not null,
  accepted_at timestamptz,
  constraint clock_holds_pkey primary key (clock_hold_id),
  constraint clock_holds_leap_is_one check (abs(leap_ms) > 60000)
);
create unique index clock_holds_one_at_a_time on public.clock_holds ((true)) where accepted_at is null;
grant insert, select on table public.clock_holds to tidemark_scorer;
grant select on table public.clock_holds to tidemark_web;

create table public.schema_state (
  is_only boolean not null default true,
  schema_version integer not null,
  compatible_since integer not null,
  migrated_at timestamptz not null default clock_timestamp(),
  demo_seeded_at timestamptz,
  constraint schema_state_pkey primary key (is_only),
  constraint schema_state_is_compatible_with_itself check (compatible_since <= schema_version),
  constraint schema_state_is_one_row check (is_only)
);
grant select on table public.schema_state to tidemark_scorer;
grant select on table public.schema_state to tidemark_web;

create table public.runners (
  runner_id uuid not null default gen_random_uuid(),
  name text not null,
  place text not null default '',
  cores_max integer not null default 8,
  memory_mb_max integer not null default 16384,
  gpu_count integer not null default 0,
  bound_to uuid[],
  token_sha256 text not null,
  recipient text not null,
  public_key text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  seen_at timestamptz,
  failed_trials text[],
  kinds public.artefact_kind[] not null default '{}',
  losses_since timestamptz,
  aside_at timestamptz,
  lease_count integer not null default 0,
  constraint runners_pkey primary key (runner_id)
);
create unique index runners_name_key on public.runners (name);
create unique index runners_token_sha256_key on public.runners (token_sha256);
grant select on table public.runners to tidemark_scorer;
grant update (aside_at, losses_since) on table public.runners to tidemark_scorer;
grant select on table public.runners to tidemark_web;
grant update (failed_trials, kinds, lease_count, seen_at) on table public.runners to tidemark_web;

create table public.runner_losses (
  run_id uuid not null,
  fence integer not null,
  runner_id uuid not null,
  code public.runner_loss_code not null,
  artefact_sha256 text not null,
  lost_at timestamptz not null,
  is_confirmed boolean not null default false,
  constraint runner_losses_pkey primary key (run_id, fence),
  constraint runner_losses_runner_id_runners_runner_id_fk foreign key (runner_id) references public.runners(runner_id)
);
create index runner_losses_runner_id_lost_at_idx on public.runner_losses (runner_id, lost_at);
grant delete, select on table public.runner_losses to tidemark_scorer;
grant update (is_confirmed) on table public.runner_losses to tidemark_scorer;
grant select on table public.runner_losses to tidemark_web;

create table public.runner_requests (
  runner_request_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  user_id uuid not null,
  name text not null,
  key text not null,
  place text not null,
  cores_max integer not null,
  memory_mb_max integer not null,
  gpu_count integer not null,
  requested_at timestamptz not null,
  constraint runner_requests_pkey primary key (runner_request_id),
  constraint runner_requests_benchmark_id_benchmarks_benchmark_id_fk foreign key (benchmark_id) references public.benchmarks(benchmark_id),
  constraint runner_requests_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
create unique index runner_requests_benchmark_id_name_key on public.runner_requests (benchmark_id, name);
create index runner_requests_user_id_idx on public.runner_requests (user_id);
grant delete, insert, select on table public.runner_requests to tidemark_web;

create table public.trainings (
  training_id uuid not null default gen_random_uuid(),
  image_version_id uuid not null,
  round_id uuid not null,
  state public.training_state not null default 'queued',
  data jsonb not null,
  data_sha256 text not null,
  created_at timestamptz not null,
  granted_ms bigint not null,
  took_ms bigint,
  version_id uuid not null default gen_random_uuid(),
  trained_sha256 text,
  trained_byte_count bigint,
  conditions jsonb,
  finished_at timestamptz,
  code text,
  message text,
  log text,
  constraint trainings_pkey primary key (training_id),
  constraint trainings_image_version_id_model_versions_version_id_fk foreign key (image_version_id) references public.model_versions(version_id),
  constraint trainings_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint trainings_finished_has_instant check ((state in ('queued', 'checking')) = (finished_at is null)),
  constraint trainings_without_version_has_code check ((state in ('rejected', 'failed')) = (code is not null)),
  constraint trainings_written_is_known check (state not in ('checking', 'frozen') or num_nonnulls(trained_sha256, trained_byte_count, took_ms) = 3)
);
create unique index trainings_image_version_id_round_id_key on public.trainings (image_version_id, round_id);
create unique index trainings_version_id_key on public.trainings (version_id);
create index trainings_round_id_idx on public.trainings (round_id);
grant insert, select on table public.trainings to tidemark_scorer;
grant update (code, conditions, finished_at, log, message, state, took_ms, trained_byte_count, trained_sha256) on table public.trainings to tidemark_scorer;
grant select on table public.trainings to tidemark_web;

create table public.runs (
  run_id uuid not null default gen_random_uuid(),
  purpose public.run_purpose not null,
  kind public.artefact_kind not null,
  submission_id uuid,
  dry_run_id uuid,
  training_id uuid,
  round_id uuid,
  attempt integer not null,
  is_long boolean not null default false,
  priority smallint not null,
  user_id uuid,
  queued_at timestamptz not null,
  state public.run_state not null default 'waiting',
  fence integer not null default 0,
  runner_id uuid,
  other_than_runner_id uuid,
  leased_until timestamptz,
  held_until timestamptz,
  losses integer not null default 0,
  prepares integer not null default 0,
  finishes integer not null default 0,
  constraint runs_pkey primary key (run_id),
  constraint runs_submission_id_submissions_submission_id_fk foreign key (submission_id) references public.submissions(submission_id) on delete cascade,
  constraint runs_dry_run_id_dry_runs_dry_run_id_fk foreign key (dry_run_id) references public.dry_runs(dry_run_id) on delete cascade,
  constraint runs_training_id_trainings_training_id_fk foreign key (training_id) references public.trainings(training_id) on delete cascade,
  constraint runs_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint runs_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete set null,
  constraint runs_runner_id_runners_runner_id_fk foreign key (runner_id) references public.runners(runner_id),
  constraint runs_other_than_runner_id_runners_runner_id_fk foreign key (other_than_runner_id) references public.runners(runner_id),
  constraint runs_of_one check ((purpose = 'dry_run') = (dry_run_id is not null) and (purpose in ('train', 'trained_sample')) = (training_id is not null) and num_nonnulls(submission_id, dry_run_id, training_id) = 1 and (purpose = 'dry_run') = (round_id is null)),
  constraint runs_repeat_elsewhere check ((purpose = 'repeat') = (other_than_runner_id is not null)),
  constraint runs_leased_by_runner check ((runner_id is null) = (leased_until is null) and (state <> 'waiting' or runner_id is null))
);
create index runs_free_idx on public.runs (state, priority, queued_at);
create index runs_runner_id_idx on public.runs (runner_id);
create index runs_other_than_runner_id_idx on public.runs (other_than_runner_id);
create index runs_user_id_idx on public.runs (user_id);
create index runs_round_id_idx on public.runs (round_id);
create index runs_submission_id_idx on public.runs (submission_id);
create unique index runs_submission_id_key on public.runs (submission_id) where purpose in ('sample', 'round');
create unique index runs_practice_key on public.runs (submission_id, round_id) where purpose = 'practice';
create unique index runs_repeat_key on public.runs (submission_id) where purpose = 'repeat';
create unique index runs_dry_run_id_key on public.runs (dry_run_id);
create unique index runs_training_id_key on public.runs (training_id);
grant delete, insert, select on table public.runs to tidemark_scorer;
grant update (finishes, held_until, leased_until, losses, prepares, runner_id, state) on table public.runs to tidemark_scorer;
grant select on table public.runs to tidemark_web;
grant update (fence, leased_until, losses, runner_id, state) on table public.runs to tidemark_web;

create table public.run_turns (
  user_id uuid not null,
  leased_at timestamptz not null,
  constraint run_turns_pkey primary key (user_id),
  constraint run_turns_user_id_users_user_id_fk foreign key (user_id) references public.users(user_id) on delete cascade
);
grant insert, select on table public.run_turns to tidemark_web;
grant update (leased_at) on table public.run_turns to tidemark_web;

create table hidden.round_keys (
  round_id uuid not null,
  sealed_key bytea not null,
  items_object_key text not null,
  fingerprints_object_key text not null,
  constraint round_keys_pkey primary key (round_id),
  constraint round_keys_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
grant insert, select on table hidden.round_keys to tidemark_scorer;

create table hidden.round_secrets (
  round_id uuid not null,
  ciphertext bytea not null,
  constraint round_secrets_pkey primary key (round_id),
  constraint round_secrets_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
grant insert, select on table hidden.round_secrets to tidemark_scorer;

create table hidden.round_splits (
  round_id uuid not null,
  ciphertext bytea not null,
  constraint round_splits_pkey primary key (round_id),
  constraint round_splits_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id)
);
grant insert, select on table hidden.round_splits to tidemark_scorer;

create table hidden.evaluations (
  evaluation_id uuid not null,
  round_id uuid not null,
  submission_id uuid not null,
  scorer_version text not null,
  attempt integer not null,
  scored_at timestamptz not null,
  ciphertext bytea not null,
  erratum_number integer not null default 0,
  constraint evaluations_pkey primary key (evaluation_id),
  constraint evaluations_round_id_rounds_round_id_fk foreign key (round_id) references public.rounds(round_id),
  constraint evaluations_submission_id_submissions_submission_id_fk foreign key (submission_id) references public.submissions(submission_id)
);
create unique index evaluations_submission_id_scorer_version_erratum_number_key on hidden.evaluations (submission_id, scorer_version, erratum_number);
grant insert, select on table hidden.evaluations to tidemark_scorer;

create table hidden.item_outcomes (
  evaluation_id uuid not null,
  split text not null,
  ciphertext bytea not null,
  pseudo_values bytea,
  prediction_codes bytea,
  constraint item_outcomes_pkey primary key (evaluation_id, split),
  constraint item_outcomes_evaluation_id_evaluations_evaluation_id_fk foreign key (evaluation_id) references hidden.evaluations(evaluation_id)
);
grant insert, select on table hidden.item_outcomes to tidemark_scorer;

create table hidden.model_runs (
  submission_id uuid not null,
  predictions_sha256 text not null,
  inputs_sha256 text not null,
  conditions jsonb not null,
  repeat jsonb,
  ran_at timestamptz not null,
  constraint model_runs_pkey primary key (submission_id),
  constraint model_runs_submission_id_submissions_submission_id_fk foreign key (submission_id) references public.submissions(submission_id)
);
grant insert, select on table hidden.model_runs to tidemark_scorer;
grant update (repeat) on table hidden.model_runs to tidemark_scorer;

create table hidden.hidden_runs (
  submission_id uuid not null,
  begun_at timestamptz not null,
  outcome bytea,
  reportable_at timestamptz,
  constraint hidden_runs_pkey primary key (submission_id),
  constraint hidden_runs_submission_id_submissions_submission_id_fk foreign key (submission_id) references public.submissions(submission_id),
  constraint hidden_runs_outcome_has_instant check ((outcome is null) = (reportable_at is null))
);
grant insert, select on table hidden.hidden_runs to tidemark_scorer;
grant update (outcome, reportable_at) on table hidden.hidden_runs to tidemark_scorer;

create table hidden.prepared_runs (
  run_id uuid not null,
  fence integer not null,
  work_sha256 text not null,
  inputs_sha256 text not null,
  expected jsonb not null,
  constraint prepared_runs_pkey primary key (run_id),
  constraint prepared_runs_run_id_runs_run_id_fk foreign key (run_id) references public.runs(run_id) on delete cascade
);
grant insert, select on table hidden.prepared_runs to tidemark_scorer;
grant update (expected, fence, inputs_sha256, work_sha256) on table hidden.prepared_runs to tidemark_scorer;
