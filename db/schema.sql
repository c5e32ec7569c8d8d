set role tidemark_owner;

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

create type public.artefact_kind as enum (
  'onnx',
  'container'
);

create type public.audit_actor_kind as enum (
  'maintainer',
  'operator',
  'visitor',
  'scheduler',
  'scorer',
  'participant'
);

create type public.budget_name as enum (
  'acts',
  'benchmarks',
  'bytes',
  'checks',
  'downloads',
  'dry_runs',
  'entry_codes',
  'image_bytes',
  'leak_reports',
  'mails',
  'rejected_models',
  'teams'
);

create type public.direction as enum (
  'higher',
  'lower'
);

create type public.dry_run_state as enum (
  'queued',
  'running',
  'passed',
  'rejected',
  'failed'
);

create type public.entrant_state as enum (
  'asked',
  'entered',
  'refused',
  'removed'
);

create type public.entry_mode as enum (
  'open',
  'approval',
  'list'
);

create type public.entry_way as enum (
  'open',
  'approval',
  'list',
  'code'
);

create type public.erratum_state as enum (
  'proposed',
  'compared',
  'published',
  'dropped'
);

create type public.evidence as enum (
  'prospective',
  'in-round',
  'practice'
);

create type public.feedback_policy as enum (
  'exact',
  'final-only',
  'guarded-ladder',
  'exact-with-budget'
);

create type public.flag_kind as enum (
  'near-copy',
  'random-probing',
  'chance-level',
  'tiny-edit',
  'equal-file',
  'model-gap',
  'repeat-differs'
);

create type public.input_visibility as enum (
  'public',
  'hidden'
);

create type public.maintainer_role as enum (
  'auditor',
  'maintainer',
  'owner'
);

create type public.moderation_state as enum (
  'hidden',
  'suspended',
  'deleted'
);

create type public.notice_kind as enum (
  'round_opened',
  'closing_soon',
  'round_closed',
  'refresh_due',
  'refresh_overdue',
  'round_frozen',
  'round_unfrozen',
  'round_invalidated',
  'leak_reported',
  'objections_begun',
  'erratum_published',
  'flags_raised',
  'consent_needed',
  'announced',
  'entry_asked',
  'entry_decided',
  'training_failed'
);

create type public.practice_state as enum (
  'queued',
  'scored',
  'rejected',
  'failed'
);

create type public.profile_field as enum (
  'name',
  'affiliation',
  'orcid',
  'link'
);

create type public.round_state as enum (
  'draft',
  'sealed',
  'open',
  'closed',
  'revealed',
  'frozen',
  'invalidated'
);

create type public.run_purpose as enum (
  'sample',
  'round',
  'practice',
  'dry_run',
  'train',
  'trained_sample',
  'repeat'
);

create type public.run_state as enum (
  'waiting',
  'leased',
  'prepared',
  'returned',
  'lost'
);

create type public.runner_loss_code as enum (
  'lost',
  'slow',
  'no_result',
  'revoked'
);

create type public.split as enum (
  'feedback',
  'final'
);

create type public.subject_kind as enum (
  'benchmark',
  'team',
  'model',
  'text',
  'event',
  'person',
  'job'
);

create type public.submission_kind as enum (
  'predictions',
  'onnx',
  'container'
);

create type public.submission_state as enum (
  'received',
  'queued',
  'scoring',
  'scored',
  'rejected',
  'failed'
);

create type public.task as enum (
  'binary',
  'multiclass',
  'regression',
  'text'
);

create type public.team_role as enum (
  'captain',
  'member'
);

create type public.token_scope as enum (
  'read',
  'submit',
  'maintain'
);

create type public.training_state as enum (
  'queued',
  'checking',
  'frozen',
  'rejected',
  'failed'
);

create type public.version_state as enum (
  'checking',
  'active',
  'refused',
  'retired'
);

create type public.visibility as enum (
  'public',
  'unlisted',
  'private',
  'withdrawn'
);

create type public.webhook_event as enum (
  'round_opened',
  'closing_soon',
  'scored',
  'ranking_published',
  'announced'
);

create table hidden.evaluations (
  evaluation_id uuid not null,
  round_id uuid not null,
  submission_id uuid not null,
  scorer_version text not null,
  attempt integer not null,
  scored_at timestamp with time zone not null,
  ciphertext bytea not null,
  erratum_number integer not null default 0
);

create table hidden.hidden_runs (
  submission_id uuid not null,
  begun_at timestamp with time zone not null,
  outcome bytea,
  reportable_at timestamp with time zone
);

create table hidden.item_outcomes (
  evaluation_id uuid not null,
  split text not null,
  ciphertext bytea not null,
  pseudo_values bytea,
  prediction_codes bytea
);

create table hidden.model_runs (
  submission_id uuid not null,
  predictions_sha256 text not null,
  inputs_sha256 text not null,
  conditions jsonb not null,
  repeat jsonb,
  ran_at timestamp with time zone not null
);

create table hidden.prepared_runs (
  run_id uuid not null,
  fence integer not null,
  work_sha256 text not null,
  inputs_sha256 text not null,
  expected jsonb not null
);

create table hidden.round_keys (
  round_id uuid not null,
  sealed_key bytea not null,
  items_object_key text not null,
  fingerprints_object_key text not null
);

create table hidden.round_secrets (
  round_id uuid not null,
  ciphertext bytea not null
);

create table hidden.round_splits (
  round_id uuid not null,
  ciphertext bytea not null
);

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
  linked_at timestamp with time zone not null default now()
);

create table public.anchors (
  benchmark_id uuid not null,
  model_id uuid not null,
  version text not null,
  reason text not null,
  designated_by uuid,
  designated_at timestamp with time zone not null,
  dropped_at timestamp with time zone
);

create table public.api_tokens (
  api_token_id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  name text not null,
  token_sha256 text not null,
  hint text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  scope public.token_scope not null,
  made_by_token_id uuid,
  benchmark_id uuid,
  team_id uuid
);

create table public.audit_events (
  audit_event_id bigint not null generated always as identity,
  at timestamp with time zone not null,
  act text not null,
  actor_kind public.audit_actor_kind not null,
  user_id uuid,
  benchmark_id uuid,
  round_id uuid,
  detail jsonb not null,
  is_public boolean not null
);

create table public.audit_links (
  "position" bigint not null,
  audit_event_id bigint not null,
  sha256 text not null
);

create table public.benchmark_followers (
  benchmark_id uuid not null,
  user_id uuid not null,
  followed_at timestamp with time zone not null default now()
);

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
  judged_due_at timestamp with time zone,
  judged_stale_at timestamp with time zone,
  closes_at timestamp with time zone,
  ranking_round_id uuid,
  ranking_revision integer,
  ranking jsonb,
  ranked_count integer not null default 0,
  ranked_names text not null default ''::text,
  changed_at timestamp with time zone,
  document tsvector not null default ''::tsvector,
  words text not null default ''::text
);

create table public.benchmark_maintainers (
  benchmark_id uuid not null,
  user_id uuid not null,
  added_at timestamp with time zone not null default now(),
  role public.maintainer_role not null default 'owner'::public.maintainer_role
);

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
  created_at timestamp with time zone not null default now(),
  schedule jsonb not null default '{"cadence": {"kind": "none"}, "timeZone": "UTC"}'::jsonb,
  next_rotation_at timestamp with time zone,
  overdue_since timestamp with time zone,
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
  entry public.entry_mode not null default 'open'::public.entry_mode,
  entry_questions text[] not null default '{}'::text[],
  rules_version integer not null default 0
);

create table public.clock_holds (
  clock_hold_id uuid not null default gen_random_uuid(),
  held_at timestamp with time zone not null,
  leap_ms double precision not null,
  accepted_at timestamp with time zone
);

create table public.clock_readings (
  boot_id text not null,
  boot_ms_before double precision not null,
  boot_ms_after double precision not null,
  read_at timestamp with time zone not null
);

create table public.day_slots (
  benchmark_id uuid not null,
  team_id uuid not null,
  day date not null,
  slot integer not null,
  submission_id uuid not null,
  group_id uuid not null
);

create table public.dry_runs (
  dry_run_id uuid not null,
  benchmark_id uuid not null,
  user_id uuid not null,
  kind public.artefact_kind not null,
  sha256 text not null,
  byte_count bigint not null,
  state public.dry_run_state not null,
  received_at timestamp with time zone not null,
  deadline_at timestamp with time zone,
  attempt integer not null default 0,
  finished_at timestamp with time zone,
  code text,
  message text,
  outputs jsonb
);

create table public.due_dates (
  round_id uuid not null,
  announced_closes_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  stale_at timestamp with time zone not null
);

create table public.entrants (
  benchmark_id uuid not null,
  user_id uuid not null,
  way public.entry_way not null,
  state public.entrant_state not null,
  answers jsonb not null default '[]'::jsonb,
  asked_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by uuid,
  reason text
);

create table public.entry_addresses (
  benchmark_id uuid not null,
  address text not null
);

create table public.entry_codes (
  benchmark_id uuid not null,
  code_sha256 text not null,
  made_at timestamp with time zone not null
);

create table public.equatings (
  equating_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  computed_at timestamp with time zone not null,
  equating jsonb not null
);

create table public.errata (
  erratum_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  number integer not null,
  state public.erratum_state not null default 'proposed'::public.erratum_state,
  corrections jsonb not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamp with time zone not null,
  score_changes jsonb,
  compared_at timestamp with time zone,
  published_at timestamp with time zone,
  published_by uuid,
  document text,
  signature text,
  consented_by uuid,
  consented_at timestamp with time zone,
  objections_until timestamp with time zone
);

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
  alone_since_improvement_count integer not null default 0
);

create table public.flags (
  flag_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  kind public.flag_kind not null,
  subject text not null,
  flag jsonb not null,
  raised_at timestamp with time zone not null,
  judged_at timestamp with time zone,
  judged_by uuid,
  judgement text
);

create table public.former_identities (
  identity_hmac text not null,
  user_id uuid not null,
  is_proved boolean not null,
  deleted_at timestamp with time zone not null
);

create table public.former_slugs (
  kind public.subject_kind not null,
  subject_id text not null,
  slug text not null
);

create table public.former_team_names (
  team_id uuid not null,
  slug text not null,
  name text not null,
  skeleton text not null,
  ended_at timestamp with time zone not null,
  renamed_by uuid,
  is_shown boolean not null default true
);

create table public.host_teams (
  benchmark_id uuid not null,
  team_id uuid not null,
  held_at timestamp with time zone not null
);

create table public.inbox_mails (
  inbox_mail_id uuid not null default gen_random_uuid(),
  recipient text not null,
  subject text not null,
  body text not null,
  sent_at timestamp with time zone not null default now()
);

create table public.invalidations (
  invalidation_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamp with time zone not null,
  consented_by uuid,
  consented_at timestamp with time zone,
  dropped_at timestamp with time zone
);

create table public.invitations (
  invitation_id uuid not null default gen_random_uuid(),
  benchmark_id uuid,
  team_id uuid,
  email text,
  role public.maintainer_role,
  team_role public.team_role,
  token_sha256 text not null,
  invited_by uuid,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  revoked_at timestamp with time zone
);

create table public.label_holders (
  benchmark_id uuid not null,
  user_id uuid not null,
  held_at timestamp with time zone not null
);

create table public.leak_overrules (
  overrule_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamp with time zone not null,
  consented_by uuid,
  consented_at timestamp with time zone,
  dropped_at timestamp with time zone
);

create table public.leak_reports (
  leak_report_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  user_id uuid,
  contact text not null,
  report text not null,
  reported_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  handled_by uuid,
  kind text not null,
  network_hash text
);

create table public.linked_teams (
  benchmark_id uuid not null,
  team_id uuid not null,
  group_id uuid not null,
  reason text not null,
  linked_by uuid,
  linked_at timestamp with time zone not null,
  unlinked_at timestamp with time zone,
  unlinked_by uuid,
  is_by_one boolean not null default false
);

create table public.model_versions (
  version_id uuid not null,
  model_id uuid not null,
  version text not null,
  skeleton text not null,
  kind public.artefact_kind not null,
  sha256 text not null,
  byte_count bigint not null,
  frozen_at timestamp with time zone not null,
  frozen_by uuid,
  state public.version_state not null,
  trains boolean not null default false,
  image_version_id uuid,
  retired_at timestamp with time zone,
  retired_by uuid
);

create table public.models (
  model_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  team_id uuid not null,
  slug text not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  skeleton text not null
);

create table public.moderations (
  kind public.subject_kind not null,
  subject_id text not null,
  state public.moderation_state not null,
  reason text not null,
  audit_event_id bigint not null,
  at timestamp with time zone not null,
  before jsonb
);

create table public.muted_notices (
  user_id uuid not null,
  kind public.notice_kind not null
);

create table public.notice_deliveries (
  notice_id uuid not null,
  user_id uuid not null,
  attempt integer not null default 0,
  due_at timestamp with time zone not null,
  sent_at timestamp with time zone
);

create table public.notices (
  notice_id uuid not null default gen_random_uuid(),
  key text not null,
  kind public.notice_kind not null,
  benchmark_id uuid not null,
  round_id uuid,
  detail jsonb not null,
  created_at timestamp with time zone not null,
  addressed_at timestamp with time zone,
  not_before timestamp with time zone
);

create table public.overfitting_measurements (
  snapshot_id uuid not null,
  measured_at timestamp with time zone not null,
  overfitting jsonb not null
);

create table public.practice_scores (
  submission_id uuid not null,
  round_id uuid not null,
  state public.practice_state not null default 'queued'::public.practice_state,
  attempt integer not null default 0,
  score double precision,
  code text,
  message text,
  finished_at timestamp with time zone
);

create table public.rotations (
  benchmark_id uuid not null,
  due_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  closed_round_id uuid,
  opened_round_id uuid
);

create table public.round_entrants (
  round_id uuid not null,
  user_id uuid not null,
  team_id uuid not null,
  bound_at timestamp with time zone not null
);

create table public.round_slots (
  round_id uuid not null,
  team_id uuid not null,
  slot integer not null,
  submission_id uuid not null,
  group_id uuid not null
);

create table public.rounds (
  round_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  number integer not null,
  title text not null,
  state public.round_state not null default 'draft'::public.round_state,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  sealed_at timestamp with time zone,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  feedback_policy public.feedback_policy,
  test_set_byte_count bigint not null,
  test_set_sealed_sha256 text not null,
  checked_at timestamp with time zone,
  check_report jsonb,
  item_count integer,
  feedback_count integer,
  final_count integer,
  scorer_version text,
  queue_order integer not null,
  replaces_round_id uuid,
  commitment jsonb,
  frozen_at timestamp with time zone,
  frozen_from public.round_state,
  freeze_reason text,
  invalidated_at timestamp with time zone,
  invalidation_reason text,
  revealed_at timestamp with time zone,
  archive jsonb,
  feedback_cap integer,
  uploaded_by uuid,
  idempotency_key text,
  request_sha256 text,
  secondary_metrics text[],
  accepts text[],
  quota_per_round integer,
  quota_per_day integer
);

create table public.rules_acceptances (
  benchmark_id uuid not null,
  number integer not null,
  user_id uuid not null,
  accepted_at timestamp with time zone not null default now()
);

create table public.rules_versions (
  benchmark_id uuid not null,
  number integer not null,
  sha256 text not null,
  made_at timestamp with time zone not null,
  superseded_at timestamp with time zone
);

create table public.run_turns (
  user_id uuid not null,
  leased_at timestamp with time zone not null
);

create table public.runner_losses (
  run_id uuid not null,
  fence integer not null,
  runner_id uuid not null,
  code public.runner_loss_code not null,
  artefact_sha256 text not null,
  lost_at timestamp with time zone not null,
  is_confirmed boolean not null default false
);

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
  requested_at timestamp with time zone not null
);

create table public.runners (
  runner_id uuid not null default gen_random_uuid(),
  name text not null,
  place text not null default ''::text,
  cores_max integer not null default 8,
  memory_mb_max integer not null default 16384,
  gpu_count integer not null default 0,
  bound_to uuid[],
  token_sha256 text not null,
  recipient text not null,
  public_key text not null,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  seen_at timestamp with time zone,
  failed_trials text[],
  kinds public.artefact_kind[] not null default '{}'::public.artefact_kind[],
  losses_since timestamp with time zone,
  aside_at timestamp with time zone,
  lease_count integer not null default 0
);

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
  queued_at timestamp with time zone not null,
  state public.run_state not null default 'waiting'::public.run_state,
  fence integer not null default 0,
  runner_id uuid,
  other_than_runner_id uuid,
  leased_until timestamp with time zone,
  held_until timestamp with time zone,
  losses integer not null default 0,
  prepares integer not null default 0,
  finishes integer not null default 0
);

create table public.schema_state (
  is_only boolean not null default true,
  schema_version integer not null,
  compatible_since integer not null,
  migrated_at timestamp with time zone not null default clock_timestamp(),
  demo_seeded_at timestamp with time zone
);

create table public.scorer_heartbeats (
  worker_id text not null,
  started_at timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  scorer_version text not null,
  boot_id text not null
);

create table public.sessions (
  session_sha256 text not null,
  user_id uuid not null,
  expires_at timestamp with time zone not null,
  session_id uuid not null default gen_random_uuid(),
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  browser text,
  provider text,
  provider_account_id text
);

create table public.sign_in_links (
  sign_in_link_id uuid not null default gen_random_uuid(),
  token_sha256 text not null,
  email text not null,
  browser_sha256 text not null,
  network_hmac text,
  is_known_browser boolean not null,
  can_renew boolean not null,
  asked_at timestamp with time zone not null,
  mailed_at timestamp with time zone,
  used_at timestamp with time zone,
  expires_at timestamp with time zone not null
);

create table public.snapshot_pairs (
  snapshot_id uuid not null,
  row_count integer not null,
  codes bytea not null
);

create table public.snapshots (
  snapshot_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  split public.split not null,
  revision integer not null,
  published_at timestamp with time zone not null,
  leaderboard jsonb not null
);

create table public.spent_budgets (
  user_id uuid not null,
  budget public.budget_name not null,
  began_at timestamp with time zone not null,
  amount bigint not null
);

create table public.subgroup_rankings (
  snapshot_id uuid not null,
  is_revealed boolean not null,
  ranking jsonb not null,
  shown_count integer not null,
  row_count integer not null,
  codes bytea not null
);

create table public.submission_notes (
  submission_id uuid not null,
  text text not null,
  written_by uuid,
  written_at timestamp with time zone not null
);

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
  received_at timestamp with time zone not null,
  deadline_at timestamp with time zone,
  attempt integer not null default 0,
  finished_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  code text,
  message text,
  line integer,
  "column" integer,
  feedback jsonb,
  withdrawn_by uuid,
  withdrawal_reason text,
  chosen_at timestamp with time zone,
  chosen_by uuid,
  is_baseline boolean not null default false,
  version_skeleton text not null,
  version_id uuid,
  is_automatic boolean not null default false,
  request_id text,
  rules_version integer,
  rules_sha256 text
);

create table public.team_link_proposals (
  proposal_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  team_ids uuid[] not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamp with time zone not null,
  consented_by uuid,
  consented_at timestamp with time zone,
  dropped_by uuid,
  dropped_at timestamp with time zone,
  merge_id uuid
);

create table public.team_members (
  team_id uuid not null,
  user_id uuid not null,
  role public.team_role not null default 'member'::public.team_role,
  is_named boolean not null default false,
  joined_at timestamp with time zone not null default now()
);

create table public.team_merges (
  merge_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  team_id uuid not null,
  other_team_id uuid not null,
  name text not null,
  asked_by uuid,
  asked_at timestamp with time zone not null,
  agreed_by uuid,
  agreed_at timestamp with time zone,
  objections_until timestamp with time zone,
  dropped_by uuid,
  dropped_at timestamp with time zone,
  drop_reason text,
  merged_at timestamp with time zone,
  merged_team_id uuid
);

create table public.team_pseudonyms (
  pseudonym_id uuid not null default gen_random_uuid(),
  team_id uuid not null,
  benchmark_id uuid not null,
  slug text not null,
  name text not null,
  skeleton text not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone
);

create table public.team_withdrawals (
  withdrawal_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  team_id uuid not null,
  flag_id uuid not null,
  reason text not null,
  proposed_by uuid,
  proposed_at timestamp with time zone not null,
  consented_by uuid,
  consented_at timestamp with time zone,
  dropped_at timestamp with time zone
);

create table public.teams (
  team_id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  skeleton text not null,
  description text not null default ''::text,
  founded_by uuid
);

create table public.training_files (
  training_file_id uuid not null,
  benchmark_id uuid not null,
  name text not null,
  byte_count bigint not null,
  sha256 text not null,
  uploaded_by uuid,
  uploaded_at timestamp with time zone not null
);

create table public.trainings (
  training_id uuid not null default gen_random_uuid(),
  image_version_id uuid not null,
  round_id uuid not null,
  state public.training_state not null default 'queued'::public.training_state,
  data jsonb not null,
  data_sha256 text not null,
  created_at timestamp with time zone not null,
  granted_ms bigint not null,
  took_ms bigint,
  version_id uuid not null default gen_random_uuid(),
  trained_sha256 text,
  trained_byte_count bigint,
  conditions jsonb,
  finished_at timestamp with time zone,
  code text,
  message text,
  log text
);

create table public.unlinked_audit_events (
  audit_event_id bigint not null,
  recorded_at timestamp with time zone not null,
  stuck_at timestamp with time zone
);

create table public.users (
  user_id uuid not null default gen_random_uuid(),
  name text,
  email text,
  email_verified_at timestamp with time zone,
  image text,
  affiliation text,
  orcid text,
  link text,
  shown_fields public.profile_field[] not null default '{}'::public.profile_field[],
  is_operator boolean not null default false,
  created_at timestamp with time zone not null default now()
);

create table public.version_files (
  round_id uuid not null,
  model_id uuid not null,
  version text not null,
  file_sha256 text not null,
  skeleton text not null
);

create table public.webhook_deliveries (
  webhook_delivery_id uuid not null default gen_random_uuid(),
  number bigint not null generated always as identity,
  webhook_id uuid not null,
  event public.webhook_event not null,
  notice_id uuid,
  submission_id uuid,
  created_at timestamp with time zone not null,
  tried_at timestamp with time zone,
  outcome text,
  delivered_at timestamp with time zone
);

create table public.webhooks (
  webhook_id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  url text not null,
  events public.webhook_event[] not null,
  secret text not null,
  former_secret text,
  former_until timestamp with time zone,
  created_at timestamp with time zone not null,
  tries integer not null default 0,
  due_at timestamp with time zone not null,
  off_at timestamp with time zone
);

alter table hidden.evaluations add constraint evaluations_pkey PRIMARY KEY (evaluation_id);

alter table hidden.hidden_runs add constraint hidden_runs_pkey PRIMARY KEY (submission_id);

alter table hidden.item_outcomes add constraint item_outcomes_pkey PRIMARY KEY (evaluation_id, split);

alter table hidden.model_runs add constraint model_runs_pkey PRIMARY KEY (submission_id);

alter table hidden.prepared_runs add constraint prepared_runs_pkey PRIMARY KEY (run_id);

alter table hidden.round_keys add constraint round_keys_pkey PRIMARY KEY (round_id);

alter table hidden.round_secrets add constraint round_secrets_pkey PRIMARY KEY (round_id);

alter table hidden.round_splits add constraint round_splits_pkey PRIMARY KEY (round_id);

alter table public.accounts add constraint accounts_pkey PRIMARY KEY (provider, provider_account_id);

alter table public.anchors add constraint anchors_pkey PRIMARY KEY (benchmark_id, model_id, version);

alter table public.api_tokens add constraint api_tokens_pkey PRIMARY KEY (api_token_id);

alter table public.audit_events add constraint audit_events_pkey PRIMARY KEY (audit_event_id);

alter table public.audit_links add constraint audit_links_pkey PRIMARY KEY ("position");

alter table public.benchmark_followers add constraint benchmark_followers_pkey PRIMARY KEY (benchmark_id, user_id);

alter table public.benchmark_listings add constraint benchmark_listings_pkey PRIMARY KEY (benchmark_id);

alter table public.benchmark_maintainers add constraint benchmark_maintainers_pkey PRIMARY KEY (benchmark_id, user_id);

alter table public.benchmarks add constraint benchmarks_pkey PRIMARY KEY (benchmark_id);

alter table public.clock_holds add constraint clock_holds_pkey PRIMARY KEY (clock_hold_id);

alter table public.clock_readings add constraint clock_readings_pkey PRIMARY KEY (boot_id);

alter table public.day_slots add constraint day_slots_pkey PRIMARY KEY (benchmark_id, group_id, day, slot);

alter table public.dry_runs add constraint dry_runs_pkey PRIMARY KEY (dry_run_id);

alter table public.due_dates add constraint due_dates_pkey PRIMARY KEY (round_id);

alter table public.entrants add constraint entrants_pkey PRIMARY KEY (benchmark_id, user_id);

alter table public.entry_addresses add constraint entry_addresses_pkey PRIMARY KEY (benchmark_id, address);

alter table public.entry_codes add constraint entry_codes_pkey PRIMARY KEY (benchmark_id);

alter table public.equatings add constraint equatings_pkey PRIMARY KEY (equating_id);

alter table public.errata add constraint errata_pkey PRIMARY KEY (erratum_id);

alter table public.feedback_tallies add constraint feedback_tallies_pkey PRIMARY KEY (round_id, team_id);

alter table public.flags add constraint flags_pkey PRIMARY KEY (flag_id);

alter table public.former_identities add constraint former_identities_pkey PRIMARY KEY (identity_hmac, user_id);

alter table public.former_slugs add constraint former_slugs_pkey PRIMARY KEY (kind, subject_id, slug);

alter table public.former_team_names add constraint former_team_names_pkey PRIMARY KEY (team_id, ended_at);

alter table public.host_teams add constraint host_teams_pkey PRIMARY KEY (benchmark_id, team_id);

alter table public.inbox_mails add constraint inbox_mails_pkey PRIMARY KEY (inbox_mail_id);

alter table public.invalidations add constraint invalidations_pkey PRIMARY KEY (invalidation_id);

alter table public.invitations add constraint invitations_pkey PRIMARY KEY (invitation_id);

alter table public.label_holders add constraint label_holders_pkey PRIMARY KEY (benchmark_id, user_id);

alter table public.leak_overrules add constraint leak_overrules_pkey PRIMARY KEY (overrule_id);

alter table public.leak_reports add constraint leak_reports_pkey PRIMARY KEY (leak_report_id);

alter table public.linked_teams add constraint linked_teams_pkey PRIMARY KEY (benchmark_id, team_id, group_id);

alter table public.model_versions add constraint model_versions_pkey PRIMARY KEY (version_id);

alter table public.models add constraint models_pkey PRIMARY KEY (model_id);

alter table public.moderations add constraint moderations_pkey PRIMARY KEY (kind, subject_id);

alter table public.muted_notices add constraint muted_notices_pkey PRIMARY KEY (user_id, kind);

alter table public.notice_deliveries add constraint notice_deliveries_pkey PRIMARY KEY (notice_id, user_id);

alter table public.notices add constraint notices_pkey PRIMARY KEY (notice_id);

alter table public.overfitting_measurements add constraint overfitting_measurements_pkey PRIMARY KEY (snapshot_id);

alter table public.practice_scores add constraint practice_scores_pkey PRIMARY KEY (submission_id, round_id);

alter table public.rotations add constraint rotations_pkey PRIMARY KEY (benchmark_id, due_at);

alter table public.round_entrants add constraint round_entrants_pkey PRIMARY KEY (round_id, user_id);

alter table public.round_slots add constraint round_slots_pkey PRIMARY KEY (round_id, group_id, slot);

alter table public.rounds add constraint rounds_pkey PRIMARY KEY (round_id);

alter table public.rules_acceptances add constraint rules_acceptances_pkey PRIMARY KEY (benchmark_id, number, user_id);

alter table public.rules_versions add constraint rules_versions_pkey PRIMARY KEY (benchmark_id, number);

alter table public.run_turns add constraint run_turns_pkey PRIMARY KEY (user_id);

alter table public.runner_losses add constraint runner_losses_pkey PRIMARY KEY (run_id, fence);

alter table public.runner_requests add constraint runner_requests_pkey PRIMARY KEY (runner_request_id);

alter table public.runners add constraint runners_pkey PRIMARY KEY (runner_id);

alter table public.runs add constraint runs_pkey PRIMARY KEY (run_id);

alter table public.schema_state add constraint schema_state_pkey PRIMARY KEY (is_only);

alter table public.scorer_heartbeats add constraint scorer_heartbeats_pkey PRIMARY KEY (worker_id);

alter table public.sessions add constraint sessions_pkey PRIMARY KEY (session_sha256);

alter table public.sign_in_links add constraint sign_in_links_pkey PRIMARY KEY (sign_in_link_id);

alter table public.snapshot_pairs add constraint snapshot_pairs_pkey PRIMARY KEY (snapshot_id);

alter table public.snapshots add constraint snapshots_pkey PRIMARY KEY (snapshot_id);

alter table public.spent_budgets add constraint spent_budgets_pkey PRIMARY KEY (user_id, budget);

alter table public.subgroup_rankings add constraint subgroup_rankings_pkey PRIMARY KEY (snapshot_id, is_revealed);

alter table public.submission_notes add constraint submission_notes_pkey PRIMARY KEY (submission_id);

alter table public.submissions add constraint submissions_pkey PRIMARY KEY (submission_id);

alter table public.team_link_proposals add constraint team_link_proposals_pkey PRIMARY KEY (proposal_id);

alter table public.team_members add constraint team_members_pkey PRIMARY KEY (team_id, user_id);

alter table public.team_merges add constraint team_merges_pkey PRIMARY KEY (merge_id);

alter table public.team_pseudonyms add constraint team_pseudonyms_pkey PRIMARY KEY (pseudonym_id);

alter table public.team_withdrawals add constraint team_withdrawals_pkey PRIMARY KEY (withdrawal_id);

alter table public.teams add constraint teams_pkey PRIMARY KEY (team_id);

alter table public.training_files add constraint training_files_pkey PRIMARY KEY (training_file_id);

alter table public.trainings add constraint trainings_pkey PRIMARY KEY (training_id);

alter table public.unlinked_audit_events add constraint unlinked_audit_events_pkey PRIMARY KEY (audit_event_id);

alter table public.users add constraint users_pkey PRIMARY KEY (user_id);

alter table public.version_files add constraint version_files_pkey PRIMARY KEY (round_id, model_id, version);

alter table public.webhook_deliveries add constraint webhook_deliveries_pkey PRIMARY KEY (webhook_delivery_id);

alter table public.webhooks add constraint webhooks_pkey PRIMARY KEY (webhook_id);

alter table hidden.hidden_runs add constraint hidden_runs_outcome_has_instant CHECK (((outcome IS NULL) = (reportable_at IS NULL)));

alter table public.anchors add constraint anchors_has_reason CHECK ((reason <> ''::text));

alter table public.api_tokens add constraint api_tokens_of_team_never_maintain CHECK (((team_id IS NULL) OR (scope <> 'maintain'::public.token_scope)));

alter table public.benchmarks add constraint benchmarks_address_if_private CHECK (((visibility <> 'private'::public.visibility) OR (slug ~ '-[a-z0-9]{8}$'::text)));
alter table public.benchmarks add constraint benchmarks_feedback_share_range CHECK (((feedback_share >= (0)::double precision) AND (feedback_share <= (0.9)::double precision)));
alter table public.benchmarks add constraint benchmarks_few_entry_questions CHECK ((cardinality(entry_questions) <= 10));
alter table public.benchmarks add constraint benchmarks_list_if_private CHECK (((visibility <> 'private'::public.visibility) OR (entry = 'list'::public.entry_mode)));
alter table public.benchmarks add constraint benchmarks_log_loss_clip_range CHECK (((log_loss_clip >= (0.000000000000001)::double precision) AND (log_loss_clip <= (0.01)::double precision)));
alter table public.benchmarks add constraint benchmarks_quota_positive CHECK (((quota_per_round > 0) AND (quota_per_day > 0)));
alter table public.benchmarks add constraint benchmarks_reveals_after_positive CHECK ((reveals_after_rounds >= 0));
alter table public.benchmarks add constraint benchmarks_team_size_range CHECK (((team_size_max >= 1) AND (team_size_max <= 50)));

alter table public.clock_holds add constraint clock_holds_leap_is_one CHECK ((abs(leap_ms) > (60000)::double precision));

alter table public.dry_runs add constraint dry_runs_unfinished_has_deadline CHECK (((state = ANY (ARRAY['queued'::public.dry_run_state, 'running'::public.dry_run_state])) = (deadline_at IS NOT NULL)));
alter table public.dry_runs add constraint dry_runs_without_success_has_code CHECK (((state = ANY (ARRAY['rejected'::public.dry_run_state, 'failed'::public.dry_run_state])) = (code IS NOT NULL)));

alter table public.entry_codes add constraint entry_codes_code_sha256_key UNIQUE (code_sha256);

alter table public.errata add constraint errata_published_is_signed CHECK (((state <> 'published'::public.erratum_state) OR ((document IS NOT NULL) AND (signature IS NOT NULL) AND (published_at IS NOT NULL))));
alter table public.errata add constraint errata_two_people CHECK ((consented_by <> proposed_by));

alter table public.feedback_tallies add constraint feedback_tallies_charges CHECK (((charge >= (0)::double precision) AND (since_improvement_count >= 0) AND (alone_charge >= (0)::double precision) AND (alone_since_improvement_count >= 0)));
alter table public.feedback_tallies add constraint feedback_tallies_counts CHECK (((score_count >= 0) AND (improvement_count >= 0) AND (refusal_count >= 0)));
alter table public.feedback_tallies add constraint feedback_tallies_incumbent_was_reported CHECK (((incumbent_submission_id IS NULL) = (improvement_count = 0)));

alter table public.flags add constraint flags_judged_has_judgement CHECK (((judged_at IS NULL) = (judgement IS NULL)));

alter table public.invalidations add constraint invalidations_has_reason CHECK ((reason <> ''::text));
alter table public.invalidations add constraint invalidations_two_people CHECK ((consented_by <> proposed_by));

alter table public.invitations add constraint invitations_to_one CHECK ((((num_nonnulls(benchmark_id, role, email) = 3) AND (num_nonnulls(team_id, team_role) = 0)) OR ((num_nonnulls(team_id, team_role) = 2) AND (num_nonnulls(benchmark_id, role) = 0))));

alter table public.leak_overrules add constraint leak_overrules_has_reason CHECK ((reason <> ''::text));
alter table public.leak_overrules add constraint leak_overrules_two_people CHECK ((consented_by <> proposed_by));

alter table public.linked_teams add constraint linked_teams_has_reason CHECK ((reason <> ''::text));

alter table public.model_versions add constraint model_versions_retired_has_instant CHECK (((state = 'retired'::public.version_state) = (retired_at IS NOT NULL)));

alter table public.practice_scores add constraint practice_scores_finished_has_instant CHECK (((state = 'queued'::public.practice_state) = (finished_at IS NULL)));
alter table public.practice_scores add constraint practice_scores_score_is_scored CHECK (((score IS NULL) OR (state = 'scored'::public.practice_state)));
alter table public.practice_scores add constraint practice_scores_without_success_has_code CHECK (((state = ANY (ARRAY['rejected'::public.practice_state, 'failed'::public.practice_state])) = (code IS NOT NULL)));

alter table public.rounds add constraint rounds_closes_after_opening CHECK (((closes_at IS NULL) OR (opens_at IS NULL) OR (closes_at > opens_at)));
alter table public.rounds add constraint rounds_frozen_has_reason CHECK (((state <> 'frozen'::public.round_state) OR ((frozen_from IS NOT NULL) AND (frozen_at IS NOT NULL) AND (freeze_reason <> ''::text))));
alter table public.rounds add constraint rounds_invalidated_has_reason CHECK (((state <> 'invalidated'::public.round_state) OR ((invalidated_at IS NOT NULL) AND (invalidation_reason <> ''::text))));
alter table public.rounds add constraint rounds_open_has_interval CHECK (((state <> 'open'::public.round_state) OR ((opened_at IS NOT NULL) AND (closes_at IS NOT NULL))));
alter table public.rounds add constraint rounds_revealed_has_archive CHECK (((state <> 'revealed'::public.round_state) OR ((revealed_at IS NOT NULL) AND (archive IS NOT NULL))));
alter table public.rounds add constraint rounds_sealed_has_splits CHECK (((state = 'draft'::public.round_state) OR (num_nulls(item_count, sealed_at, scorer_version, commitment) = 0)));

alter table public.runs add constraint runs_leased_by_runner CHECK ((((runner_id IS NULL) = (leased_until IS NULL)) AND ((state <> 'waiting'::public.run_state) OR (runner_id IS NULL))));
alter table public.runs add constraint runs_of_one CHECK ((((purpose = 'dry_run'::public.run_purpose) = (dry_run_id IS NOT NULL)) AND ((purpose = ANY (ARRAY['train'::public.run_purpose, 'trained_sample'::public.run_purpose])) = (training_id IS NOT NULL)) AND (num_nonnulls(submission_id, dry_run_id, training_id) = 1) AND ((purpose = 'dry_run'::public.run_purpose) = (round_id IS NULL))));
alter table public.runs add constraint runs_repeat_elsewhere CHECK (((purpose = 'repeat'::public.run_purpose) = (other_than_runner_id IS NOT NULL)));

alter table public.schema_state add constraint schema_state_is_compatible_with_itself CHECK ((compatible_since <= schema_version));
alter table public.schema_state add constraint schema_state_is_one_row CHECK (is_only);

alter table public.sessions add constraint sessions_account_whole CHECK (((provider IS NULL) = (provider_account_id IS NULL)));

alter table public.snapshot_pairs add constraint snapshot_pairs_has_all CHECK ((octet_length(codes) = (row_count * (row_count - 1))));

alter table public.subgroup_rankings add constraint subgroup_rankings_has_all_pairs CHECK ((octet_length(codes) = ((shown_count * row_count) * (row_count - 1))));

alter table public.submission_notes add constraint submission_notes_text_length CHECK (((char_length(text) >= 1) AND (char_length(text) <= 2000)));

alter table public.submissions add constraint submissions_automatic_without_feedback CHECK (((NOT is_automatic) OR (feedback IS NULL)));
alter table public.submissions add constraint submissions_disclosure_bounded CHECK (((jsonb_typeof(disclosure) = 'object'::text) AND (octet_length((disclosure)::text) <= 32768)));
alter table public.submissions add constraint submissions_failed_has_code CHECK (((state <> ALL (ARRAY['rejected'::public.submission_state, 'failed'::public.submission_state])) OR (code IS NOT NULL)));
alter table public.submissions add constraint submissions_model_has_version CHECK ((((kind <> 'predictions'::public.submission_kind) = (version_id IS NOT NULL)) AND ((NOT is_automatic) OR (kind <> 'predictions'::public.submission_kind))));
alter table public.submissions add constraint submissions_request_id_is_short CHECK ((request_id ~ '^[0-9A-Za-z-]{16,64}$'::text));
alter table public.submissions add constraint submissions_unfinished_has_deadline CHECK (((state = ANY (ARRAY['scored'::public.submission_state, 'rejected'::public.submission_state, 'failed'::public.submission_state])) OR (deadline_at IS NOT NULL)));

alter table public.team_link_proposals add constraint team_link_proposals_has_reason CHECK ((reason <> ''::text));
alter table public.team_link_proposals add constraint team_link_proposals_two_people CHECK ((consented_by <> proposed_by));

alter table public.team_merges add constraint team_merges_ended_once CHECK ((num_nonnulls(merged_at, dropped_at) < 2));
alter table public.team_merges add constraint team_merges_two_teams CHECK ((team_id <> other_team_id));

alter table public.team_withdrawals add constraint team_withdrawals_has_reason CHECK ((reason <> ''::text));
alter table public.team_withdrawals add constraint team_withdrawals_one_outcome CHECK ((num_nonnulls(consented_at, dropped_at) <= 1));
alter table public.team_withdrawals add constraint team_withdrawals_two_people CHECK ((consented_by <> proposed_by));

alter table public.training_files add constraint training_files_byte_count_positive CHECK ((byte_count > 0));

alter table public.trainings add constraint trainings_finished_has_instant CHECK (((state = ANY (ARRAY['queued'::public.training_state, 'checking'::public.training_state])) = (finished_at IS NULL)));
alter table public.trainings add constraint trainings_without_version_has_code CHECK (((state = ANY (ARRAY['rejected'::public.training_state, 'failed'::public.training_state])) = (code IS NOT NULL)));
alter table public.trainings add constraint trainings_written_is_known CHECK (((state <> ALL (ARRAY['checking'::public.training_state, 'frozen'::public.training_state])) OR (num_nonnulls(trained_sha256, trained_byte_count, took_ms) = 3)));

alter table public.webhook_deliveries add constraint webhook_deliveries_of_one CHECK ((num_nonnulls(notice_id, submission_id) = 1));

alter table public.webhooks add constraint webhooks_former_secret_whole CHECK (((former_secret IS NULL) = (former_until IS NULL)));

alter table hidden.evaluations add constraint evaluations_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table hidden.evaluations add constraint evaluations_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id);

alter table hidden.hidden_runs add constraint hidden_runs_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id);

alter table hidden.item_outcomes add constraint item_outcomes_evaluation_id_evaluations_evaluation_id_fk FOREIGN KEY (evaluation_id) REFERENCES hidden.evaluations(evaluation_id);

alter table hidden.model_runs add constraint model_runs_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id);

alter table hidden.prepared_runs add constraint prepared_runs_run_id_runs_run_id_fk FOREIGN KEY (run_id) REFERENCES public.runs(run_id) ON DELETE CASCADE;

alter table hidden.round_keys add constraint round_keys_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table hidden.round_secrets add constraint round_secrets_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table hidden.round_splits add constraint round_splits_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.accounts add constraint accounts_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.anchors add constraint anchors_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.anchors add constraint anchors_designated_by_users_user_id_fk FOREIGN KEY (designated_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.anchors add constraint anchors_model_id_models_model_id_fk FOREIGN KEY (model_id) REFERENCES public.models(model_id);

alter table public.api_tokens add constraint api_tokens_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id) ON DELETE CASCADE;
alter table public.api_tokens add constraint api_tokens_made_by_token_id_api_tokens_api_token_id_fk FOREIGN KEY (made_by_token_id) REFERENCES public.api_tokens(api_token_id) ON DELETE CASCADE;
alter table public.api_tokens add constraint api_tokens_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id) ON DELETE CASCADE;
alter table public.api_tokens add constraint api_tokens_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.benchmark_followers add constraint benchmark_followers_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id) ON DELETE CASCADE;
alter table public.benchmark_followers add constraint benchmark_followers_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.benchmark_listings add constraint benchmark_listings_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);

alter table public.benchmark_maintainers add constraint benchmark_maintainers_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.benchmark_maintainers add constraint benchmark_maintainers_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.day_slots add constraint day_slots_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.day_slots add constraint day_slots_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.dry_runs add constraint dry_runs_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.dry_runs add constraint dry_runs_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.due_dates add constraint due_dates_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.entrants add constraint entrants_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.entrants add constraint entrants_decided_by_users_user_id_fk FOREIGN KEY (decided_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.entrants add constraint entrants_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.entry_addresses add constraint entry_addresses_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);

alter table public.entry_codes add constraint entry_codes_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);

alter table public.equatings add constraint equatings_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.errata add constraint errata_consented_by_users_user_id_fk FOREIGN KEY (consented_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.errata add constraint errata_proposed_by_users_user_id_fk FOREIGN KEY (proposed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.errata add constraint errata_published_by_users_user_id_fk FOREIGN KEY (published_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.errata add constraint errata_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.feedback_tallies add constraint feedback_tallies_incumbent_submission_id_submissions_submission FOREIGN KEY (incumbent_submission_id) REFERENCES public.submissions(submission_id);
alter table public.feedback_tallies add constraint feedback_tallies_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.feedback_tallies add constraint feedback_tallies_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.flags add constraint flags_judged_by_users_user_id_fk FOREIGN KEY (judged_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.flags add constraint flags_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.former_identities add constraint former_identities_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.former_team_names add constraint former_team_names_renamed_by_users_user_id_fk FOREIGN KEY (renamed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.former_team_names add constraint former_team_names_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.host_teams add constraint host_teams_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.host_teams add constraint host_teams_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.invalidations add constraint invalidations_consented_by_users_user_id_fk FOREIGN KEY (consented_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.invalidations add constraint invalidations_proposed_by_users_user_id_fk FOREIGN KEY (proposed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.invalidations add constraint invalidations_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.invitations add constraint invitations_accepted_by_users_user_id_fk FOREIGN KEY (accepted_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.invitations add constraint invitations_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.invitations add constraint invitations_invited_by_users_user_id_fk FOREIGN KEY (invited_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.invitations add constraint invitations_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.label_holders add constraint label_holders_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.label_holders add constraint label_holders_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.leak_overrules add constraint leak_overrules_consented_by_users_user_id_fk FOREIGN KEY (consented_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.leak_overrules add constraint leak_overrules_proposed_by_users_user_id_fk FOREIGN KEY (proposed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.leak_overrules add constraint leak_overrules_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id) ON DELETE CASCADE;

alter table public.leak_reports add constraint leak_reports_handled_by_users_user_id_fk FOREIGN KEY (handled_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.leak_reports add constraint leak_reports_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.leak_reports add constraint leak_reports_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.linked_teams add constraint linked_teams_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.linked_teams add constraint linked_teams_group_id_team_link_proposals_proposal_id_fk FOREIGN KEY (group_id) REFERENCES public.team_link_proposals(proposal_id);
alter table public.linked_teams add constraint linked_teams_linked_by_users_user_id_fk FOREIGN KEY (linked_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.linked_teams add constraint linked_teams_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);
alter table public.linked_teams add constraint linked_teams_unlinked_by_users_user_id_fk FOREIGN KEY (unlinked_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.model_versions add constraint model_versions_frozen_by_users_user_id_fk FOREIGN KEY (frozen_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.model_versions add constraint model_versions_image_version_id_model_versions_version_id_fk FOREIGN KEY (image_version_id) REFERENCES public.model_versions(version_id);
alter table public.model_versions add constraint model_versions_model_id_models_model_id_fk FOREIGN KEY (model_id) REFERENCES public.models(model_id);
alter table public.model_versions add constraint model_versions_retired_by_users_user_id_fk FOREIGN KEY (retired_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.models add constraint models_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.models add constraint models_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.muted_notices add constraint muted_notices_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.notice_deliveries add constraint notice_deliveries_notice_id_notices_notice_id_fk FOREIGN KEY (notice_id) REFERENCES public.notices(notice_id);
alter table public.notice_deliveries add constraint notice_deliveries_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.notices add constraint notices_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.notices add constraint notices_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.overfitting_measurements add constraint overfitting_measurements_snapshot_id_snapshots_snapshot_id_fk FOREIGN KEY (snapshot_id) REFERENCES public.snapshots(snapshot_id);

alter table public.practice_scores add constraint practice_scores_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.practice_scores add constraint practice_scores_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id);

alter table public.rotations add constraint rotations_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.rotations add constraint rotations_closed_round_id_rounds_round_id_fk FOREIGN KEY (closed_round_id) REFERENCES public.rounds(round_id);
alter table public.rotations add constraint rotations_opened_round_id_rounds_round_id_fk FOREIGN KEY (opened_round_id) REFERENCES public.rounds(round_id);

alter table public.round_entrants add constraint round_entrants_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.round_entrants add constraint round_entrants_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);
alter table public.round_entrants add constraint round_entrants_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.round_slots add constraint round_slots_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.round_slots add constraint round_slots_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.rounds add constraint rounds_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.rounds add constraint rounds_replaces_round_id_rounds_round_id_fk FOREIGN KEY (replaces_round_id) REFERENCES public.rounds(round_id);
alter table public.rounds add constraint rounds_uploaded_by_users_user_id_fk FOREIGN KEY (uploaded_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.rules_acceptances add constraint rules_acceptances_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;
alter table public.rules_acceptances add constraint rules_acceptances_version_fk FOREIGN KEY (benchmark_id, number) REFERENCES public.rules_versions(benchmark_id, number);

alter table public.rules_versions add constraint rules_versions_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);

alter table public.run_turns add constraint run_turns_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.runner_losses add constraint runner_losses_runner_id_runners_runner_id_fk FOREIGN KEY (runner_id) REFERENCES public.runners(runner_id);

alter table public.runner_requests add constraint runner_requests_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.runner_requests add constraint runner_requests_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.runs add constraint runs_dry_run_id_dry_runs_dry_run_id_fk FOREIGN KEY (dry_run_id) REFERENCES public.dry_runs(dry_run_id) ON DELETE CASCADE;
alter table public.runs add constraint runs_other_than_runner_id_runners_runner_id_fk FOREIGN KEY (other_than_runner_id) REFERENCES public.runners(runner_id);
alter table public.runs add constraint runs_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.runs add constraint runs_runner_id_runners_runner_id_fk FOREIGN KEY (runner_id) REFERENCES public.runners(runner_id);
alter table public.runs add constraint runs_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id) ON DELETE CASCADE;
alter table public.runs add constraint runs_training_id_trainings_training_id_fk FOREIGN KEY (training_id) REFERENCES public.trainings(training_id) ON DELETE CASCADE;
alter table public.runs add constraint runs_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.sessions add constraint sessions_account_fk FOREIGN KEY (provider, provider_account_id) REFERENCES public.accounts(provider, provider_account_id) ON DELETE CASCADE;
alter table public.sessions add constraint sessions_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.snapshot_pairs add constraint snapshot_pairs_snapshot_id_snapshots_snapshot_id_fk FOREIGN KEY (snapshot_id) REFERENCES public.snapshots(snapshot_id);

alter table public.snapshots add constraint snapshots_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.spent_budgets add constraint spent_budgets_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.subgroup_rankings add constraint subgroup_rankings_snapshot_id_snapshots_snapshot_id_fk FOREIGN KEY (snapshot_id) REFERENCES public.snapshots(snapshot_id);

alter table public.submission_notes add constraint submission_notes_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id);
alter table public.submission_notes add constraint submission_notes_written_by_users_user_id_fk FOREIGN KEY (written_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.submissions add constraint submissions_chosen_by_users_user_id_fk FOREIGN KEY (chosen_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.submissions add constraint submissions_model_id_models_model_id_fk FOREIGN KEY (model_id) REFERENCES public.models(model_id);
alter table public.submissions add constraint submissions_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.submissions add constraint submissions_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);
alter table public.submissions add constraint submissions_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.submissions add constraint submissions_version_id_model_versions_version_id_fk FOREIGN KEY (version_id) REFERENCES public.model_versions(version_id);
alter table public.submissions add constraint submissions_withdrawn_by_users_user_id_fk FOREIGN KEY (withdrawn_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.team_link_proposals add constraint team_link_proposals_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.team_link_proposals add constraint team_link_proposals_consented_by_users_user_id_fk FOREIGN KEY (consented_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_link_proposals add constraint team_link_proposals_dropped_by_users_user_id_fk FOREIGN KEY (dropped_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_link_proposals add constraint team_link_proposals_merge_id_team_merges_merge_id_fk FOREIGN KEY (merge_id) REFERENCES public.team_merges(merge_id);
alter table public.team_link_proposals add constraint team_link_proposals_proposed_by_users_user_id_fk FOREIGN KEY (proposed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.team_members add constraint team_members_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);
alter table public.team_members add constraint team_members_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.team_merges add constraint team_merges_agreed_by_users_user_id_fk FOREIGN KEY (agreed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_merges add constraint team_merges_asked_by_users_user_id_fk FOREIGN KEY (asked_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_merges add constraint team_merges_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.team_merges add constraint team_merges_dropped_by_users_user_id_fk FOREIGN KEY (dropped_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_merges add constraint team_merges_merged_team_id_teams_team_id_fk FOREIGN KEY (merged_team_id) REFERENCES public.teams(team_id);
alter table public.team_merges add constraint team_merges_other_team_id_teams_team_id_fk FOREIGN KEY (other_team_id) REFERENCES public.teams(team_id);
alter table public.team_merges add constraint team_merges_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.team_pseudonyms add constraint team_pseudonyms_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.team_pseudonyms add constraint team_pseudonyms_set_by_users_user_id_fk FOREIGN KEY (set_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_pseudonyms add constraint team_pseudonyms_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.team_withdrawals add constraint team_withdrawals_consented_by_users_user_id_fk FOREIGN KEY (consented_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_withdrawals add constraint team_withdrawals_flag_id_flags_flag_id_fk FOREIGN KEY (flag_id) REFERENCES public.flags(flag_id);
alter table public.team_withdrawals add constraint team_withdrawals_proposed_by_users_user_id_fk FOREIGN KEY (proposed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.team_withdrawals add constraint team_withdrawals_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.team_withdrawals add constraint team_withdrawals_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.teams add constraint teams_founded_by_users_user_id_fk FOREIGN KEY (founded_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.training_files add constraint training_files_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id) ON DELETE CASCADE;
alter table public.training_files add constraint training_files_uploaded_by_users_user_id_fk FOREIGN KEY (uploaded_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.trainings add constraint trainings_image_version_id_model_versions_version_id_fk FOREIGN KEY (image_version_id) REFERENCES public.model_versions(version_id);
alter table public.trainings add constraint trainings_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.version_files add constraint version_files_model_id_models_model_id_fk FOREIGN KEY (model_id) REFERENCES public.models(model_id);
alter table public.version_files add constraint version_files_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.webhook_deliveries add constraint webhook_deliveries_notice_id_notices_notice_id_fk FOREIGN KEY (notice_id) REFERENCES public.notices(notice_id);
alter table public.webhook_deliveries add constraint webhook_deliveries_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id);
alter table public.webhook_deliveries add constraint webhook_deliveries_webhook_fk FOREIGN KEY (webhook_id) REFERENCES public.webhooks(webhook_id) ON DELETE CASCADE;

alter table public.webhooks add constraint webhooks_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

CREATE UNIQUE INDEX evaluations_submission_id_scorer_version_erratum_number_key ON hidden.evaluations USING btree (submission_id, scorer_version, erratum_number);

CREATE INDEX accounts_user_id_idx ON public.accounts USING btree (user_id);

CREATE INDEX api_tokens_benchmark_id_idx ON public.api_tokens USING btree (benchmark_id);
CREATE INDEX api_tokens_made_by_token_id_idx ON public.api_tokens USING btree (made_by_token_id);
CREATE INDEX api_tokens_team_id_idx ON public.api_tokens USING btree (team_id);
CREATE UNIQUE INDEX api_tokens_token_sha256_key ON public.api_tokens USING btree (token_sha256);
CREATE INDEX api_tokens_user_id_idx ON public.api_tokens USING btree (user_id);

CREATE INDEX audit_events_backup_made_idx ON public.audit_events USING btree (at) WHERE (act = 'backup_made'::text);
CREATE INDEX audit_events_benchmark_id_at_idx ON public.audit_events USING btree (benchmark_id, at);
CREATE INDEX audit_events_is_public_at_idx ON public.audit_events USING btree (is_public, at);

CREATE UNIQUE INDEX audit_links_audit_event_id_key ON public.audit_links USING btree (audit_event_id);

CREATE INDEX benchmark_followers_user_id_idx ON public.benchmark_followers USING btree (user_id);

CREATE INDEX benchmark_listings_changed_at_idx ON public.benchmark_listings USING btree (changed_at DESC NULLS LAST, slug) WHERE is_listed;
CREATE INDEX benchmark_listings_closes_at_idx ON public.benchmark_listings USING btree (closes_at, title COLLATE "en-x-icu", slug) WHERE is_listed;
CREATE INDEX benchmark_listings_document_idx ON public.benchmark_listings USING gin (document) WITH (fastupdate='false');
CREATE INDEX benchmark_listings_ranked_count_idx ON public.benchmark_listings USING btree (ranked_count DESC NULLS LAST, slug) WHERE is_listed;
CREATE INDEX benchmark_listings_tags_idx ON public.benchmark_listings USING gin (tags) WITH (fastupdate='false');
CREATE INDEX benchmark_listings_title_idx ON public.benchmark_listings USING btree (title COLLATE "en-x-icu", slug) WHERE is_listed;
CREATE INDEX benchmark_listings_words_idx ON public.benchmark_listings USING gin (words public.gin_trgm_ops) WITH (fastupdate='false');

CREATE INDEX benchmark_maintainers_user_id_idx ON public.benchmark_maintainers USING btree (user_id);

CREATE INDEX benchmarks_created_at_idx ON public.benchmarks USING btree (created_at, slug) WHERE (visibility = 'public'::public.visibility);
CREATE INDEX benchmarks_next_rotation_at_idx ON public.benchmarks USING btree (next_rotation_at);
CREATE UNIQUE INDEX benchmarks_slug_key ON public.benchmarks USING btree (slug);

CREATE UNIQUE INDEX clock_holds_one_at_a_time ON public.clock_holds USING btree ((true)) WHERE (accepted_at IS NULL);

CREATE UNIQUE INDEX day_slots_submission_id_key ON public.day_slots USING btree (submission_id);

CREATE INDEX dry_runs_received_at_idx ON public.dry_runs USING btree (received_at);
CREATE INDEX dry_runs_unfinished_idx ON public.dry_runs USING btree (deadline_at) WHERE (state = ANY (ARRAY['queued'::public.dry_run_state, 'running'::public.dry_run_state]));
CREATE INDEX dry_runs_user_id_received_at_idx ON public.dry_runs USING btree (user_id, received_at);

CREATE INDEX entrants_user_id_idx ON public.entrants USING btree (user_id);

CREATE INDEX entry_addresses_address_idx ON public.entry_addresses USING btree (address);

CREATE INDEX equatings_round_id_computed_at_idx ON public.equatings USING btree (round_id, computed_at);

CREATE UNIQUE INDEX errata_round_id_number_key ON public.errata USING btree (round_id, number);

CREATE UNIQUE INDEX flags_round_id_kind_subject_key ON public.flags USING btree (round_id, kind, subject);
CREATE INDEX flags_round_id_raised_at_idx ON public.flags USING btree (round_id, raised_at);

CREATE INDEX former_identities_user_id_idx ON public.former_identities USING btree (user_id);

CREATE INDEX former_slugs_kind_slug_idx ON public.former_slugs USING btree (kind, slug);

CREATE INDEX former_team_names_skeleton_idx ON public.former_team_names USING btree (skeleton);
CREATE INDEX former_team_names_slug_idx ON public.former_team_names USING btree (slug);

CREATE UNIQUE INDEX invalidations_one_pending_per_round ON public.invalidations USING btree (round_id) WHERE ((consented_at IS NULL) AND (dropped_at IS NULL));
CREATE INDEX invalidations_round_id_idx ON public.invalidations USING btree (round_id);

CREATE INDEX invitations_benchmark_id_idx ON public.invitations USING btree (benchmark_id);
CREATE INDEX invitations_team_id_idx ON public.invitations USING btree (team_id);
CREATE UNIQUE INDEX invitations_token_sha256_key ON public.invitations USING btree (token_sha256);

CREATE INDEX label_holders_user_id_idx ON public.label_holders USING btree (user_id);

CREATE UNIQUE INDEX leak_overrules_one_per_round ON public.leak_overrules USING btree (round_id) WHERE (dropped_at IS NULL);
CREATE INDEX leak_overrules_round_id_idx ON public.leak_overrules USING btree (round_id);

CREATE INDEX leak_reports_reported_at_idx ON public.leak_reports USING btree (reported_at);
CREATE INDEX leak_reports_round_id_reported_at_idx ON public.leak_reports USING btree (round_id, reported_at);

CREATE INDEX linked_teams_benchmark_id_group_id_idx ON public.linked_teams USING btree (benchmark_id, group_id);
CREATE UNIQUE INDEX linked_teams_one_group_at_once_key ON public.linked_teams USING btree (benchmark_id, team_id) WHERE (unlinked_at IS NULL);

CREATE INDEX model_versions_image_version_id_idx ON public.model_versions USING btree (image_version_id);
CREATE INDEX model_versions_model_id_idx ON public.model_versions USING btree (model_id);
CREATE UNIQUE INDEX model_versions_model_id_sha256_key ON public.model_versions USING btree (model_id, sha256) WHERE (state <> 'refused'::public.version_state);
CREATE UNIQUE INDEX model_versions_model_id_skeleton_key ON public.model_versions USING btree (model_id, skeleton) WHERE (state <> 'refused'::public.version_state);
CREATE UNIQUE INDEX model_versions_model_id_version_key ON public.model_versions USING btree (model_id, version) WHERE (state <> 'refused'::public.version_state);
CREATE INDEX model_versions_sha256_idx ON public.model_versions USING btree (sha256);

CREATE UNIQUE INDEX models_benchmark_id_skeleton_key ON public.models USING btree (benchmark_id, skeleton);
CREATE UNIQUE INDEX models_benchmark_id_slug_key ON public.models USING btree (benchmark_id, slug);
CREATE UNIQUE INDEX models_benchmark_id_team_id_name_key ON public.models USING btree (benchmark_id, team_id, name);

CREATE INDEX notice_deliveries_sent_at_due_at_idx ON public.notice_deliveries USING btree (sent_at, due_at);
CREATE INDEX notice_deliveries_user_id_idx ON public.notice_deliveries USING btree (user_id);

CREATE INDEX notices_addressed_at_created_at_idx ON public.notices USING btree (addressed_at, created_at);
CREATE UNIQUE INDEX notices_key_key ON public.notices USING btree (key);
CREATE UNIQUE INDEX notices_one_announcement_a_day ON public.notices USING btree (benchmark_id, (((created_at AT TIME ZONE 'UTC'::text))::date)) WHERE (kind = 'announced'::public.notice_kind);

CREATE INDEX practice_scores_queued_idx ON public.practice_scores USING btree (submission_id) WHERE (state = 'queued'::public.practice_state);

CREATE UNIQUE INDEX rotations_closed_round_id_key ON public.rotations USING btree (closed_round_id);
CREATE UNIQUE INDEX rotations_opened_round_id_key ON public.rotations USING btree (opened_round_id);

CREATE INDEX round_entrants_team_id_idx ON public.round_entrants USING btree (team_id, round_id);
CREATE INDEX round_entrants_user_id_idx ON public.round_entrants USING btree (user_id);

CREATE INDEX round_slots_round_id_team_id_idx ON public.round_slots USING btree (round_id, team_id);
CREATE UNIQUE INDEX round_slots_submission_id_key ON public.round_slots USING btree (submission_id);

CREATE UNIQUE INDEX rounds_benchmark_id_number_key ON public.rounds USING btree (benchmark_id, number);
CREATE UNIQUE INDEX rounds_one_of_key_per_uploader ON public.rounds USING btree (uploaded_by, idempotency_key);
CREATE UNIQUE INDEX rounds_one_open_per_benchmark ON public.rounds USING btree (benchmark_id) WHERE (state = 'open'::public.round_state);
CREATE INDEX rounds_replaces_round_id_idx ON public.rounds USING btree (replaces_round_id);
CREATE INDEX rounds_uploaded_by_idx ON public.rounds USING btree (uploaded_by);

CREATE INDEX rules_acceptances_user_id_idx ON public.rules_acceptances USING btree (user_id);

CREATE INDEX runner_losses_runner_id_lost_at_idx ON public.runner_losses USING btree (runner_id, lost_at);

CREATE UNIQUE INDEX runner_requests_benchmark_id_name_key ON public.runner_requests USING btree (benchmark_id, name);
CREATE INDEX runner_requests_user_id_idx ON public.runner_requests USING btree (user_id);

CREATE UNIQUE INDEX runners_name_key ON public.runners USING btree (name);
CREATE UNIQUE INDEX runners_token_sha256_key ON public.runners USING btree (token_sha256);

CREATE UNIQUE INDEX runs_dry_run_id_key ON public.runs USING btree (dry_run_id);
CREATE INDEX runs_free_idx ON public.runs USING btree (state, priority, queued_at);
CREATE INDEX runs_other_than_runner_id_idx ON public.runs USING btree (other_than_runner_id);
CREATE UNIQUE INDEX runs_practice_key ON public.runs USING btree (submission_id, round_id) WHERE (purpose = 'practice'::public.run_purpose);
CREATE UNIQUE INDEX runs_repeat_key ON public.runs USING btree (submission_id) WHERE (purpose = 'repeat'::public.run_purpose);
CREATE INDEX runs_round_id_idx ON public.runs USING btree (round_id);
CREATE INDEX runs_runner_id_idx ON public.runs USING btree (runner_id);
CREATE INDEX runs_submission_id_idx ON public.runs USING btree (submission_id);
CREATE UNIQUE INDEX runs_submission_id_key ON public.runs USING btree (submission_id) WHERE (purpose = ANY (ARRAY['sample'::public.run_purpose, 'round'::public.run_purpose]));
CREATE UNIQUE INDEX runs_training_id_key ON public.runs USING btree (training_id);
CREATE INDEX runs_user_id_idx ON public.runs USING btree (user_id);

CREATE INDEX sessions_account_idx ON public.sessions USING btree (provider, provider_account_id);
CREATE UNIQUE INDEX sessions_session_id_key ON public.sessions USING btree (session_id);
CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);

CREATE INDEX sign_in_links_asked_at_idx ON public.sign_in_links USING btree (asked_at);
CREATE INDEX sign_in_links_email_idx ON public.sign_in_links USING btree (email, asked_at);
CREATE INDEX sign_in_links_network_idx ON public.sign_in_links USING btree (network_hmac, asked_at);
CREATE UNIQUE INDEX sign_in_links_token_sha256_key ON public.sign_in_links USING btree (token_sha256);

CREATE UNIQUE INDEX snapshots_round_id_split_revision_key ON public.snapshots USING btree (round_id, split, revision);

CREATE INDEX submission_notes_written_by_idx ON public.submission_notes USING btree (written_by);

CREATE INDEX submissions_baselines_idx ON public.submissions USING btree (round_id, received_at) WHERE is_baseline;
CREATE INDEX submissions_finished_at_idx ON public.submissions USING btree (finished_at) WHERE ((state = 'scored'::public.submission_state) AND (NOT is_automatic));
CREATE UNIQUE INDEX submissions_one_automatic_per_version ON public.submissions USING btree (round_id, version_id) WHERE is_automatic;
CREATE UNIQUE INDEX submissions_one_chosen_per_model ON public.submissions USING btree (round_id, model_id) WHERE (chosen_at IS NOT NULL);
CREATE UNIQUE INDEX submissions_one_of_file_per_team ON public.submissions USING btree (round_id, team_id, file_sha256) WHERE ((state <> ALL (ARRAY['rejected'::public.submission_state, 'failed'::public.submission_state])) AND (withdrawn_at IS NULL) AND (NOT (is_automatic AND (kind = 'container'::public.submission_kind))));
CREATE INDEX submissions_reported_idx ON public.submissions USING btree (round_id) WHERE ((feedback ->> 'score'::text) IS NOT NULL);
CREATE INDEX submissions_round_id_model_id_idx ON public.submissions USING btree (round_id, model_id);
CREATE INDEX submissions_round_id_received_at_idx ON public.submissions USING btree (round_id, received_at);
CREATE INDEX submissions_team_id_received_at_idx ON public.submissions USING btree (team_id, received_at);
CREATE INDEX submissions_undecided_idx ON public.submissions USING btree (round_id, team_id) WHERE ((state = 'scored'::public.submission_state) AND (NOT is_automatic) AND (feedback IS NULL));
CREATE INDEX submissions_unfinished_idx ON public.submissions USING btree (deadline_at) WHERE (state = ANY (ARRAY['received'::public.submission_state, 'queued'::public.submission_state, 'scoring'::public.submission_state]));
CREATE UNIQUE INDEX submissions_user_id_idempotency_key_key ON public.submissions USING btree (user_id, idempotency_key);
CREATE INDEX submissions_version_id_idx ON public.submissions USING btree (version_id);

CREATE INDEX team_link_proposals_benchmark_id_idx ON public.team_link_proposals USING btree (benchmark_id);
CREATE UNIQUE INDEX team_link_proposals_merge_id_key ON public.team_link_proposals USING btree (merge_id);

CREATE INDEX team_members_user_id_idx ON public.team_members USING btree (user_id);

CREATE INDEX team_merges_benchmark_id_idx ON public.team_merges USING btree (benchmark_id);
CREATE INDEX team_merges_due_idx ON public.team_merges USING btree (objections_until) WHERE ((merged_at IS NULL) AND (dropped_at IS NULL));
CREATE INDEX team_merges_other_team_id_idx ON public.team_merges USING btree (other_team_id);
CREATE INDEX team_merges_team_id_idx ON public.team_merges USING btree (team_id);

CREATE INDEX team_pseudonyms_benchmark_id_idx ON public.team_pseudonyms USING btree (benchmark_id);
CREATE INDEX team_pseudonyms_due_idx ON public.team_pseudonyms USING btree (ends_at) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX team_pseudonyms_one_per_benchmark ON public.team_pseudonyms USING btree (team_id, benchmark_id);
CREATE UNIQUE INDEX team_pseudonyms_skeleton_key ON public.team_pseudonyms USING btree (skeleton);
CREATE UNIQUE INDEX team_pseudonyms_slug_key ON public.team_pseudonyms USING btree (slug);

CREATE UNIQUE INDEX team_withdrawals_one_pending_per_round ON public.team_withdrawals USING btree (round_id) WHERE ((consented_at IS NULL) AND (dropped_at IS NULL));
CREATE UNIQUE INDEX team_withdrawals_one_per_team ON public.team_withdrawals USING btree (round_id, team_id) WHERE (dropped_at IS NULL);

CREATE UNIQUE INDEX teams_skeleton_key ON public.teams USING btree (skeleton);
CREATE UNIQUE INDEX teams_slug_key ON public.teams USING btree (slug);

CREATE UNIQUE INDEX training_files_benchmark_id_key ON public.training_files USING btree (benchmark_id);
CREATE INDEX training_files_uploaded_by_idx ON public.training_files USING btree (uploaded_by);

CREATE UNIQUE INDEX trainings_image_version_id_round_id_key ON public.trainings USING btree (image_version_id, round_id);
CREATE INDEX trainings_round_id_idx ON public.trainings USING btree (round_id);
CREATE UNIQUE INDEX trainings_version_id_key ON public.trainings USING btree (version_id);

CREATE UNIQUE INDEX users_email_key ON public.users USING btree (lower(email));

CREATE UNIQUE INDEX version_files_skeleton_key ON public.version_files USING btree (round_id, model_id, skeleton);

CREATE INDEX webhook_deliveries_notice_id_idx ON public.webhook_deliveries USING btree (notice_id);
CREATE UNIQUE INDEX webhook_deliveries_notice_key ON public.webhook_deliveries USING btree (webhook_id, notice_id);
CREATE INDEX webhook_deliveries_number_idx ON public.webhook_deliveries USING btree (webhook_id, number);
CREATE INDEX webhook_deliveries_submission_id_idx ON public.webhook_deliveries USING btree (submission_id);
CREATE UNIQUE INDEX webhook_deliveries_submission_key ON public.webhook_deliveries USING btree (webhook_id, submission_id);

CREATE INDEX webhooks_due_at_idx ON public.webhooks USING btree (due_at) WHERE (off_at IS NULL);
CREATE INDEX webhooks_user_id_idx ON public.webhooks USING btree (user_id);

create view public.audit_acts as
 SELECT name,
    recorded_by,
    actor_kinds,
    is_on,
    is_public,
    has_reason
   FROM ( VALUES ('benchmark_created'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,false),
    ('benchmark_changed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,false),
    ('benchmark_deleted'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('announced'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,false),
    ('schedule_changed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,false),
    ('feedback_policy_changed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,false),
    ('test_set_uploaded'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('draft_changed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('draft_deleted'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('seal_asked'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('round_sealed'::text,'tidemark_scorer'::text,ARRAY['scorer'::text],'round'::text,true,false),
    ('leak_overrule_proposed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,true),
    ('leak_overrule_dropped'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('leak_overruled'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,true),
    ('round_opened'::text,'tidemark_scorer'::text,ARRAY['maintainer'::text, 'scheduler'::text],'round'::text,true,false),
    ('extension_asked'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,true,true),
    ('round_extended'::text,'tidemark_scorer'::text,ARRAY['maintainer'::text],'round'::text,true,false),
    ('round_closed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,true,true),
    ('round_closed'::text,'tidemark_scorer'::text,ARRAY['scheduler'::text],'round'::text,true,false),
    ('ranking_published'::text,'tidemark_scorer'::text,ARRAY['scorer'::text],'round'::text,true,false),
    ('rotation_slept_over'::text,'tidemark_scorer'::text,ARRAY['scheduler'::text],'benchmark'::text,true,false),
    ('refresh_overdue'::text,'tidemark_scorer'::text,ARRAY['scheduler'::text],'benchmark'::text,true,false),
    ('round_replaced'::text,'tidemark_scorer'::text,ARRAY['scorer'::text],'round'::text,true,false),
    ('leak_reported'::text,'tidemark_web'::text,ARRAY['visitor'::text],'round'::text,false,false),
    ('leak_report_handled'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,true,false),
    ('round_frozen'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,true,true),
    ('round_unfrozen'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,true,false),
    ('invalidation_proposed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('invalidation_dropped'::text,'tidemark_web'::text,ARRAY['maintainer'::text, 'operator'::text],'round'::text,false,false),
    ('round_invalidated'::text,'tidemark_web'::text,ARRAY['maintainer'::text, 'operator'::text],'round'::text,true,true),
    ('reveal_asked'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('round_revealed'::text,'tidemark_scorer'::text,ARRAY['scorer'::text],'round'::text,true,false),
    ('team_withdrawal_proposed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,true),
    ('team_withdrawal_dropped'::text,'tidemark_web'::text,ARRAY['maintainer'::text, 'operator'::text],'round'::text,false,false),
    ('team_withdrawn'::text,'tidemark_web'::text,ARRAY['maintainer'::text, 'operator'::text],'round'::text,true,true),
    ('erratum_proposed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,true),
    ('erratum_compared'::text,'tidemark_scorer'::text,ARRAY['scorer'::text],'round'::text,false,false),
    ('erratum_consented'::text,'tidemark_web'::text,ARRAY['maintainer'::text, 'operator'::text],'round'::text,true,false),
    ('erratum_dropped'::text,'tidemark_web'::text,ARRAY['maintainer'::text, 'operator'::text],'round'::text,true,false),
    ('erratum_published'::text,'tidemark_scorer'::text,ARRAY['maintainer'::text],'round'::text,true,false),
    ('anchor_designated'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,true),
    ('anchor_dropped'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,false),
    ('person_invited'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('invitation_revoked'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('invitation_accepted'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('role_changed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('role_removed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('link_proposed'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('link_dropped'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('teams_linked'::text,'tidemark_web'::text,ARRAY['maintainer'::text, 'participant'::text],'benchmark'::text,false,false),
    ('teams_unlinked'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('flag_judged'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'round'::text,false,false),
    ('flag_judgement_reported'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,true,false),
    ('clock_held'::text,'tidemark_scorer'::text,ARRAY['scorer'::text],'site'::text,false,false),
    ('operator_ways_ended'::text,'tidemark_web'::text,ARRAY['operator'::text],'site'::text,false,false),
    ('own_data_downloaded'::text,'tidemark_web'::text,ARRAY['participant'::text],'site'::text,false,false),
    ('runner_set_aside'::text,'tidemark_scorer'::text,ARRAY['scorer'::text],'site'::text,false,false),
    ('runner_requested'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false),
    ('runner_request_withdrawn'::text,'tidemark_web'::text,ARRAY['maintainer'::text],'benchmark'::text,false,false)) act(name, recorded_by, actor_kinds, is_on, is_public, has_reason);

create view public.budgets as
 SELECT name,
    length,
    amount_max,
    events
   FROM ( VALUES ('acts'::public.budget_name,'01:00:00'::interval,(300)::bigint,ARRAY['*'::text]),
    ('benchmarks'::public.budget_name,'1 day'::interval,(20)::bigint,ARRAY['benchmark_created'::text]),
    ('bytes'::public.budget_name,'1 day'::interval,'4294967296'::bigint,ARRAY[]::text[]),
    ('checks'::public.budget_name,'01:00:00'::interval,(60)::bigint,ARRAY['test_set_uploaded'::text]),
    ('downloads'::public.budget_name,'1 day'::interval,(10)::bigint,ARRAY['own_data_downloaded'::text]),
    ('dry_runs'::public.budget_name,'01:00:00'::interval,(20)::bigint,ARRAY[]::text[]),
    ('entry_codes'::public.budget_name,'01:00:00'::interval,(20)::bigint,ARRAY[]::text[]),
    ('image_bytes'::public.budget_name,'1 day'::interval,'17179869184'::bigint,ARRAY[]::text[]),
    ('leak_reports'::public.budget_name,'01:00:00'::interval,(5)::bigint,ARRAY[]::text[]),
    ('mails'::public.budget_name,'01:00:00'::interval,(20)::bigint,ARRAY['announced'::text, 'person_invited'::text, 'link_proposed'::text, 'round_frozen'::text, 'round_unfrozen'::text, 'invalidation_proposed'::text, 'round_invalidated'::text, 'erratum_proposed'::text, 'leak_overrule_proposed'::text, 'team_withdrawal_proposed'::text, 'erratum_consented'::text]),
    ('rejected_models'::public.budget_name,'01:00:00'::interval,(10)::bigint,ARRAY[]::text[]),
    ('teams'::public.budget_name,'1 day'::interval,(10)::bigint,ARRAY[]::text[])) budget(name, length, amount_max, events);

create view public.operator_acts as
 SELECT name,
    kind,
    state,
    is_on_page
   FROM ( VALUES ('hide'::text,'benchmark'::public.subject_kind,'hidden'::public.moderation_state,true),
    ('hide'::text,'team'::public.subject_kind,'hidden'::public.moderation_state,true),
    ('hide'::text,'model'::public.subject_kind,'hidden'::public.moderation_state,true),
    ('hide'::text,'text'::public.subject_kind,'hidden'::public.moderation_state,true),
    ('hide'::text,'event'::public.subject_kind,'hidden'::public.moderation_state,true),
    ('show'::text,'benchmark'::public.subject_kind,NULL::public.moderation_state,true),
    ('show'::text,'team'::public.subject_kind,NULL::public.moderation_state,true),
    ('show'::text,'model'::public.subject_kind,NULL::public.moderation_state,true),
    ('show'::text,'text'::public.subject_kind,NULL::public.moderation_state,true),
    ('show'::text,'event'::public.subject_kind,NULL::public.moderation_state,true),
    ('rename'::text,'benchmark'::public.subject_kind,NULL::public.moderation_state,true),
    ('rename'::text,'team'::public.subject_kind,NULL::public.moderation_state,true),
    ('rename'::text,'model'::public.subject_kind,NULL::public.moderation_state,true),
    ('suspend'::text,'person'::public.subject_kind,'suspended'::public.moderation_state,true),
    ('lift'::text,'person'::public.subject_kind,NULL::public.moderation_state,true),
    ('retry'::text,'job'::public.subject_kind,NULL::public.moderation_state,true),
    ('drop'::text,'job'::public.subject_kind,NULL::public.moderation_state,true),
    ('delete'::text,'benchmark'::public.subject_kind,'deleted'::public.moderation_state,false),
    ('delete'::text,'team'::public.subject_kind,'deleted'::public.moderation_state,false),
    ('delete'::text,'model'::public.subject_kind,'deleted'::public.moderation_state,false),
    ('delete'::text,'text'::public.subject_kind,'deleted'::public.moderation_state,false),
    ('delete'::text,'person'::public.subject_kind,'deleted'::public.moderation_state,false),
    ('make-operator'::text,'person'::public.subject_kind,NULL::public.moderation_state,false),
    ('remove-operator'::text,'person'::public.subject_kind,NULL::public.moderation_state,false)) act(name, kind, state, is_on_page);

create view public.team_names as
 SELECT t.team_id,
    b.benchmark_id,
    COALESCE(p.slug, t.slug) AS slug,
    COALESCE(p.name, t.name) AS name,
        CASE
            WHEN (p.team_id IS NOT NULL) THEN t.name
            ELSE NULL::text
        END AS own_name
   FROM ((public.teams t
     CROSS JOIN public.benchmarks b)
     LEFT JOIN public.team_pseudonyms p ON (((p.team_id = t.team_id) AND (p.benchmark_id = b.benchmark_id) AND (p.ended_at IS NULL))));

set role tidemark_scorer;

create view queue.jobs as
 SELECT name,
    priority,
    enqueued_by,
    key_word,
    key_fields,
    payload,
    is_by_rounds_rules,
    writes_files,
    queue
   FROM ( VALUES ('check_test_set'::text,0,ARRAY['tidemark_web'::text],'check'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,false,false,'long'::text),
    ('seal_round'::text,0,ARRAY['tidemark_web'::text],'seal'::text,ARRAY['roundId'::text],'{"ids": "kept|drawn", "roundId": "uuid"}'::jsonb,false,true,'long'::text),
    ('open_round'::text,0,ARRAY['tidemark_web'::text],'open'::text,ARRAY['roundId'::text],'{"roundId": "uuid", "closesAt": "instant?", "openedBy": "uuid"}'::jsonb,false,true,'rounds'::text),
    ('extend_round'::text,'-10'::integer,ARRAY['tidemark_web'::text],'extend'::text,ARRAY['roundId'::text],'{"roundId": "uuid", "closesAt": "instant", "extendedBy": "uuid"}'::jsonb,false,false,'rounds'::text),
    ('score_submission'::text,0,ARRAY['tidemark_web'::text],'score'::text,ARRAY['submissionId'::text],'{"submissionId": "uuid"}'::jsonb,true,true,'scores'::text),
    ('score_large_submission'::text,0,ARRAY['tidemark_web'::text],'score-large'::text,ARRAY['submissionId'::text],'{"submissionId": "uuid"}'::jsonb,true,true,'large_scores'::text),
    ('score_model'::text,0,ARRAY['tidemark_web'::text, 'tidemark_scorer'::text],'score-model'::text,ARRAY['submissionId'::text],'{"submissionId": "uuid"}'::jsonb,true,false,'models'::text),
    ('begin_automatic'::text,'-10'::integer,ARRAY['tidemark_web'::text, 'tidemark_scorer'::text],'begin-automatic'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,true,false,'long'::text),
    ('begin_trainings'::text,0,ARRAY['tidemark_scorer'::text],'begin-trainings'::text,ARRAY['benchmarkId'::text],'{"benchmarkId": "uuid"}'::jsonb,false,false,'long'::text),
    ('dry_run_model'::text,0,ARRAY['tidemark_web'::text],'dry-run'::text,ARRAY['dryRunId'::text],'{"dryRunId": "uuid"}'::jsonb,false,false,'models'::text),
    ('score_practice'::text,10,ARRAY['tidemark_scorer'::text],'practice'::text,ARRAY['submissionId'::text],'{"submissionId": "uuid"}'::jsonb,true,false,'models'::text),
    ('prepare_run'::text,'-10'::integer,ARRAY['tidemark_web'::text],'prepare-run'::text,ARRAY['runId'::text],'{"runId": "uuid"}'::jsonb,true,true,'models'::text),
    ('finish_run'::text,'-10'::integer,ARRAY['tidemark_web'::text, 'tidemark_scorer'::text],'finish-run'::text,ARRAY['runId'::text],'{"runId": "uuid"}'::jsonb,true,true,'models'::text),
    ('finish_training'::text,0,ARRAY['tidemark_web'::text],'finish-training'::text,ARRAY['runId'::text],'{"runId": "uuid"}'::jsonb,true,true,'long'::text),
    ('repeat_run'::text,10,ARRAY['tidemark_scorer'::text],'repeat'::text,ARRAY['submissionId'::text],'{"submissionId": "uuid"}'::jsonb,true,false,'models'::text),
    ('finish_model'::text,'-10'::integer,ARRAY['tidemark_scorer'::text],'finish-model'::text,ARRAY['submissionId'::text],'{"submissionId": "uuid"}'::jsonb,false,false,'scores'::text),
    ('decide_feedback'::text,'-10'::integer,ARRAY['tidemark_scorer'::text],'feedback'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,true,false,'scores'::text),
    ('publish_snapshot'::text,0,ARRAY['tidemark_web'::text, 'tidemark_scorer'::text],'snapshot'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,true,false,'rounds'::text),
    ('prepare_inputs'::text,'-10'::integer,ARRAY['tidemark_scorer'::text],'prepare'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,false,true,'rounds'::text),
    ('reveal_round'::text,'-10'::integer,ARRAY['tidemark_web'::text, 'tidemark_scorer'::text],'reveal'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,false,true,'long'::text),
    ('compare_erratum'::text,0,ARRAY['tidemark_web'::text],'compare-erratum'::text,ARRAY['erratumId'::text],'{"erratumId": "uuid"}'::jsonb,true,true,'long'::text),
    ('publish_erratum'::text,0,ARRAY['tidemark_web'::text],'publish-erratum'::text,ARRAY['erratumId'::text],'{"erratumId": "uuid", "publishedBy": "uuid"}'::jsonb,true,true,'long'::text),
    ('republish_ranking'::text,0,ARRAY['tidemark_web'::text],'republish'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,true,false,'long'::text),
    ('equate_rounds'::text,0,ARRAY['tidemark_web'::text, 'tidemark_scorer'::text],'equate'::text,ARRAY['scope'::text, 'benchmarkId'::text],'{"scope": "newest|all", "benchmarkId": "uuid"}'::jsonb,false,false,'long'::text),
    ('raise_flags'::text,10,ARRAY['tidemark_scorer'::text],'raise-flags'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,true,false,'long'::text),
    ('measure_overfitting'::text,0,ARRAY['tidemark_scorer'::text],'overfitting'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,true,false,'long'::text),
    ('score_subgroups'::text,0,ARRAY['tidemark_scorer'::text],'subgroups'::text,ARRAY['roundId'::text],'{"roundId": "uuid"}'::jsonb,true,false,'long'::text)) job(name, priority, enqueued_by, key_word, key_fields, payload, is_by_rounds_rules, writes_files, queue);

set role tidemark_owner;

CREATE OR REPLACE FUNCTION public.artefact_bytes_max(kind public.artefact_kind)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case kind when 'onnx' then 200::bigint * 1024 * 1024 when 'container' then 4::bigint * 1024 * 1024 * 1024 end
$function$;

CREATE OR REPLACE FUNCTION public.ask_entry(of_benchmark uuid, person uuid, with_answers jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform from benchmarks b where b.benchmark_id = of_benchmark and b.entry = 'approval' and b.visibility <> 'withdrawn' for share;
  if not found or jsonb_typeof(with_answers) <> 'array' or jsonb_array_length(with_answers) > 10 or octet_length(with_answers::text) > 65536 then
    raise exception 'the benchmark takes no applications, or none of this form' using errcode = 'check_violation', constraint = 'entrants_ask';
  end if;
  insert into entrants (benchmark_id, user_id, way, state, answers, asked_at)
  values (of_benchmark, person, 'approval', 'asked', with_answers, date_trunc('milliseconds', site_clock())) on conflict do nothing;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION public.audit_events_are_their_recorders()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  rule audit_acts;
begin
  new.at := coalesce(new.at, date_trunc('milliseconds', site_clock()));
  if current_user not in ('tidemark_web', 'tidemark_scorer') then
    return new;
  end if;
  select * into rule from audit_acts where name = new.act and recorded_by = current_user;
  if not found or new.actor_kind::text <> all (rule.actor_kinds) then
    raise exception '% can''t record % as an event of a %', current_user, new.act, new.actor_kind
      using errcode = 'check_violation', constraint = 'audit_events_not_its_own';
  end if;
  if new.is_public <> rule.is_public or (new.benchmark_id is null) <> (rule.is_on = 'site') or (new.round_id is null) <> (rule.is_on <> 'round')
    or (rule.is_on = 'benchmark' and not exists (select from benchmarks b where b.benchmark_id = new.benchmark_id))
    or (rule.is_on = 'round' and not exists (
      select from rounds r where r.round_id = new.round_id and r.benchmark_id = new.benchmark_id)) then
    raise exception '% belongs to one %, with the visibility of audit_acts', new.act, rule.is_on
      using errcode = 'check_violation', constraint = 'audit_events_of_their_place';
  end if;
  -- The scorer records the id of the person who requested a job, if the job names one.
  if current_user = 'tidemark_web' and rule.is_on <> 'site' and (new.user_id is null) <> (new.actor_kind = 'visitor') then
    raise exception 'an event has a person, unless a visitor caused it' using errcode = 'check_violation', constraint = 'audit_events_of_a_person';
  end if;
  if jsonb_typeof(new.detail) <> 'object' or octet_length(new.detail::text) > 65536
    or exists (select from jsonb_each(new.detail) d where jsonb_typeof(d.value) in ('object', 'array')) then
    raise exception 'the detail of an event is one flat object of at most 65536 bytes' using errcode = 'check_violation', constraint = 'audit_events_small_detail';
  end if;
  if rule.has_reason and (jsonb_typeof(new.detail -> 'reason') is distinct from 'string' or new.detail ->> 'reason' !~ '\S') then
    raise exception '% requires a reason', new.act using errcode = 'check_violation', constraint = 'audit_events_have_reasons';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.audit_events_fill_counts()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.act || ' ' || coalesce(new.round_id, new.benchmark_id), 0));
  new.detail := new.detail || case new.act
    when 'flag_judgement_reported' then jsonb_build_object('judged_count', (
      select count(*) from flags join rounds using (round_id) where benchmark_id = new.benchmark_id and judged_at is not null))
    else jsonb_build_object('handled_count', (
      select count(*) from leak_reports where round_id = new.round_id and handled_at is not null))
  end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.audit_events_spend()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  what budget_name;
begin
  for what in select name from budgets where events && array[new.act, '*'] order by name loop
    perform spend_budget(new.user_id, what, 1);
  end loop;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.audit_events_wait_for_link()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into unlinked_audit_events (audit_event_id, recorded_at) values (new.audit_event_id, site_clock());
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.benchmark_listings_follow()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if tg_argv[0] = 'benchmark_id' then
    perform refresh_benchmark_listing(new.benchmark_id);
  else
    perform refresh_benchmark_listing((select benchmark_id from rounds where round_id = new.round_id));
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.benchmark_maintainers_hold_labels()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  held constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  insert into label_holders (benchmark_id, user_id, held_at) values (new.benchmark_id, new.user_id, held) on conflict do nothing;
  insert into host_teams (benchmark_id, team_id, held_at)
  select new.benchmark_id, team_id, held from team_members where user_id = new.user_id on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.benchmark_of_run(of_run public.runs)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(
    (select r.benchmark_id from public.rounds r where r.round_id = of_run.round_id),
    (select d.benchmark_id from public.dry_runs d where d.dry_run_id = of_run.dry_run_id))
$function$;

CREATE OR REPLACE FUNCTION public.benchmarks_keep_what_rounds_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.benchmarks_needing_owner(person uuid)
 RETURNS TABLE(benchmark_id uuid, is_sealed boolean)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select b.benchmark_id, sealed.is_sealed
  from benchmark_maintainers m join benchmarks b using (benchmark_id)
    cross join lateral (select exists (select from rounds r where r.benchmark_id = b.benchmark_id and r.state <> 'draft')) sealed (is_sealed)
  where m.user_id = person and m.role = 'owner' and b.visibility <> 'withdrawn'
    and not exists (select from benchmark_maintainers o where o.benchmark_id = b.benchmark_id and o.role = 'owner' and o.user_id <> person)
    and (not sealed.is_sealed or exists (
      select from rounds r where r.benchmark_id = b.benchmark_id and r.state in ('sealed', 'open', 'closed', 'frozen')))
$function$;

CREATE OR REPLACE FUNCTION public.benchmarks_number_rules()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    new.rules_version := (new.rules <> '')::integer;
  elsif new.rules is distinct from old.rules then
    new.rules_version := old.rules_version + (new.rules <> '')::integer;
  else
    new.rules_version := old.rules_version;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.benchmarks_rotate_later()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and new.next_rotation_at is distinct from (case tg_op when 'UPDATE' then old.next_rotation_at end)
    and new.next_rotation_at < site_clock() - interval '1 minute' then
    raise exception 'the next rotation is in the future' using errcode = 'check_violation', constraint = 'benchmarks_rotate_later';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.benchmarks_spelt_like(asked text)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE ROWS 20
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
  select benchmark_id from benchmark_listings where asked <% words
$function$;

CREATE OR REPLACE FUNCTION public.benchmarks_version_rules()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  at constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  if tg_op = 'UPDATE' and new.rules = old.rules then
    return null;
  end if;
  -- Waits for transactions that accept submissions under this version.
  update rules_versions v set superseded_at = at where v.benchmark_id = new.benchmark_id and v.superseded_at is null;
  if new.rules <> '' then
    insert into rules_versions (benchmark_id, number, sha256, made_at)
    values (new.benchmark_id, new.rules_version, encode(sha256(convert_to(new.rules, 'UTF8')), 'hex'), at);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.bind_to_team(of_round uuid, of_team uuid, people uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  size_max int;
begin
  -- Inserts people in a fixed order, so that two teams with the same people don't deadlock.
  insert into round_entrants (round_id, user_id, team_id, bound_at)
  select of_round, person, of_team, date_trunc('milliseconds', site_clock()) from unnest(people) person order by person
  on conflict (round_id, user_id) do nothing;
  if exists (select from round_entrants e where e.round_id = of_round and e.user_id = any (people) and e.team_id <> of_team) then
    raise exception 'a person submits for one team in a round' using errcode = 'unique_violation', constraint = 'round_entrants_pkey';
  end if;
  select b.team_size_max into strict size_max from benchmarks b join rounds r using (benchmark_id) where r.round_id = of_round;
  if (select count(*) from round_entrants e where e.round_id = of_round and e.team_id = of_team) > size_max then
    raise exception 'a team of this round has at most % people', size_max using errcode = 'check_violation', constraint = 'round_entrants_team_size';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.changes_are_counted()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  own xid := pg_current_xact_id()::xid;
  of_benchmark uuid := (select r.benchmark_id from rounds r where r.round_id = new.round_id);
  event_count bigint;
  reported_count numeric;
  done bigint;
  done_count bigint;
begin
  if current_user <> 'tidemark_web' then
    return null;
  end if;
  if tg_table_name = 'flags' then
    select count(*) filter (where f.xmin = own), count(f.judged_at) into done, done_count
    from flags f join rounds r using (round_id) where r.benchmark_id = of_benchmark;
  else
    select count(*) filter (where l.xmin = own and l.handled_at is not null), count(l.handled_at) into done, done_count
    from leak_reports l where l.round_id = new.round_id;
  end if;
  select count(*), max((e.detail ->> tg_argv[1])::numeric) into event_count, reported_count
  from audit_events e
  where e.benchmark_id = of_benchmark and e.at >= site_clock() - (clock_timestamp() - now()) - interval '1 minute'
    and e.xmin = own and e.act = tg_argv[0] and (e.round_id is null or e.round_id = new.round_id);
  if event_count < done or reported_count is distinct from done_count then
    raise exception '% of % is published as %', lower(tg_op), tg_table_name, tg_argv[0]
      using errcode = 'check_violation', constraint = tg_table_name || '_reported';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.changes_are_recorded()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  changed_row jsonb := case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  of_round uuid := changed_row ->> 'round_id';
  of_benchmark uuid := coalesce(changed_row ->> 'benchmark_id', (select r.benchmark_id::text from rounds r where r.round_id = of_round));
begin
  if current_user <> 'tidemark_web' then
    return null;
  end if;
  if not exists (
    select from audit_events e
    where e.benchmark_id = of_benchmark
      -- Limits the search to events since shortly before this transaction began, by the events' clock, so
      -- that an index can be used.
      and e.at >= site_clock() - (clock_timestamp() - now()) - interval '1 minute'
      and e.xmin = pg_current_xact_id()::xid
      and e.act = any (string_to_array(tg_argv[0], ' '))
      and (of_round is null or e.round_id = of_round)
      and (tg_nargs < 3 or e.detail ->> tg_argv[1] = changed_row ->> tg_argv[2])
      and (tg_table_name <> 'benchmark_maintainers' or changed_row ->> 'user_id' in (e.user_id::text, e.detail ->> 'person'))
      and (tg_table_name <> 'anchors' or e.detail ->> 'model' = (
        select m.name from models m where m.model_id::text = changed_row ->> 'model_id'))
  ) then
    raise exception '% on % requires one of these audit events: %', lower(tg_op), tg_table_name, tg_argv[0]
      using errcode = 'check_violation', constraint = tg_table_name || '_recorded';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.counting_submission(of_round uuid, of_model uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select s.submission_id
  from submissions s join rounds r using (round_id) join benchmarks b using (benchmark_id)
    cross join lateral (select (s.feedback ->> 'score')::numeric * case b.direction when 'higher' then 1 else -1 end) as f (merit)
  where s.round_id = of_round and s.model_id = of_model and s.state = 'scored' and s.withdrawn_at is null
  order by (s.chosen_at is not null) desc, f.merit desc nulls last,
    case when f.merit is not null then s.received_at end, case when f.merit is not null then s.submission_id end,
    s.is_automatic, s.received_at desc, s.submission_id desc
  limit 1
$function$;

CREATE OR REPLACE FUNCTION public.day_slots_are_of_the_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (
    select from round_slots s where s.submission_id = new.submission_id and s.team_id = new.team_id and s.group_id = new.group_id
  ) then
    raise exception 'a slot belongs to the group of its team' using errcode = 'check_violation', constraint = 'day_slots_of_the_group';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.decide_entry(of_benchmark uuid, person uuid, maintainer uuid, verdict public.entrant_state, because text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform require_maintainer(of_benchmark, maintainer);
  if verdict not in ('entered', 'refused', 'removed') or length(because) > 1000 or (verdict <> 'entered' and coalesce(because, '') !~ '\S') then
    raise exception 'a person is refused or removed with a reason' using errcode = 'check_violation', constraint = 'entrants_decided';
  end if;
  update entrants e set state = verdict, reason = nullif(because, ''), decided_by = maintainer, decided_at = date_trunc('milliseconds', site_clock())
  where (e.benchmark_id, e.user_id) = (of_benchmark, person) and e.state <> verdict and (verdict <> 'refused' or e.state = 'asked');
  if not found then
    return false;
  end if;
  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('entry_decided', 'maintainer', maintainer, of_benchmark, jsonb_strip_nulls(jsonb_build_object(
    'person', person, 'verdict', verdict, 'reason', nullif(because, ''))), false);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_own_account(person uuid, of_session uuid, given jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  event bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('operator_act', 0));
  -- Takes the same lock as a change of roles, so that the last two owners can't leave at the same time.
  perform from benchmarks b where b.benchmark_id in (select m.benchmark_id from benchmark_maintainers m where m.user_id = person and m.role = 'owner')
  order by b.benchmark_id for no key update;
  perform lock_for_deletion(person);
  if exists (select from moderations m where m.kind = 'person' and m.subject_id = person::text) or not exists (
    select from sessions s where s.session_id = of_session and s.user_id = person and s.expires_at > site_clock()
      and s.created_at > site_clock() - interval '10 minutes') then
    raise exception 'an account is deleted after a sign-in' using errcode = 'check_violation', constraint = 'users_deleted_after_sign_in';
  end if;
  if exists (select from users u where u.user_id = person and u.is_operator) then
    raise exception 'an operator is deleted by a command' using errcode = 'check_violation', constraint = 'users_deleted_no_operator';
  end if;
  if exists (select from benchmarks_needing_owner(person)) then
    raise exception 'a benchmark needs its owner' using errcode = 'check_violation', constraint = 'users_deleted_no_sole_owner';
  end if;
  -- The caller read the person's teams before these locks; if they differ, it reads them again and retries.
  if exists (
    select from team_members m where m.user_id = person and not exists (
      select from jsonb_to_recordset(given -> 'teams') as t (team_id uuid) where t.team_id = m.team_id)) then
    raise exception 'a team was joined meanwhile' using errcode = 'serialization_failure';
  end if;
  perform moderate_person('delete', person, given);
  -- The audit event names no person, because a trigger of the budgets would record the person again.
  insert into audit_events (act, actor_kind, detail, is_public)
  values ('account_deleted', 'participant', jsonb_build_object('person', person), false) returning audit_event_id into event;
  insert into moderations (kind, subject_id, state, reason, audit_event_id, at)
  values ('person', person::text, 'deleted', 'The person deleted it.', event, date_trunc('milliseconds', site_clock()));
  -- Runs deferred triggers with these rights, as in delete_unsealed_benchmark.
  set constraints all immediate;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_unsealed_benchmark(of_benchmark uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.documents_use_present_names()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.dry_runs_begin()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if new.state <> 'queued' or new.attempt <> 0 or num_nonnulls(new.finished_at, new.code, new.message) > 0 or not is_now(new.received_at)
    or coalesce(new.deadline_at > new.received_at + interval '24 hours', true) or new.byte_count not between 1 and artefact_bytes_max(new.kind) then
    raise exception 'a dry run is inserted now and queued, with a deadline within a day' using errcode = 'check_violation', constraint = 'dry_runs_begin_queued';
  end if;
  if not exists (select from benchmarks b
    where b.benchmark_id = new.benchmark_id
      and case new.kind when 'onnx' then b.model_signature is not null else b.container_needs is not null end) then
    raise exception 'the benchmark of a dry run accepts models' using errcode = 'check_violation', constraint = 'dry_runs_where_models_run';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.end_pseudonyms()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  due team_pseudonyms;
begin
  if not exists (select from team_pseudonyms p where p.ended_at is null and p.ends_at <= site_clock()) then
    return;
  end if;
  -- Taken first, as in an operator's renaming: a scorer that publishes has locked its round, and then waits
  -- for this lock.
  perform pg_advisory_xact_lock(hashtextextended('present_names', 0));
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  for due in
    select * from team_pseudonyms p where p.ended_at is null and p.ends_at <= site_clock() order by p.ends_at, p.pseudonym_id limit 20
    for update
  loop
    update team_pseudonyms p set ended_at = date_trunc('milliseconds', site_clock()) where p.pseudonym_id = due.pseudonym_id;
    insert into former_slugs (kind, subject_id, slug) values ('team', due.team_id::text, due.slug) on conflict do nothing;
    perform rename_in_documents(array[due.benchmark_id], due.slug);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION public.enter_by_code(person uuid, hashed text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_benchmark uuid;
begin
  perform spend_budget(person, 'entry_codes', 1);
  select c.benchmark_id into of_benchmark from entry_codes c join benchmarks b using (benchmark_id)
  where c.code_sha256 = hashed and b.entry = 'list' and b.visibility <> 'withdrawn'
    and not exists (select from entrants e where (e.benchmark_id, e.user_id) = (c.benchmark_id, person) and e.state = 'removed')
  for share of c;
  if not found then
    return null;
  end if;
  update spent_budgets s set amount = s.amount - 1 where s.user_id = person and s.budget = 'entry_codes';
  insert into entrants as e (benchmark_id, user_id, way, state, decided_at)
  values (of_benchmark, person, 'code', 'entered', date_trunc('milliseconds', site_clock()))
  on conflict (benchmark_id, user_id) do update set way = 'code', state = 'entered', decided_at = excluded.decided_at
  where e.state in ('asked', 'refused');
  return of_benchmark;
end $function$;

CREATE OR REPLACE FUNCTION public.entry_of(of_benchmark uuid, person uuid)
 RETURNS public.entry_way
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case
    when e.state = 'entered' then e.way
    when e.state = 'removed' then null
    when b.entry = 'open' then 'open'
    when b.entry = 'list' and is_on_entry_list(of_benchmark, person) then 'list'
  end::entry_way
  from benchmarks b left join entrants e on e.benchmark_id = b.benchmark_id and e.user_id = person
  where b.benchmark_id = of_benchmark
$function$;

CREATE OR REPLACE FUNCTION public.errata_refuse_illegal_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if (tg_op = 'INSERT' and (new.state <> 'proposed' or num_nonnulls(new.score_changes, new.compared_at, new.consented_by, new.consented_at,
      new.objections_until, new.published_at, new.published_by, new.document, new.signature) > 0)) then
    raise exception 'an erratum begins as a proposal' using errcode = 'check_violation', constraint = 'errata_begin_proposed';
  end if;
  if tg_op = 'UPDATE' then
    if old.state in ('published', 'dropped') then
      raise exception 'a % erratum can''t be changed', old.state using errcode = 'check_violation', constraint = 'errata_final_is_final';
    end if;
    if current_user = 'tidemark_web' and new.state not in (old.state, 'dropped') then
      raise exception 'the web role can only drop an erratum' using errcode = 'check_violation', constraint = 'errata_web_only_drops';
    end if;
    if old.state = 'proposed' and new.state = 'published' then
      raise exception 'an erratum is compared before it is published' using errcode = 'check_violation', constraint = 'errata_compared_first';
    end if;
    if (new.corrections, new.reason, new.number, new.round_id) is distinct from (old.corrections, old.reason, old.number, old.round_id) then
      raise exception 'corrections and reason of an erratum are fixed' using errcode = 'check_violation', constraint = 'errata_are_fixed';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.errata_wait_for_objections()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if (new.score_changes, new.compared_at) is distinct from (old.score_changes, old.compared_at) or new.consented_by is null then
    -- The consent was given to another comparison of scores, or is withdrawn, so it doesn't count.
    new.consented_by := null;
    new.consented_at := null;
    new.objections_until := null;
  elsif new.consented_by is not distinct from old.consented_by then
    new.consented_at := old.consented_at;
    new.objections_until := old.objections_until;
  elsif old.state <> 'compared' or new.state <> 'compared' then
    raise exception 'an erratum is compared before the consent' using errcode = 'check_violation', constraint = 'errata_compared_first';
  else
    new.consented_at := date_trunc('milliseconds', site_clock());
    new.objections_until := new.consented_at + objection_period();
  end if;
  if new.state = 'published' then
    if new.proposed_by is null or new.consented_by is null or new.proposed_by = new.consented_by then
      raise exception 'an erratum is published by two people' using errcode = 'check_violation', constraint = 'errata_published_by_two';
    end if;
    if site_clock() < new.objections_until then
      raise exception 'an erratum is published after its objection period' using errcode = 'check_violation', constraint = 'errata_objections_first';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.feedback_tallies_hold_cap()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  cap integer;
  mine integer := new.score_count + new.improvement_count + new.refusal_count;
  others integer;
  others_charge double precision;
  budget double precision;
begin
  if tg_op = 'UPDATE' and (new.score_count < old.score_count or new.improvement_count < old.improvement_count or new.refusal_count < old.refusal_count
    or new.charge < old.charge or new.alone_charge < old.alone_charge) then
    raise exception 'feedback can''t be removed' using errcode = 'check_violation', constraint = 'feedback_tallies_only_grow';
  end if;
  if mine = 0 or (tg_op = 'UPDATE' and mine = old.score_count + old.improvement_count + old.refusal_count and new.charge = old.charge) then
    return new;
  end if;
  select feedback_cap, case when feedback_policy in ('guarded-ladder', 'exact-with-budget')
      then 2 * pi() * feedback_count * greatest(0.02, 1 / sqrt(feedback_count)) ^ 2 end
    into cap, budget from rounds where round_id = new.round_id;
  if cap is null then
    return new;
  end if;
  select coalesce(sum(held.given), 0), coalesce(sum(held.charge), 0) into others, others_charge from (
    select t.score_count + t.improvement_count + t.refusal_count as given, t.charge
    from feedback_tallies t
    where t.round_id = new.round_id and t.team_id <> new.team_id
      and t.team_id in (select teams_of_group(new.round_id, new.team_id))
    order by t.team_id for update of t) held;
  if mine + others > cap then
    raise exception 'the round''s % pieces of feedback are used up', cap using errcode = 'check_violation', constraint = 'feedback_tallies_within_cap';
  end if;
  if budget is not null and new.charge + others_charge > budget + 1e-9
      and new.charge > (case when tg_op = 'UPDATE' then old.charge else 0 end) then
    raise exception 'the round''s exposure is used up' using errcode = 'check_violation', constraint = 'feedback_tallies_within_exposure';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_addresses()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  delete from team_pseudonyms p using moderations m
  where p.ended_at < site_clock() - interval '1 day' and m.state = 'deleted' and m.at < site_clock() - interval '1 day'
    and (m.kind = 'team' and m.subject_id = p.team_id::text
      or m.kind = 'person' and m.subject_id in (select t.user_id::text from team_members t where t.team_id = p.team_id));
  delete from former_slugs f using team_members t, moderations m
  where f.kind = 'team' and f.subject_id = t.team_id::text and m.kind = 'person' and m.subject_id = t.user_id::text
    and m.state = 'deleted' and m.at < site_clock() - interval '1 day'
    and not exists (select from team_pseudonyms p where p.team_id = t.team_id and p.slug = f.slug);
  delete from former_identities f where not has_slots_in_use(f.user_id)
$function$;

CREATE OR REPLACE FUNCTION public.forget_identity(person uuid, hmac text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  delete from former_identities f where f.user_id = person and f.identity_hmac = hmac
$function$;

CREATE OR REPLACE FUNCTION public.former_person(hmac text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select f.user_id from former_identities f where f.identity_hmac = hmac and has_slots_in_use(f.user_id)
  order by f.deleted_at desc limit 1
$function$;

CREATE OR REPLACE FUNCTION public.group_of_team(of_round uuid, of_team uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
      and (not l.is_by_one or l.linked_at <= r.opened_at)
    order by l.unlinked_at desc nulls first, l.linked_at desc limit 1), of_team)
$function$;

CREATE OR REPLACE FUNCTION public.has_slots_in_use(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from round_entrants e join rounds r using (round_id)
    where e.user_id = person and r.state in ('open', 'frozen') and r.closed_at is null and not exists (
      select from moderations b where b.kind = 'benchmark' and b.subject_id = r.benchmark_id::text and b.state = 'deleted'))
$function$;

CREATE OR REPLACE FUNCTION public.host_teams_of(of_round uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE ROWS 10
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select h.team_id from rounds r join host_teams h using (benchmark_id)
  where r.round_id = of_round and (r.closed_at is null or h.held_at <= r.closed_at)
$function$;

CREATE OR REPLACE FUNCTION public.instants_are_now()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  word text;
  instant text;
  now_in jsonb := to_jsonb(new);
  before jsonb := case tg_op when 'UPDATE' then to_jsonb(old) else '{}' end;
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  foreach word in array tg_argv loop
    instant := rtrim(word, '+');
    continue when now_in ->> instant is not distinct from before ->> instant;
    if before ->> instant is not null and word not like '%+' then
      raise exception '% of % is set once', instant, tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_dated_once';
    end if;
    if now_in ->> instant is not null and not is_now((now_in ->> instant)::timestamptz) then
      raise exception '% of % is not now', instant, tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_dated_now';
    end if;
  end loop;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.invitations_to_teams_are_by_captains()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if tg_op = 'INSERT' then
    if num_nonnulls(new.accepted_at, new.accepted_by, new.revoked_at) > 0 then
      raise exception 'an invitation begins open' using errcode = 'check_violation', constraint = 'invitations_begin_open';
    end if;
    if new.team_id is not null and not exists (
      select from team_members m where m.team_id = new.team_id and m.user_id = new.invited_by and m.role = 'captain') then
      raise exception 'captains invite to their team' using errcode = 'check_violation', constraint = 'invitations_by_captains';
    end if;
  elsif (new.accepted_at, new.accepted_by) is distinct from (old.accepted_at, old.accepted_by)
    and (num_nonnulls(old.accepted_at, old.revoked_at, new.revoked_at) > 0 or new.accepted_at is null or new.accepted_at >= new.expires_at
      or new.team_id is not null and new.accepted_by is null) then
    raise exception 'an open invitation is accepted once' using errcode = 'check_violation', constraint = 'invitations_accepted_once';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.is_captain(of_team uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (select from team_members m where m.team_id = of_team and m.user_id = person and m.role = 'captain')
$function$;

CREATE OR REPLACE FUNCTION public.is_kept_out(of_benchmark uuid, of_team uuid, sender uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  return exists (
      select from entrants e where e.benchmark_id = of_benchmark and e.state = 'removed'
        and (e.user_id = sender or e.user_id in (select m.user_id from team_members m where m.team_id = of_team)))
    and not exists (
      select from team_members m
      where m.team_id = of_team and (entry_of(of_benchmark, m.user_id) is not null or is_maintainer(of_benchmark, m.user_id)));
end $function$;

CREATE OR REPLACE FUNCTION public.is_link_of_merge(of_merge uuid, of_benchmark uuid, of_teams uuid[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from team_merges g where g.merge_id = of_merge and g.benchmark_id = of_benchmark and g.merged_at is not null
      and g.xmin = pg_current_xact_id()::xid and of_teams <@ array[g.team_id, g.other_team_id, g.merged_team_id])
$function$;

CREATE OR REPLACE FUNCTION public.is_maintainer(of_benchmark uuid, of_person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (select from benchmark_maintainers where benchmark_id = of_benchmark and user_id = of_person and role in ('owner', 'maintainer'))
$function$;

CREATE OR REPLACE FUNCTION public.is_now(at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  return at = now() or abs(extract(epoch from at - site_clock())) <= 60;
end $function$;

CREATE OR REPLACE FUNCTION public.is_on_entry_list(of_benchmark uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from users u join entry_addresses a on a.benchmark_id = of_benchmark
      and a.address in (lower(u.email), '@' || split_part(lower(u.email), '@', 2))
    where u.user_id = person and u.email_verified_at is not null)
$function$;

CREATE OR REPLACE FUNCTION public.is_team_name_taken(of_team uuid, wanted_slug text, wanted_skeleton text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (select from teams t where t.team_id is distinct from of_team and (t.slug = wanted_slug or t.skeleton = wanted_skeleton))
    or exists (select from former_team_names f where f.team_id is distinct from of_team and (f.slug = wanted_slug or f.skeleton = wanted_skeleton))
    or exists (
      select from team_pseudonyms p where (p.slug = wanted_slug or p.skeleton = wanted_skeleton)
        and (p.team_id is distinct from of_team or p.ended_at is null))
$function$;

CREATE OR REPLACE FUNCTION public.linked_teams_hold_links()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  proposal team_link_proposals;
  -- A link begins after the last opening, even if the clock was set back.
  last_opened_at timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  select max(r.opened_at) into last_opened_at from rounds r where r.benchmark_id = new.benchmark_id;
  if tg_op = 'UPDATE' then
    if old.unlinked_at is not null then
      -- Only the person who unlinked may change, to null when their account is deleted; the end is final.
      if new.unlinked_at is distinct from old.unlinked_at or (new.unlinked_by is distinct from old.unlinked_by and new.unlinked_by is not null) then
        raise exception 'a team is unlinked once' using errcode = 'check_violation', constraint = 'linked_teams_unlinked_once';
      end if;
    elsif new.unlinked_at is not null then
      new.unlinked_at := greatest(date_trunc('milliseconds', clock_timestamp()), last_opened_at);
    end if;
    return new;
  end if;

  -- A link is inserted in the transaction of the second maintainer's consent, or of the proposal if there is
  -- no second maintainer.
  select p.* into proposal from team_link_proposals p
  where p.proposal_id = new.group_id and p.benchmark_id = new.benchmark_id and p.dropped_at is null and p.xmin = pg_current_xact_id()::xid;
  if not found then
    raise exception 'a link is proposed before it is made' using errcode = 'check_violation', constraint = 'linked_teams_proposed';
  end if;
  new.is_by_one := proposal.consented_at is null and proposal.merge_id is null;
  if new.is_by_one and exists (
    select from benchmark_maintainers m
    where m.benchmark_id = new.benchmark_id and m.role in ('owner', 'maintainer') and m.user_id is distinct from proposal.proposed_by
  ) then
    raise exception 'teams are linked by two people' using errcode = 'check_violation', constraint = 'linked_teams_two_people';
  end if;
  if new.team_id <> all (proposal.team_ids) and not exists (
    select from linked_teams mine join linked_teams theirs using (benchmark_id, group_id)
    where mine.benchmark_id = new.benchmark_id and mine.team_id = new.team_id and theirs.team_id = any (proposal.team_ids)
  ) then
    raise exception 'a link consists of the named teams, and of those that share with them' using errcode = 'check_violation', constraint = 'linked_teams_of_the_proposal';
  end if;
  new.reason := proposal.reason;
  new.linked_by := coalesce(proposal.consented_by, proposal.proposed_by);

  -- All teams of a group get the same begin: that of the group's first row in this transaction.
  select min(l.linked_at) into new.linked_at from linked_teams l
  where l.benchmark_id = new.benchmark_id and l.group_id = new.group_id
    and l.xmin = pg_current_xact_id()::xid and l.linked_at >= date_trunc('milliseconds', now());
  new.linked_at := coalesce(new.linked_at, greatest(date_trunc('milliseconds', clock_timestamp()), last_opened_at + interval '1 millisecond'));

  -- The new link of a team that was unlinked during the open round gets the end of its last link.
  if new.unlinked_at is not null then
    select max(l.unlinked_at) into new.unlinked_at from linked_teams l
    where l.benchmark_id = new.benchmark_id and l.team_id = new.team_id;
    if new.unlinked_at is null then
      raise exception 'a new link has no end' using errcode = 'check_violation', constraint = 'linked_teams_begins_without_end';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.lock_for_deletion(person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('present_names', 0));
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  perform from teams t where t.team_id in (select m.team_id from team_members m where m.user_id = person) order by t.team_id for update;
  perform from users u where u.user_id = person for update;
end $function$;

CREATE OR REPLACE FUNCTION public.merge_objection_period()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
AS $function$ select interval '24 hours' $function$;

CREATE OR REPLACE FUNCTION public.model_of_slug(of_benchmark uuid, of_slug text)
 RETURNS public.models
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select m from (
    select m from models m where m.benchmark_id = of_benchmark and m.slug = of_slug
    union all
    select m from former_slugs f join models m on m.model_id = f.subject_id::uuid
    where f.kind = 'model' and f.slug = of_slug and m.benchmark_id = of_benchmark) found (m) limit 1
$function$;

CREATE OR REPLACE FUNCTION public.model_versions_are_brought()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and not exists (
    select from submissions s where s.version_id = new.version_id and not s.is_automatic
  ) then
    raise exception 'a version requires a submission' using errcode = 'check_violation', constraint = 'model_versions_brought';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.model_versions_begin()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if new.state <> 'checking' or not is_now(new.frozen_at) or new.byte_count not between 1 and artefact_bytes_max(new.kind) then
    raise exception 'a version is inserted now and unchecked' using errcode = 'check_violation', constraint = 'model_versions_begin_now';
  end if;
  if new.image_version_id is not null or new.trains and not exists (
    select from models m join benchmarks b using (benchmark_id)
    where m.model_id = new.model_id and new.kind = 'container' and (b.container_needs ->> 'trainingHours')::float8 > 0
  ) then
    raise exception 'only an image is trained, where its benchmark grants hours' using errcode = 'check_violation', constraint = 'model_versions_trained_where_granted';
  end if;
  if not exists (
    select from models m join team_members t using (team_id) where m.model_id = new.model_id and t.user_id = new.frozen_by
  ) then
    raise exception 'a version is sent by a member of its model''s team' using errcode = 'check_violation', constraint = 'model_versions_of_a_team';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.model_versions_move()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if (old.state, new.state) not in (('checking', 'active'), ('checking', 'refused'), ('active', 'retired'), ('checking', 'retired'))
    and old.state <> new.state then
    raise exception 'a % version can''t become %', old.state, new.state using errcode = 'check_violation', constraint = 'model_versions_move_on';
  end if;
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  -- Only the person who retired the version may change, to null when their account is deleted; the retirement
  -- is final.
  if old.state = new.state and new.retired_at is not distinct from old.retired_at
    and (new.retired_by is null or new.retired_by is not distinct from old.retired_by) then
    return new;
  end if;
  if new.state <> 'retired' or old.state = 'retired' or not exists (
    select from models m join team_members t using (team_id) where m.model_id = new.model_id and t.user_id = new.retired_by
  ) then
    raise exception 'a version is retired by a member of its team' using errcode = 'check_violation', constraint = 'model_versions_retired_by_team';
  end if;
  new.retired_at := date_trunc('milliseconds', site_clock());
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.model_versions_record_retirement()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into audit_events (at, act, actor_kind, user_id, benchmark_id, detail, is_public)
  select new.retired_at, 'version_retired',
    case session_user::text when 'tidemark_scorer' then 'scorer' else 'participant' end::audit_actor_kind, new.retired_by, m.benchmark_id,
    jsonb_build_object('model', m.name, 'version', new.version, 'team', t.name), false
  from models m join team_names t using (team_id, benchmark_id) where m.model_id = new.model_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.moderate_benchmark(wanted text, subject uuid, was jsonb, given jsonb)
 RETURNS TABLE(kept jsonb, address text, benchmark_id uuid)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  b benchmarks;
begin
  select * into b from benchmarks t where t.benchmark_id = subject for no key update;
  if not found then
    return;
  end if;
  if wanted = 'hide' then
    update benchmarks t set visibility = 'withdrawn' where t.benchmark_id = subject;
  elsif wanted = 'show' then
    update benchmarks t set visibility = (was ->> 'visibility')::visibility where t.benchmark_id = subject;
  elsif wanted = 'rename' then
    update benchmarks t set title = given ->> 'name' where t.benchmark_id = subject;
    -- Unlike for a name, the moderation's state remains.
    if was is not null then
      raise exception 'a hidden benchmark is shown first' using errcode = 'check_violation', constraint = 'operator_acts_fit';
    end if;
  else
    update benchmarks t set visibility = 'withdrawn', title = 'A deleted benchmark', description = '', summary = '', rules = '', links = '[]',
      contacts = '{}', tags = '{}', license = null, terms = null, paper = null, column_notes = '[]', schedule = '{"cadence": {"kind": "none"}, "timeZone": "UTC"}', next_rotation_at = null,
      overdue_since = null, reveals_after_rounds = null
    where t.benchmark_id = subject;
    delete from entry_addresses a where a.benchmark_id = subject;
    delete from entry_codes c where c.benchmark_id = subject;
    update entrants e set answers = '[]', reason = null where e.benchmark_id = subject;
    update rounds r set state = 'frozen', frozen_from = 'open', frozen_at = date_trunc('milliseconds', site_clock()),
      freeze_reason = 'An operator deleted the benchmark.'
    where r.benchmark_id = subject and r.state = 'open';
    -- A sealed round loses its opening time; without a cadence, only its own plan could open it.
    update rounds r set opens_at = null where r.benchmark_id = subject and r.state = 'sealed';
    perform queue.drop_jobs(array(
      select r.round_id::text from rounds r where r.benchmark_id = subject
      union all select s.submission_id::text from submissions s join rounds r using (round_id)
      where r.benchmark_id = subject and s.state in ('received', 'queued', 'scoring')
      union all select e.erratum_id::text from errata e join rounds r using (round_id)
      where r.benchmark_id = subject and e.state in ('proposed', 'compared')));
  end if;
  return query select
    case when wanted in ('hide', 'delete') then jsonb_build_object('visibility', coalesce(was ->> 'visibility', b.visibility::text)) end, b.slug, subject;
end $function$;

CREATE OR REPLACE FUNCTION public.moderate_name(wanted text, on_kind public.subject_kind, subject uuid, was jsonb, given jsonb)
 RETURNS TABLE(kept jsonb, address text, benchmark_id uuid)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  named record;
  names constant jsonb := case when wanted = 'show' then was else given end;
  of_benchmarks uuid[];
  is_pseudonym boolean := false;
begin
  -- Taken before any lock of a round's row: a scorer that publishes has locked its round, and then waits for
  -- this lock.
  perform pg_advisory_xact_lock(hashtextextended('present_names', 0));
  if on_kind = 'team' then
    perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
    select t.name, t.slug, t.skeleton, t.description into named from teams t where t.team_id = subject for no key update;
    of_benchmarks := array(select distinct m.benchmark_id from models m where m.team_id = subject);
    -- A pseudonym is moderated as a subject of its own, so that an act on it doesn't reveal its team, and an
    -- act on the team doesn't reveal the pseudonym.
    if named.slug is null then
      select p.name, p.slug, p.skeleton, '' as description, p.benchmark_id into named from team_pseudonyms p
      where p.pseudonym_id = subject and p.ended_at is null for update;
      is_pseudonym := found;
      of_benchmarks := array[named.benchmark_id];
    end if;
  else
    select m.name, m.slug, m.skeleton into named from models m where m.model_id = subject for no key update;
    of_benchmarks := array(select m.benchmark_id from models m where m.model_id = subject);
  end if;
  if named.slug is null then
    return;
  end if;
  if coalesce(names ->> 'name', '') !~ '\S' or coalesce(names ->> 'slug', '') !~ '^[a-z0-9][a-z0-9-]*$' or coalesce(names ->> 'skeleton', '') = '' then
    raise exception 'a name has a slug and a skeleton' using errcode = 'check_violation', constraint = 'operator_acts_fit';
  end if;
  insert into former_slugs (kind, subject_id, slug) values (on_kind, subject::text, named.slug) on conflict do nothing;
  -- Published documents may contain former names of the team, which its captains have replaced since.
  insert into former_slugs (kind, subject_id, slug)
  select 'team', subject::text, f.slug from former_team_names f where on_kind = 'team' and f.team_id = subject on conflict do nothing;
  if is_pseudonym then
    update team_pseudonyms p set name = names ->> 'name', slug = names ->> 'slug', skeleton = names ->> 'skeleton'
    where p.pseudonym_id = subject;
  elsif on_kind = 'team' then
    update teams t set name = names ->> 'name', slug = names ->> 'slug', skeleton = names ->> 'skeleton',
      description = case wanted when 'rename' then t.description when 'show' then coalesce(was ->> 'description', '') else '' end
    where t.team_id = subject;
  else
    update models m set name = names ->> 'name', slug = names ->> 'slug', skeleton = names ->> 'skeleton' where m.model_id = subject;
  end if;
  perform rename_in_documents(of_benchmarks, named.slug);
  if on_kind = 'team' then
    perform rename_in_documents(of_benchmarks, f.slug) from former_team_names f where f.team_id = subject and f.slug <> named.slug;
    update former_team_names f set is_shown = wanted = 'show' where f.team_id = subject and wanted in ('hide', 'show', 'delete');
  end if;
  if wanted = 'delete' then
    delete from former_slugs f where f.kind = on_kind and f.subject_id = subject::text and f.slug <> named.slug;
    delete from former_team_names f where on_kind = 'team' and f.team_id = subject;
  end if;
  return query select case when wanted = 'hide' then to_jsonb(named) end,
    case on_kind when 'model' then (select b.slug || '/' from benchmarks b where b.benchmark_id = of_benchmarks[1]) else '' end || (names ->> 'slug'),
    case on_kind when 'model' then of_benchmarks[1] end;
end $function$;

CREATE OR REPLACE FUNCTION public.moderate_person(wanted text, subject uuid, given jsonb)
 RETURNS TABLE(kept jsonb, address text, benchmark_id uuid)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  u users;
  named record;
begin
  if wanted = 'delete' then
    perform lock_for_deletion(subject);
  end if;
  select * into u from users t where t.user_id = subject for update;
  if not found then
    return;
  end if;
  if wanted in ('make-operator', 'remove-operator') then
    if u.is_operator = (wanted = 'make-operator') or exists (
      select from moderations m where m.kind = 'person' and m.subject_id = subject::text) then
      raise exception 'the person is an operator already, is none, or is suspended' using errcode = 'check_violation', constraint = 'operator_acts_fit';
    end if;
    update users t set is_operator = wanted = 'make-operator' where t.user_id = subject;
  end if;
  if wanted in ('suspend', 'delete') then
    perform queue.drop_jobs(array(
      select s.submission_id::text from submissions s where s.user_id = subject and s.state in ('received', 'queued', 'scoring')
      union all select d.dry_run_id::text from dry_runs d where d.user_id = subject and d.deadline_at is not null
      union all select p.submission_id::text from practice_scores p join submissions s using (submission_id)
      where s.user_id = subject and p.state = 'queued'));
    -- Raising the attempt number voids the result of a job that is running; the scorer's next sweep ends
    -- submissions and dry runs whose deadline has passed.
    update submissions s set deadline_at = site_clock() - interval '1 second', attempt = s.attempt + 1
    where s.user_id = subject and s.state in ('received', 'queued', 'scoring') and not s.is_automatic;
    update dry_runs d set deadline_at = site_clock() - interval '1 second', attempt = d.attempt + 1
    where d.user_id = subject and d.deadline_at is not null;
  end if;
  if wanted = 'delete' then
    insert into former_identities (identity_hmac, user_id, is_proved, deleted_at)
    select i.hmac, subject, i.is_account or u.email_verified_at is not null, date_trunc('milliseconds', site_clock())
    from (select given ->> 'address_hmac' as hmac, false as is_account
      union all select jsonb_array_elements_text(given -> 'account_hmacs'), true) i
    where i.hmac is not null and has_slots_in_use(subject)
    on conflict (identity_hmac, user_id) do update set is_proved = excluded.is_proved, deleted_at = excluded.deleted_at;
    delete from sessions t where t.user_id = subject;
    delete from accounts t where t.user_id = subject;
    delete from api_tokens t where t.user_id = subject;
    delete from muted_notices t where t.user_id = subject;
    delete from submission_notes t where t.written_by = subject;
    delete from benchmark_followers t where t.user_id = subject;
    delete from notice_deliveries t where t.user_id = subject;
    delete from webhooks t where t.user_id = subject;
    delete from benchmark_maintainers t where t.user_id = subject;
    delete from sign_in_links t where lower(t.email) = lower(u.email);
    -- Rows of a person whom a maintainer has removed or refused are kept, so that the decision still holds if
    -- the person returns.
    delete from entrants t where t.user_id = subject and t.state not in ('removed', 'refused');
    update entrants t set answers = '[]', reason = null where t.user_id = subject;
    update leak_reports t set contact = '' where t.user_id = subject and t.contact <> '';
    delete from entry_addresses t where t.address = lower(u.email);
    -- An invitation to a second address of theirs would bring the person back into the team.
    update invitations i set revoked_at = date_trunc('milliseconds', site_clock())
    where i.invited_by = subject and i.accepted_at is null and i.revoked_at is null;
    delete from inbox_mails t where lower(t.recipient) = lower(u.email);
    update invitations t set email = '', revoked_at = coalesce(t.revoked_at, t.accepted_at, date_trunc('milliseconds', site_clock()))
    where lower(t.email) = lower(u.email);
    -- A team whose only member is the deleted person loses its name too.
    for named in select * from jsonb_to_recordset(given -> 'teams') as t (team_id uuid, name text, slug text, skeleton text) loop
      if exists (select from team_members m where m.team_id = named.team_id and m.user_id = subject)
        and (select count(*) from team_members m where m.team_id = named.team_id) = 1 then
        perform moderate_name('delete', 'team', named.team_id, null, to_jsonb(named));
      end if;
    end loop;
    -- The person leaves all other teams; a team that had no other captain gets a new one. The person stays
    -- bound to the team until the round's close.
    delete from team_members m where m.user_id = subject
      and exists (select from team_members o where o.team_id = m.team_id and o.user_id <> subject);
    update users t set name = null, email = null, email_verified_at = null, image = null, affiliation = null, orcid = null, link = null,
      shown_fields = '{}', is_operator = false
    where t.user_id = subject;
  end if;
  return query select case wanted when 'suspend' then '{}'::jsonb end, '', null::uuid;
end $function$;

CREATE OR REPLACE FUNCTION public.moderate_text(wanted text, subject text, was jsonb)
 RETURNS TABLE(kept jsonb, address text, benchmark_id uuid)
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  note constant text := 'An operator has hidden this text.';
  column_name text;
  row_id constant uuid := split_part(subject, '/', 1);
  field constant text := split_part(subject, '/', 2);
  hidden jsonb;
  present jsonb;
  is_hidden boolean;
  on_table text := 'benchmarks';
begin
  select to_jsonb(b) into present from benchmarks b where b.benchmark_id = row_id for no key update;
  if not found then
    on_table := 'rounds';
    select to_jsonb(r) into present from rounds r where r.round_id = row_id and r.state <> 'draft' for no key update;
  end if;
  hidden := case
    when on_table = 'benchmarks' and field = 'description' then jsonb_build_object('description', note, 'summary', note)
    when on_table = 'benchmarks' and field = 'rules' or on_table = 'rounds' and field in ('title', 'freeze_reason', 'invalidation_reason') then jsonb_build_object(field, note)
    when on_table = 'benchmarks' and field in ('links', 'contacts', 'tags', 'column_notes') then jsonb_build_object(field, '[]'::jsonb)
  end;
  if present is null or hidden is null or jsonb_typeof(present -> field) = 'null' then
    return;
  end if;
  is_hidden := present || hidden = present;
  if wanted = 'show' and not is_hidden or wanted = 'hide' and is_hidden or wanted = 'delete' and is_hidden and was is null then
    raise exception 'the text was written anew, or is hidden or deleted already' using errcode = 'check_violation', constraint = 'operator_acts_fit';
  end if;
  for column_name in select jsonb_object_keys(hidden) loop
    execute format('update %1$I set %2$I = (jsonb_populate_record(null::%1$I, $1)).%2$I where %3$I = $2', on_table, column_name, rtrim(on_table, 's') || '_id')
    using case wanted when 'show' then was else hidden end, row_id;
  end loop;
  return query select
    case when wanted = 'hide' then (select jsonb_object_agg(key, present -> key) from jsonb_object_keys(hidden) as key) end,
    (select b.slug from benchmarks b where b.benchmark_id = (present ->> 'benchmark_id')::uuid)
      || case on_table when 'rounds' then '/' || (present ->> 'number') else '' end || '/' || field,
    (present ->> 'benchmark_id')::uuid;
end $function$;

CREATE OR REPLACE FUNCTION public.notices_are_their_writers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and new.kind::text in ('round_opened', 'closing_soon', 'round_closed', 'refresh_due', 'refresh_overdue', 'erratum_published', 'flags_raised') then
    raise exception 'the web role can''t insert the notice %', new.kind using errcode = 'check_violation', constraint = 'notices_not_the_webs';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.objection_period()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
AS $function$ select interval '72 hours' $function$;

CREATE OR REPLACE FUNCTION public.operator_act(wanted text, on_kind public.subject_kind, subject text, operator uuid, reason text, given jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  rule operator_acts;
  was moderations;
  is_web constant boolean := session_user = 'tidemark_web';
  place record;
  event bigint;
begin
  select * into rule from operator_acts a where a.name = wanted and a.kind = on_kind;
  if not found then
    raise exception 'no act % on a %', wanted, on_kind using errcode = 'check_violation', constraint = 'operator_acts_known';
  end if;
  if is_web and (not rule.is_on_page or not exists (
    select from users u where u.user_id = operator and u.is_operator
      and not exists (select from moderations m where m.kind = 'person' and m.subject_id = u.user_id::text))) then
    raise exception '% is for operators', wanted using errcode = 'check_violation', constraint = 'operator_acts_of_operators';
  end if;
  if reason !~ '\S' or length(reason) > 1000 then
    raise exception 'an act has a reason of at most 1000 characters' using errcode = 'check_violation', constraint = 'operator_acts_have_reasons';
  end if;
  -- Allows one act at a time, so that the state read here doesn't change meanwhile.
  perform pg_advisory_xact_lock(hashtextextended('operator_act', 0));
  select * into was from moderations m where m.kind = on_kind and m.subject_id = operator_act.subject;
  -- The author may write a hidden text anew, so moderate_text compares texts instead of states.
  if on_kind <> 'text' and (was.state = 'deleted' or was.state = rule.state)
    or wanted = 'show' and was.state is distinct from 'hidden' or wanted = 'lift' and was.state is distinct from 'suspended' then
    raise exception '% doesn''t fit the subject, which is %', wanted, coalesce(was.state::text, 'neither hidden nor suspended')
      using errcode = 'check_violation', constraint = 'operator_acts_fit';
  end if;

  case on_kind
    when 'benchmark' then
      select * into place from moderate_benchmark(wanted, subject::uuid, was.before, given);
    when 'team', 'model' then
      select * into place from moderate_name(wanted, on_kind, subject::uuid, was.before, given);
    when 'text' then
      select * into place from moderate_text(wanted, subject, was.before);
    when 'event' then
      select '{}'::jsonb as kept, e.audit_event_id::text as address, e.benchmark_id into place
      from audit_events e where e.audit_event_id = subject::bigint and e.is_public and e.benchmark_id is not null;
    when 'person' then
      select * into place from moderate_person(wanted, subject::uuid, given);
    when 'job' then
      select null::jsonb as kept, task || ' ' || subject as address, null::uuid as benchmark_id into place
      from queue.end_dead_job(subject::bigint, wanted = 'retry') as task where task is not null;
  end case;
  if place.address is null then
    raise exception 'no such %', on_kind using errcode = 'check_violation', constraint = 'operator_acts_subject';
  end if;

  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('operator_acted', 'operator', operator, place.benchmark_id, jsonb_strip_nulls(jsonb_build_object(
    'did', wanted, 'kind', on_kind, 'subject', nullif(place.address, ''), 'reason', reason,
    'person', case when on_kind = 'person' then subject end)),
    -- An act on a private benchmark, or on a part of one, isn't made public, since it would reveal that the
    -- benchmark exists.
    not exists (
      select from benchmarks b left join moderations m on m.kind = 'benchmark' and m.subject_id = b.benchmark_id::text
      where b.benchmark_id = place.benchmark_id and 'private' in (b.visibility::text, m.before ->> 'visibility', place.kept ->> 'visibility')))
  returning audit_event_id into event;
  if rule.state is not null then
    insert into moderations (kind, subject_id, state, reason, audit_event_id, at, before)
    values (on_kind, subject, rule.state, reason, event, date_trunc('milliseconds', site_clock()), place.kept)
    on conflict (kind, subject_id) do update set
      state = excluded.state, reason = excluded.reason, audit_event_id = excluded.audit_event_id, at = excluded.at, before = excluded.before;
  elsif on_kind not in ('person', 'job') or wanted = 'lift' then
    delete from moderations m where m.kind = on_kind and m.subject_id = operator_act.subject;
  end if;
  return event;
end $function$;

CREATE OR REPLACE FUNCTION public.practice_scores_begin()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and not exists (
    select from submissions s join rounds own on own.round_id = s.round_id join rounds r on r.benchmark_id = own.benchmark_id
    where s.submission_id = new.submission_id and s.version_id is not null and is_now(s.received_at)
      and r.round_id = new.round_id and r.state = 'revealed'
  ) then
    raise exception 'practice is requested for a model that is submitted now, on a revealed round' using errcode = 'check_violation', constraint = 'practice_scores_of_revealed';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.proposals_are_decided_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'tidemark_web' and (
    tg_op = 'INSERT' and num_nonnulls(new.consented_by, new.consented_at, new.dropped_at) > 0
    or tg_op = 'UPDATE' and num_nonnulls(old.consented_at, old.dropped_at) > 0
  ) then
    raise exception 'a decided proposal can''t be changed' using errcode = 'check_violation', constraint = tg_table_name || '_decided_once';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.proposals_take_two_people()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_benchmark uuid := coalesce(to_jsonb(new) ->> 'benchmark_id', (
    select r.benchmark_id::text from rounds r where r.round_id = (to_jsonb(new) ->> 'round_id')::uuid));
begin
  if tg_op = 'INSERT' then
    if to_jsonb(new) ->> 'merge_id' is not null then
      if not is_link_of_merge((to_jsonb(new) ->> 'merge_id')::uuid, of_benchmark, new.team_ids) then
        raise exception 'a merge links its own teams' using errcode = 'check_violation', constraint = tg_table_name || '_of_merges';
      end if;
    elsif current_user = 'tidemark_web' and not is_maintainer(of_benchmark, new.proposed_by) then
      raise exception '% are proposed by maintainers', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_of_maintainers';
    end if;
  elsif new.consented_by is not null and new.consented_by is distinct from old.consented_by then
    if old.consented_by is not null then
      raise exception '% are consented to once', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_consented_once';
    end if;
    if not is_maintainer(of_benchmark, old.proposed_by) then
      raise exception 'the proposer is no longer a maintainer' using errcode = 'check_violation', constraint = tg_table_name || '_void';
    end if;
    if new.proposed_by is null or new.consented_by in (old.proposed_by, new.proposed_by) then
      raise exception '% are consented to by a second person', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_two_people';
    end if;
    if not is_maintainer(of_benchmark, new.consented_by) and not (tg_nargs > 0 and exists (
      select from users u where u.user_id = new.consented_by and u.is_operator)) then
      raise exception '% are consented to by maintainers', tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_of_maintainers';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.ranking_lead(board jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case when board is not null then jsonb_build_object(
    'metric', board -> 'metric', 'entered', board -> 'entered',
    'rankedCount', jsonb_array_length(jsonb_path_query_array(board, '$.entries[*] ? (@.rank != null)')),
    'tiedCount', jsonb_array_length(jsonb_path_query_array(board, '$.entries[*] ? (@.tied_with_leader == true)')),
    'leader', (
      select jsonb_build_object('model', first -> 'model', 'team', first -> 'team', 'score', first -> 'score', 'interval', first -> 'interval')
      from jsonb_path_query_first(board, '$.entries[*] ? (@.rank != null)') as lead (first) where first is not null)) end
$function$;

CREATE OR REPLACE FUNCTION public.refresh_benchmark_listing(of_benchmark uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.rename_in_documents(of_benchmarks uuid[], former text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.rename_team(of_team uuid, captain uuid, new_name text, new_slug text, new_skeleton text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  before teams;
begin
  -- Taken before the lock of the team's row, as when an operator renames the team, so that the two can't
  -- deadlock.
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  select * into before from teams t where t.team_id = of_team for no key update;
  if not exists (select from team_members m where m.team_id = of_team and m.user_id = captain and m.role = 'captain') then
    raise exception 'a captain renames the team' using errcode = 'check_violation', constraint = 'teams_renamed_by_captains';
  end if;
  if exists (select from moderations d where d.kind = 'team' and d.subject_id = of_team::text) then
    raise exception 'an operator has decided on the name' using errcode = 'check_violation', constraint = 'teams_moderated';
  end if;
  if new_name !~ '\S' or new_slug !~ '^[a-z0-9][a-z0-9-]*$' or new_skeleton = '' then
    raise exception 'a name has a slug and a skeleton' using errcode = 'check_violation', constraint = 'teams_named';
  end if;
  -- The instant is the row's key, so it must differ from earlier ones even if the clock was set back.
  insert into former_team_names (team_id, slug, name, skeleton, ended_at, renamed_by)
  select of_team, before.slug, before.name, before.skeleton,
    greatest(date_trunc('milliseconds', site_clock()), max(f.ended_at) + interval '1 millisecond'), captain
  from former_team_names f where f.team_id = of_team;
  update teams t set name = new_name, slug = new_slug, skeleton = new_skeleton where t.team_id = of_team;
end $function$;

CREATE OR REPLACE FUNCTION public.require_maintainer(of_benchmark uuid, person uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if is_maintainer(of_benchmark, person) is not true then
    raise exception 'this is for maintainers' using errcode = 'check_violation', constraint = 'entry_by_maintainers';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.return_person(new_email text, address_hmac text, account_hmac text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  person constant uuid := former_person(coalesce(account_hmac, address_hmac));
  clock constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  perform from users u where u.user_id = person for update;
  delete from moderations m where m.kind = 'person' and m.subject_id = person::text and m.state = 'deleted';
  if found then
    update users u set created_at = clock where u.user_id = person;
  end if;
  update users u set email = new_email, email_verified_at = case when f.is_proved then clock end
  from former_identities f
  where u.user_id = person and u.email is null and f.user_id = person and f.identity_hmac = address_hmac
    and not exists (select from users o where lower(o.email) = lower(new_email));
  return person;
end $function$;

CREATE OR REPLACE FUNCTION public.round_slots_are_of_the_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || (select benchmark_id from rounds where round_id = new.round_id), 0));
  if new.group_id <> slot_group_of_team(new.round_id, new.team_id) then
    raise exception 'a slot belongs to the group of its team' using errcode = 'check_violation', constraint = 'round_slots_of_the_group';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_begin_as_drafts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'tidemark_web' and (new.state <> 'draft' or
      num_nonnulls(new.sealed_at, new.opened_at, new.closed_at, new.checked_at, new.check_report, new.item_count,
        new.feedback_count, new.final_count, new.scorer_version, new.feedback_policy, new.commitment, new.frozen_at,
        new.frozen_from, new.freeze_reason, new.invalidated_at, new.invalidation_reason, new.revealed_at, new.archive) > 0) then
    raise exception 'a round is inserted as a draft' using errcode = 'check_violation', constraint = 'rounds_begin_as_drafts';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_carry_day_slots()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  with moving as (
    select s.submission_id, held.group_id, row_number() over (partition by s.day, held.group_id order by s.group_id, s.slot) as place
    from day_slots s, lateral (select slot_group_of_team(new.round_id, s.team_id) as group_id) held
    where s.benchmark_id = new.benchmark_id and s.day >= (new.opened_at at time zone 'UTC')::date and s.group_id <> held.group_id
  )
  update day_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from day_slots t
      where t.benchmark_id = s.benchmark_id and t.group_id = moving.group_id and t.day = s.day)
  from moving where s.submission_id = moving.submission_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_fix_feedback_cap()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' and new.feedback_cap is not null or tg_op = 'UPDATE' and old.state <> 'draft' and new.feedback_cap is distinct from old.feedback_cap then
    raise exception 'the feedback limit of a round is fixed at its sealing' using errcode = 'check_violation', constraint = 'rounds_feedback_cap_is_fixed';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_give_back_slots()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  delete from day_slots where submission_id in (select submission_id from submissions where round_id = new.round_id);
  delete from round_slots where round_id = new.round_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_lose_drafts_alone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'tidemark_web' and old.state <> 'draft' then
    raise exception 'a % round can''t be deleted', old.state using errcode = 'check_violation', constraint = 'rounds_lose_drafts_alone';
  end if;
  return old;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_queue_in_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and new.queue_order is distinct from (case when new.replaces_round_id is null then new.number else (
    select r.queue_order from rounds r where r.round_id = new.replaces_round_id and r.benchmark_id = new.benchmark_id and r.state = 'sealed') end) then
    raise exception 'a draft is queued by its number' using errcode = 'check_violation', constraint = 'rounds_queue_in_order';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_refuse_illegal_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if old.state <> new.state then
    if (old.state, new.state) not in (
      ('draft', 'sealed'), ('sealed', 'open'), ('sealed', 'invalidated'), ('open', 'closed'), ('open', 'frozen'),
      ('closed', 'frozen'), ('closed', 'revealed'), ('frozen', 'open'), ('frozen', 'closed'), ('frozen', 'invalidated')
    ) then
      raise exception 'a round can''t go from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'rounds_legal_transition';
    end if;
    -- Only the scorer may seal, open, replace and reveal rounds.
    if current_user = 'tidemark_web' and (old.state, new.state) in (
      ('draft', 'sealed'), ('sealed', 'open'), ('sealed', 'invalidated'), ('closed', 'revealed')
    ) then
      raise exception 'the web role can''t change a round to %', new.state using errcode = 'check_violation', constraint = 'rounds_not_the_webs';
    end if;
    if new.state = 'frozen' and new.frozen_from is distinct from old.state then
      raise exception 'a frozen round records its state before the freeze' using errcode = 'check_violation', constraint = 'rounds_frozen_from';
    end if;
    if old.state = 'frozen' and new.state = 'open' and old.frozen_from <> 'open' then
      raise exception 'a closed round can''t be opened again' using errcode = 'check_violation', constraint = 'rounds_frozen_from';
    end if;
    if old.state = 'frozen' and new.state = 'invalidated' and not exists (
      select from invalidations i where i.round_id = new.round_id and i.consented_at is not null and i.consented_by is not null
        and i.dropped_at is null and i.reason = new.invalidation_reason
    ) then
      raise exception 'a round is invalidated by two people' using errcode = 'check_violation', constraint = 'rounds_invalidated_by_two';
    end if;
    if old.state = 'sealed' and new.state = 'invalidated' and not exists (
      select from rounds r where r.replaces_round_id = new.round_id and r.state <> 'draft'
    ) then
      raise exception 'a sealed round can only be replaced' using errcode = 'check_violation', constraint = 'rounds_sealed_is_replaced';
    end if;
  end if;
  if old.state <> 'draft' and (new.item_count, new.feedback_count, new.final_count, new.sealed_at, new.scorer_version, new.feedback_policy,
      new.commitment, new.number, new.benchmark_id, new.queue_order, new.replaces_round_id, new.test_set_sealed_sha256)
    is distinct from (old.item_count, old.feedback_count, old.final_count, old.sealed_at, old.scorer_version, old.feedback_policy,
      old.commitment, old.number, old.benchmark_id, old.queue_order, old.replaces_round_id, old.test_set_sealed_sha256) then
    raise exception 'a sealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_sealed_is_immutable';
  end if;
  -- The web role may change date, title and reason of a draft, but not when they are published later.
  if current_user = 'tidemark_web' and old.state <> 'draft' then
    if (new.title, new.opens_at) is distinct from (old.title, old.opens_at)
      or (old.state = new.state or old.closed_at is not null) and (new.closes_at, new.closed_at) is distinct from (old.closes_at, old.closed_at)
      or old.closes_at is not null and (new.closes_at is null or new.closes_at > old.closes_at)
      or old.state = new.state and (new.frozen_at, new.frozen_from, new.freeze_reason) is distinct from (old.frozen_at, old.frozen_from, old.freeze_reason)
      or (old.state = new.state or new.state <> 'invalidated')
        and (new.invalidated_at, new.invalidation_reason) is distinct from (old.invalidated_at, old.invalidation_reason) then
      raise exception 'the web role can''t change fields of a published round' using errcode = 'check_violation', constraint = 'rounds_not_rewritten';
    end if;
  end if;
  if old.state = 'revealed' and (new.revealed_at, new.archive) is distinct from (old.revealed_at, old.archive) then
    raise exception 'a revealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_revealed_is_immutable';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_stop_now()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  stops timestamptz := case new.state when 'frozen' then new.frozen_at else new.closed_at end;
  last_received timestamptz;
  clock timestamptz;
  ends timestamptz;
begin
  if current_user <> 'tidemark_web' or old.state = new.state then
    return new;
  end if;
  if new.state = 'invalidated' then
    if not coalesce(is_now(new.invalidated_at), false) then
      raise exception 'a round is invalidated now' using errcode = 'check_violation', constraint = 'rounds_stop_now';
    end if;
    return new;
  end if;
  if new.state not in ('closed', 'frozen') then
    return new;
  end if;
  -- The round's row is locked, so no submission is being accepted.
  select max(received_at) into last_received from submissions where round_id = new.round_id;
  if old.state = 'frozen' then
    if old.closed_at is null then
      select least(old.closes_at, b.next_rotation_at, (
        select min(r.opened_at) from rounds r where r.benchmark_id = new.benchmark_id and r.opened_at > old.opened_at)) into ends
      from benchmarks b where b.benchmark_id = new.benchmark_id;
      if date_trunc('milliseconds', stops) is distinct from date_trunc('milliseconds', ends) or stops <= last_received then
        raise exception 'a frozen round ends when it would have ended without the freeze' using errcode = 'check_violation', constraint = 'rounds_end_as_planned';
      end if;
    end if;
    return new;
  end if;
  -- A round ends after its own records, even if the clock was set back.
  clock := greatest(site_clock(), old.opened_at, last_received);
  if stops is null or abs(extract(epoch from stops - clock)) > 60 or stops <= last_received
    or (new.state = 'closed' and new.closes_at is distinct from least(old.closes_at, stops)) then
    raise exception 'a round is closed or frozen now' using errcode = 'check_violation', constraint = 'rounds_stop_now';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_take_settings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  b benchmarks;
  is_sealed constant boolean := new.state <> 'draft' and (tg_op = 'INSERT' or old.state = 'draft');
  is_opened constant boolean := new.opened_at is not null and (tg_op = 'INSERT' or old.opened_at is null);
begin
  if tg_op = 'UPDATE' and (new.secondary_metrics, new.accepts, new.quota_per_round, new.quota_per_day)
    is distinct from (old.secondary_metrics, old.accepts, old.quota_per_round, old.quota_per_day) then
    raise exception 'the settings of a round are those of its sealing and opening' using errcode = 'check_violation', constraint = 'rounds_settings_are_taken';
  end if;
  select * into b from benchmarks t where t.benchmark_id = new.benchmark_id;
  if is_sealed then
    new.secondary_metrics := b.secondary_metrics;
  end if;
  if is_opened then
    new.accepts := b.accepts;
    new.quota_per_round := b.quota_per_round;
    new.quota_per_day := b.quota_per_day;
  elsif new.opened_at is null then
    new.accepts := null;
    new.quota_per_round := null;
    new.quota_per_day := null;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_wait_for_the_clock()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if exists (select from clock_holds where accepted_at is null) then
    raise exception 'the clock has jumped: an operator must accept it first' using errcode = 'check_violation', constraint = 'rounds_clock_is_held';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rows_are_of_people()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  person constant uuid := to_jsonb(new) ->> tg_argv[0];
begin
  perform from users u where u.user_id = person for key share;
  if exists (select from moderations m where m.kind = 'person' and m.subject_id = person::text and m.state = 'deleted') then
    raise exception 'the account was deleted' using errcode = 'check_violation', constraint = 'users_deleted';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rows_spend()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  in_row constant jsonb := to_jsonb(new);
  person constant uuid := in_row ->> tg_argv[1];
begin
  if person is not null then
    perform spend_budget(person, tg_argv[0]::budget_name, coalesce(in_row ->> tg_argv[2], tg_argv[2])::bigint);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.rules_acceptances_are_of_now()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  new.accepted_at := date_trunc('milliseconds', site_clock());
  perform from rules_versions v where (v.benchmark_id, v.number) = (new.benchmark_id, new.number) and v.superseded_at is null for share;
  if not found then
    raise exception 'version % of the rules isn''t in force', new.number using errcode = 'check_violation', constraint = 'rules_acceptances_in_force';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.runner_may_run(of_runner public.runners, of_benchmark public.benchmarks, of_kind public.artefact_kind)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select of_runner.revoked_at is null and of_runner.aside_at is null
    and (of_runner.bound_to is null or of_benchmark.benchmark_id = any (of_runner.bound_to))
    and (of_benchmark.trusted_runners is null or of_runner.name = any (of_benchmark.trusted_runners))
    and (of_kind <> 'container' or (
      (of_benchmark.container_needs ->> 'cores')::integer <= of_runner.cores_max
      and (of_benchmark.container_needs ->> 'memoryMb')::integer <= of_runner.memory_mb_max
      and (of_benchmark.container_needs ->> 'gpus')::integer <= of_runner.gpu_count))
$function$;

CREATE OR REPLACE FUNCTION public.runs_record_loss()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into runner_losses (run_id, fence, runner_id, code, artefact_sha256, lost_at)
  values (
    old.run_id, old.fence, old.runner_id,
    (case
      when exists (select from runners r where r.runner_id = old.runner_id and r.revoked_at is not null) then 'revoked'
      when old.state = 'returned' then 'no_result'
      when old.leased_until >= old.held_until then 'slow'
      else 'lost'
    end)::runner_loss_code,
    coalesce(
      (select coalesce(image.sha256, v.sha256) from submissions s join model_versions v using (version_id)
        left join model_versions image on image.version_id = v.image_version_id where s.submission_id = old.submission_id),
      (select d.sha256 from dry_runs d where d.dry_run_id = old.dry_run_id),
      (select v.sha256 from trainings t join model_versions v on v.version_id = t.image_version_id where t.training_id = old.training_id),
      ''),
    site_clock()
  ) on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.set_entry_code(of_benchmark uuid, maintainer uuid, hashed text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform require_maintainer(of_benchmark, maintainer);
  delete from entry_codes c where c.benchmark_id = of_benchmark;
  if hashed is not null then
    insert into entry_codes (benchmark_id, code_sha256, made_at) values (of_benchmark, hashed, date_trunc('milliseconds', site_clock()));
  end if;
  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('entry_code_changed', 'maintainer', maintainer, of_benchmark, jsonb_build_object('exists', hashed is not null), false);
end $function$;

CREATE OR REPLACE FUNCTION public.set_entry_list(of_benchmark uuid, maintainer uuid, addresses text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform require_maintainer(of_benchmark, maintainer);
  if cardinality(addresses) > 5000 or exists (select from unnest(addresses) one where length(one) > 320 or one <> lower(one) or strpos(one, '@') = 0) then
    raise exception 'a list has at most 5000 addresses and domains in lower case' using errcode = 'check_violation', constraint = 'entry_addresses_bounded';
  end if;
  -- Allows one replacement at a time, so that the limit on entries also holds for parallel ones.
  perform pg_advisory_xact_lock(hashtextextended('entry_list ' || of_benchmark, 0));
  delete from entry_addresses a where a.benchmark_id = of_benchmark;
  insert into entry_addresses (benchmark_id, address) select distinct of_benchmark, one from unnest(addresses) one;
  insert into audit_events (act, actor_kind, user_id, benchmark_id, detail, is_public)
  values ('entry_list_changed', 'maintainer', maintainer, of_benchmark, jsonb_build_object('count', cardinality(addresses)), false);
end $function$;

CREATE OR REPLACE FUNCTION public.site_clock()
 RETURNS timestamp with time zone
 LANGUAGE sql
AS $function$ select pg_catalog.clock_timestamp() $function$;

CREATE OR REPLACE FUNCTION public.slot_group_of_team(of_round uuid, of_team uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and l.linked_at <= r.opened_at
      and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
    order by l.linked_at desc limit 1), of_team)
$function$;

CREATE OR REPLACE FUNCTION public.slots_are_within_quota()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_submission submissions%rowtype;
  of_round rounds%rowtype;
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  select s.* into of_submission from submissions s where s.submission_id = new.submission_id and s.team_id = new.team_id;
  select r.* into of_round from rounds r where r.round_id = of_submission.round_id;
  if tg_table_name = 'round_slots' and new.slot between 1 and of_round.quota_per_round
    and to_jsonb(new) ->> 'round_id' = of_submission.round_id::text
    or tg_table_name = 'day_slots' and new.slot between 1 and of_round.quota_per_day
    and to_jsonb(new) ->> 'benchmark_id' = of_round.benchmark_id::text
    and (to_jsonb(new) ->> 'day')::date = (of_submission.received_at at time zone 'UTC')::date then
    return new;
  end if;
  raise exception 'a slot is within the quota' using errcode = 'check_violation', constraint = tg_table_name || '_within_quota';
end $function$;

CREATE OR REPLACE FUNCTION public.spend_budget(person uuid, what public.budget_name, amount_more bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  rule budgets;
  at constant timestamptz := site_clock();
  spent spent_budgets;
begin
  select * into strict rule from budgets where name = what;
  if amount_more > 0 then
    insert into spent_budgets as s (user_id, budget, began_at, amount) values (person, what, at, amount_more)
    on conflict (user_id, budget) do update set
      began_at = case when s.began_at + rule.length > at then s.began_at else at end,
      amount = case when s.began_at + rule.length > at then s.amount else 0 end + amount_more
    returning * into spent;
  else
    select * into spent from spent_budgets s where s.user_id = person and s.budget = what and s.began_at + rule.length > at;
  end if;
  if session_user = 'tidemark_web' and (spent.amount > rule.amount_max or (amount_more = 0 and spent.amount = rule.amount_max)) then
    raise exception 'the budget % is spent: at most %, again in % s', what, rule.amount_max,
      greatest(1, ceil(extract(epoch from spent.began_at + rule.length - at)))
      using errcode = 'check_violation', constraint = 'spent_budgets_max';
  end if;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_are_by_entrants()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_benchmark constant uuid := (select r.benchmark_id from rounds r where r.round_id = new.round_id);
  is_host constant boolean := is_maintainer(of_benchmark, new.user_id);
  at constant timestamptz := date_trunc('milliseconds', site_clock());
  entered_by entry_way;
  in_force rules_versions;
begin
  if session_user <> 'tidemark_web' then
    return new;
  end if;
  if not is_host then
    entered_by := entry_of(of_benchmark, new.user_id);
    if entered_by is not null then
      insert into entrants (benchmark_id, user_id, way, state, decided_at)
      values (of_benchmark, new.user_id, entered_by, 'entered', at) on conflict do nothing;
      update entrants e set way = entered_by, state = 'entered', decided_at = at
      where (e.benchmark_id, e.user_id) = (of_benchmark, new.user_id) and e.state in ('asked', 'refused');
    end if;
    -- Locked only after the writes: if parallel submissions of a person all took this lock first and then
    -- upgraded it, they would deadlock.
    perform from entrants e where (e.benchmark_id, e.user_id) = (of_benchmark, new.user_id) and e.state = 'entered' for share;
    if entered_by is null or not found then
      raise exception 'the person hasn''t entered the benchmark' using errcode = 'check_violation', constraint = 'submissions_of_entrants';
    end if;
  end if;
  -- A rules version that was superseded while this query waited for its lock isn't returned; the next
  -- iteration finds its successor.
  loop
    select * into in_force from rules_versions v where v.benchmark_id = of_benchmark and v.superseded_at is null for share;
    exit when found or not exists (select from rules_versions v where v.benchmark_id = of_benchmark and v.superseded_at is null);
  end loop;
  if in_force.number is not null and not is_host and not exists (
    select from rules_acceptances a where (a.benchmark_id, a.number, a.user_id) = (of_benchmark, in_force.number, new.user_id)) then
    raise exception 'the person hasn''t accepted version % of the rules', in_force.number
      using errcode = 'check_violation', constraint = 'submissions_accept_rules';
  end if;
  new.rules_version := in_force.number;
  new.rules_sha256 := in_force.sha256;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_are_in_time()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_round rounds%rowtype;
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  select r.* into of_round from rounds r where r.round_id = new.round_id for share;
  if of_round.state is distinct from 'open' or not is_now(new.received_at)
    or new.received_at < of_round.opened_at or new.received_at >= of_round.closes_at then
    raise exception 'a submission is received now and in an open round' using errcode = 'check_violation', constraint = 'submissions_in_time';
  end if;
  if new.kind::text <> all (of_round.accepts) then
    raise exception 'a submission is of a kind that its round accepts' using errcode = 'check_violation', constraint = 'submissions_of_an_accepted_kind';
  end if;
  if coalesce(new.deadline_at > new.received_at + interval '24 hours', true) then
    raise exception 'the deadline of a submission is within a day' using errcode = 'check_violation', constraint = 'submissions_in_time';
  end if;
  if not exists (
    select from models m where m.model_id = new.model_id and m.team_id = new.team_id and m.benchmark_id = of_round.benchmark_id
  ) or not exists (select from team_members t where t.team_id = new.team_id and t.user_id = new.user_id) then
    raise exception 'a submission is sent by a member of its model''s team' using errcode = 'check_violation', constraint = 'submissions_of_a_team';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_begin_queued()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and (new.state <> 'queued' or new.attempt <> 0 or new.evidence <> 'in-round' or
      num_nonnulls(new.feedback, new.finished_at, new.code, new.message, new.line, new."column", new.withdrawn_at, new.withdrawn_by,
        new.withdrawal_reason, new.chosen_at, new.chosen_by) > 0 or new.is_automatic) then
    raise exception 'a submission is inserted as queued' using errcode = 'check_violation', constraint = 'submissions_begin_queued';
  end if;
  if new.is_baseline and not exists (
    select from benchmark_maintainers b join rounds r using (benchmark_id)
    where r.round_id = new.round_id and b.user_id = new.user_id and b.role in ('owner', 'maintainer')
  ) then
    raise exception 'only maintainers submit a baseline' using errcode = 'check_violation', constraint = 'submissions_baseline_of_maintainer';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_bind_members()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  people uuid[];
begin
  perform from teams t where t.team_id = new.team_id for share;
  people := array(select m.user_id from team_members m where m.team_id = new.team_id);
  -- The submitter may have left the team since the statement began.
  if session_user = 'tidemark_web' and new.user_id <> all (people) then
    raise exception 'a submission is sent by a member of its model''s team' using errcode = 'check_violation', constraint = 'submissions_of_a_team';
  end if;
  perform bind_to_team(new.round_id, new.team_id, people);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_hold_slots()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and not (
    exists (select from round_slots s where s.submission_id = new.submission_id)
    and exists (select from day_slots s where s.submission_id = new.submission_id)
  ) then
    raise exception 'a submission has a slot of its round and one of its day' using errcode = 'check_violation', constraint = 'submissions_hold_slots';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_list_deliveries()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into webhook_deliveries (webhook_id, event, submission_id, created_at)
  select w.webhook_id, 'scored', new.submission_id, date_trunc('milliseconds', site_clock())
  from team_members m join webhooks w using (user_id)
  where m.team_id = new.team_id and w.off_at is null and 'scored' = any (w.events)
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_name_a_file()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into version_files (round_id, model_id, version, file_sha256, skeleton)
  values (new.round_id, new.model_id, new.version, new.file_sha256, new.version_skeleton) on conflict do nothing;
  if exists (
    select from version_files v
    where (v.round_id, v.model_id, v.skeleton) = (new.round_id, new.model_id, new.version_skeleton) and v.version <> new.version
  ) then
    raise exception 'two versions of a model look alike' using errcode = 'unique_violation', constraint = 'version_files_skeleton_key';
  end if;
  if not exists (
    select from version_files v
    where (v.round_id, v.model_id, v.version, v.file_sha256) = (new.round_id, new.model_id, new.version, new.file_sha256)
  ) then
    raise exception 'a version name belongs to one file' using errcode = 'unique_violation', constraint = 'version_files_pkey';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_of_a_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_version model_versions%rowtype;
  of_round rounds%rowtype;
begin
  if current_user = 'tidemark_scorer' and not new.is_automatic then
    raise exception 'only the scorer enters automatic evaluations' using errcode = 'check_violation', constraint = 'submissions_automatic_by_scorer';
  end if;
  if new.version_id is null then
    return new;
  end if;
  select v.* into of_version from model_versions v where v.version_id = new.version_id;
  if (of_version.model_id, of_version.version, of_version.sha256, of_version.kind::text)
    is distinct from (new.model_id, new.version, new.file_sha256, new.kind::text) then
    raise exception 'the file of a submission is that of its version' using errcode = 'check_violation', constraint = 'submissions_of_a_version';
  end if;
  -- Locks the round, so that no evaluation is entered after the round's official ranking.
  select r.* into of_round from rounds r where r.round_id = new.round_id for share;
  if new.is_automatic <> coalesce(of_version.frozen_at < of_round.opened_at, false)
    or new.is_automatic and (new.evidence <> 'prospective' or of_version.state <> 'active'
      or not (of_round.state = 'open' or of_round.state = 'closed'
        and not exists (select from snapshots s where s.round_id = new.round_id and s.split = 'final'))
      or num_nonnulls(new.user_id, new.feedback, new.finished_at, new.code, new.message, new.withdrawn_at, new.chosen_at) > 0
      or new.state <> 'queued' or new.is_baseline
      or not exists (select from models m
        where (m.model_id, m.team_id, m.benchmark_id) = (new.model_id, new.team_id, of_round.benchmark_id))) then
    raise exception 'an automatically evaluated version was frozen before its round opened' using errcode = 'check_violation', constraint = 'submissions_automatic_before_opening';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_record_word()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_round rounds%rowtype;
  what jsonb;
begin
  select r.* into of_round from rounds r where r.round_id = new.round_id;
  if of_round.state = 'revealed' then
    return null;
  end if;
  select jsonb_build_object('round', of_round.number, 'submission', new.submission_id, 'model', m.name, 'version', new.version, 'team', t.name)
  into what from models m join team_names t using (team_id, benchmark_id) where m.model_id = new.model_id;
  if new.withdrawn_at is distinct from old.withdrawn_at then
    insert into audit_events (at, act, actor_kind, user_id, benchmark_id, round_id, detail, is_public)
    select new.withdrawn_at, act, kind, new.withdrawn_by, of_round.benchmark_id, new.round_id,
      what || jsonb_build_object('reason', new.withdrawal_reason), act = 'submission_taken_out'
    from (select case when new.withdrawal_reason is null then 'submission_withdrawn' else 'submission_taken_out' end,
      (case when new.withdrawal_reason is null then 'participant' else 'maintainer' end)::audit_actor_kind) of_whom (act, kind);
  else
    insert into audit_events (at, act, actor_kind, user_id, benchmark_id, round_id, detail, is_public)
    values (coalesce(new.chosen_at, date_trunc('milliseconds', site_clock())), 'submission_chosen', 'participant', new.chosen_by,
      of_round.benchmark_id, new.round_id, what || jsonb_build_object('chosen', new.chosen_at is not null), false);
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_refuse_late_word()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_round rounds%rowtype;
  at timestamptz;
  is_over boolean;
  is_outcome_later boolean;
begin
  if old.withdrawn_at is not null or new.withdrawn_at is null then
    -- Only the person who withdrew may change, to null when their account is deleted; the withdrawal is
    -- final.
    if (new.withdrawn_at, new.withdrawal_reason) is distinct from (old.withdrawn_at, old.withdrawal_reason)
      or new.withdrawn_by is distinct from old.withdrawn_by and new.withdrawn_by is not null
      or old.withdrawn_at is not null and new.chosen_at is not null then
      raise exception 'a submission is withdrawn once' using errcode = 'check_violation', constraint = 'submissions_withdrawn_once';
    end if;
  end if;
  if (new.withdrawn_at, new.chosen_at) is not distinct from (old.withdrawn_at, old.chosen_at) then
    if new.chosen_by is distinct from old.chosen_by and new.chosen_by is not null then
      raise exception 'the person who chose can''t be changed' using errcode = 'check_violation', constraint = 'submissions_chosen_by_team';
    end if;
    return new;
  end if;

  select r.* into of_round from rounds r where r.round_id = new.round_id for share;
  at := date_trunc('milliseconds', site_clock());
  is_over := of_round.state not in ('open', 'frozen') or of_round.closed_at is not null or at >= of_round.closes_at;
  -- Before the close, the outcome of an automatic evaluation is secret, so no refusal here may depend on it.
  is_outcome_later := new.is_automatic and (of_round.state = 'open' or of_round.state = 'frozen' and of_round.frozen_from = 'open');
  if new.state in ('rejected', 'failed') and not is_outcome_later and (new.withdrawn_at, new.chosen_at) is distinct from (old.withdrawn_at, null) then
    raise exception 'a % submission can''t be chosen', new.state using errcode = 'check_violation', constraint = 'submissions_word_on_what_counts';
  end if;

  if new.withdrawn_at is not null then
    new.withdrawn_at := at;
    new.chosen_at := null;
    if of_round.state = 'revealed' then
      select w.consented_by, w.reason into new.withdrawn_by, new.withdrawal_reason from team_withdrawals w
      where (w.round_id, w.team_id) = (new.round_id, new.team_id) and num_nonnulls(w.proposed_by, w.consented_by, w.consented_at) = 3;
      if found then
        return new;
      end if;
    end if;
    if of_round.state not in ('open', 'frozen', 'closed') then
      raise exception 'no submission of a % round can be withdrawn', of_round.state using errcode = 'check_violation', constraint = 'submissions_withdrawn_in_time';
    end if;
    if current_user = 'tidemark_web' and not (case when is_over
      then coalesce(new.withdrawal_reason, '') <> '' and exists (
        select from benchmark_maintainers b
        where b.benchmark_id = of_round.benchmark_id and b.user_id = new.withdrawn_by and b.role in ('owner', 'maintainer'))
      else new.withdrawal_reason is null and exists (
        select from team_members m where m.team_id = new.team_id and m.user_id = new.withdrawn_by) end)
    then
      raise exception 'a submission is withdrawn by its team before the close, or by a maintainer with a reason after it' using errcode = 'check_violation', constraint = 'submissions_withdrawn_by_whom';
    end if;
    return new;
  end if;

  if new.is_automatic then
    raise exception 'an automatic evaluation can''t be chosen' using errcode = 'check_violation', constraint = 'submissions_automatic_not_chosen';
  end if;
  if of_round.state <> 'open' or is_over then
    raise exception 'a counting submission is chosen while the round is open' using errcode = 'check_violation', constraint = 'submissions_chosen_in_time';
  end if;
  if current_user = 'tidemark_web' and not exists (
    select from team_members m where m.team_id = new.team_id and m.user_id = new.chosen_by
  ) then
    raise exception 'a team chooses its own submissions only' using errcode = 'check_violation', constraint = 'submissions_chosen_by_team';
  end if;
  new.chosen_at := case when new.chosen_at is null then null else at end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_refuse_leaving_final_state()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state in ('scored', 'rejected', 'failed') and new.state <> old.state then
    raise exception 'a % submission can''t become %', old.state, new.state using errcode = 'check_violation', constraint = 'submissions_final_is_final';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_refuse_second_feedback()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if old.feedback is not null and new.feedback is distinct from old.feedback then
    raise exception 'a submission gets feedback once' using errcode = 'check_violation', constraint = 'submissions_feedback_once';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_settle_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update model_versions set state = case new.state when 'scored' then 'active'::version_state else 'refused'::version_state end
  where version_id = new.version_id and state = 'checking';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.team_link_proposals_are_decided_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  clock timestamptz := date_trunc('milliseconds', clock_timestamp());
  is_consent boolean;
  is_drop boolean;
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.consented_by, new.consented_at, new.dropped_by, new.dropped_at) > 0 then
      raise exception 'a link begins as a proposal' using errcode = 'check_violation', constraint = 'team_link_proposals_begin_proposed';
    end if;
    new.proposed_at := clock;
    return new;
  end if;

  is_consent := new.consented_by is not null and new.consented_by is distinct from old.consented_by;
  is_drop := new.dropped_by is not null and new.dropped_by is distinct from old.dropped_by;
  if (is_consent or is_drop or current_user = 'tidemark_web')
    and (num_nonnulls(old.consented_at, old.dropped_at) > 0 or is_consent and is_drop
      or exists (select from linked_teams l where l.benchmark_id = old.benchmark_id and l.group_id = old.proposal_id)) then
    raise exception 'a link is decided once' using errcode = 'check_violation', constraint = 'team_link_proposals_decided_once';
  end if;
  if is_drop and not is_maintainer(old.benchmark_id, new.dropped_by) then
    raise exception 'a link is dropped by a maintainer' using errcode = 'check_violation', constraint = 'team_link_proposals_of_maintainers';
  end if;
  new.consented_at := case when is_consent then clock else old.consented_at end;
  new.dropped_at := case when is_drop then clock else old.dropped_at end;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.team_members_are_invited()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user <> 'tidemark_web' then
    return new;
  end if;
  if not (new.role = 'captain' and exists (select from teams t where t.team_id = new.team_id and t.founded_by = new.user_id)
      and not exists (select from team_members m where m.team_id = new.team_id))
    and not exists (
      select from invitations i where i.team_id = new.team_id and i.accepted_by = new.user_id and i.team_role = new.role
        and i.accepted_at is not null and i.xmin = pg_current_xact_id()::xid)
    and not exists (
      select from team_merges g join team_members m on m.team_id in (g.team_id, g.other_team_id)
      where g.merged_team_id = new.team_id and g.xmin = pg_current_xact_id()::xid and m.user_id = new.user_id and m.role = new.role)
  then
    raise exception 'a person joins a team by an invitation' using errcode = 'check_violation', constraint = 'team_members_invited';
  end if;
  if (select count(*) from team_members m where m.team_id = new.team_id) >= 50 then
    raise exception 'a team has at most 50 members' using errcode = 'check_violation', constraint = 'team_members_max';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.team_members_bind_late()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  of_round uuid;
begin
  for of_round in
    select distinct e.round_id from round_entrants e join rounds r using (round_id)
    where e.team_id = new.team_id and r.state in ('open', 'frozen') and r.closed_at is null order by 1
  loop
    perform bind_to_team(of_round, new.team_id, array[new.user_id]);
  end loop;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.team_members_bring_labels()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if session_user = 'tidemark_web' and exists (
    select from label_holders h join models m using (benchmark_id) where h.user_id = new.user_id and m.team_id = new.team_id) then
    raise exception 'a label holder joins no participating team' using errcode = 'check_violation', constraint = 'team_members_no_label_holder';
  end if;
  insert into host_teams (benchmark_id, team_id, held_at)
  select benchmark_id, new.team_id, date_trunc('milliseconds', site_clock()) from label_holders where user_id = new.user_id
  on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.team_members_keep_a_captain()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from team_members m where m.team_id = old.team_id and m.role = 'captain') then
    update team_members m set role = 'captain' where (m.team_id, m.user_id) = (
      select o.team_id, o.user_id from team_members o where o.team_id = old.team_id
      order by exists (select from moderations d where d.kind = 'person' and d.subject_id = o.user_id::text), o.joined_at, o.user_id limit 1);
  end if;
  update invitations i set revoked_at = date_trunc('milliseconds', site_clock())
  where i.team_id = old.team_id and i.invited_by = old.user_id and i.accepted_at is null and i.revoked_at is null
    and not exists (select from team_members m where m.team_id = old.team_id and m.user_id = old.user_id and m.role = 'captain');
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.team_members_lock_team()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform from teams t where t.team_id = coalesce(new.team_id, old.team_id) for no key update;
  return coalesce(new, old);
end $function$;

CREATE OR REPLACE FUNCTION public.team_merges_take_two_captains()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  clock constant timestamptz := date_trunc('milliseconds', site_clock());
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.agreed_by, new.agreed_at, new.objections_until, new.dropped_by, new.dropped_at, new.drop_reason, new.merged_at,
      new.merged_team_id) > 0 then
      raise exception 'a merge begins as a wish' using errcode = 'check_violation', constraint = 'team_merges_begin_asked';
    end if;
    if current_user = 'tidemark_web' and not is_captain(new.team_id, new.asked_by) then
      raise exception 'captains ask for a merge' using errcode = 'check_violation', constraint = 'team_merges_by_captains';
    end if;
    -- The text of the request would tell the other team which team stands behind a pseudonym.
    if exists (
      select from team_pseudonyms p where p.benchmark_id = new.benchmark_id and p.team_id in (new.team_id, new.other_team_id) and p.ended_at is null) then
      raise exception 'a team under a pseudonym doesn''t merge' using errcode = 'check_violation', constraint = 'team_merges_own_names';
    end if;
    new.asked_at := clock;
    return new;
  end if;

  if (new.agreed_by, new.dropped_by) is not distinct from (old.agreed_by, old.dropped_by)
    and (new.drop_reason, new.merged_at, new.merged_team_id) is not distinct from (old.drop_reason, old.merged_at, old.merged_team_id) then
    return new;
  end if;
  -- Only persons may change, to null when an account is deleted; the end is final.
  if num_nonnulls(old.dropped_at, old.merged_at) > 0 then
    if coalesce(new.agreed_by, old.agreed_by) is distinct from old.agreed_by or coalesce(new.dropped_by, old.dropped_by) is distinct from old.dropped_by
      or (new.drop_reason, new.merged_at, new.merged_team_id) is distinct from (old.drop_reason, old.merged_at, old.merged_team_id) then
      raise exception 'a merge ends once' using errcode = 'check_violation', constraint = 'team_merges_ended_once';
    end if;
    return new;
  end if;
  if new.agreed_by is distinct from old.agreed_by and new.agreed_by is not null then
    if old.agreed_at is not null or not is_captain(old.other_team_id, new.agreed_by) then
      raise exception 'a captain of the other team agrees, once' using errcode = 'check_violation', constraint = 'team_merges_by_captains';
    end if;
    new.agreed_at := clock;
    new.objections_until := clock + merge_objection_period();
  end if;
  if (new.dropped_by, new.drop_reason) is distinct from (old.dropped_by, old.drop_reason) then
    if new.dropped_by is not null and not is_captain(old.team_id, new.dropped_by) and not is_captain(old.other_team_id, new.dropped_by)
      and not (is_maintainer(old.benchmark_id, new.dropped_by) and coalesce(new.drop_reason, '') ~ '\S') then
      raise exception 'a captain drops a merge, or a maintainer with a reason' using errcode = 'check_violation', constraint = 'team_merges_dropped_by_whom';
    end if;
    new.dropped_at := clock;
  end if;
  if num_nonnulls(new.merged_at, new.merged_team_id) > 0 then
    if num_nonnulls(new.merged_at, new.merged_team_id) < 2 or old.objections_until is null or clock < old.objections_until then
      raise exception 'teams are merged after the time for objections' using errcode = 'check_violation', constraint = 'team_merges_objections_first';
    end if;
    new.merged_at := clock;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.team_of_slug(of_slug text)
 RETURNS TABLE(name text, slug text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select t.name, t.slug from teams t where t.slug = of_slug
  union all
  select t.name, t.slug from former_slugs f join teams t on t.team_id = f.subject_id::uuid where f.kind = 'team' and f.slug = of_slug
  union all
  select case when p.ended_at is null then p.name else t.name end, case when p.ended_at is null then p.slug else t.slug end
  from former_slugs f join team_pseudonyms p on p.pseudonym_id = f.subject_id::uuid join teams t using (team_id)
  where f.kind = 'team' and f.slug = of_slug
  limit 1
$function$;

CREATE OR REPLACE FUNCTION public.team_pseudonyms_hold()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  clock timestamptz;
begin
  if tg_op = 'UPDATE' then
    if (new.pseudonym_id, new.team_id, new.benchmark_id, new.ends_at, new.set_at) is distinct from
        (old.pseudonym_id, old.team_id, old.benchmark_id, old.ends_at, old.set_at)
      or old.ended_at is not null and new.ended_at is distinct from old.ended_at
      or new.ended_at < old.ends_at or old.ended_at is null and new.ended_at > date_trunc('milliseconds', site_clock()) then
      raise exception 'a pseudonym ends on its date, and not before' using errcode = 'check_violation', constraint = 'team_pseudonyms_end_on_their_date';
    end if;
    if (new.slug, new.skeleton) is distinct from (old.slug, old.skeleton) and is_team_name_taken(null, new.slug, new.skeleton) then
      raise exception 'the name is taken' using errcode = 'unique_violation', constraint = 'team_pseudonyms_name';
    end if;
    return new;
  end if;
  -- Taken before the lock of the team's row, as when the team is renamed, so that the two can't deadlock.
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  perform from teams t where t.team_id = new.team_id for no key update;
  clock := date_trunc('milliseconds', site_clock());
  if not is_captain(new.team_id, new.set_by) then
    raise exception 'a captain sets a pseudonym' using errcode = 'check_violation', constraint = 'team_pseudonyms_by_captains';
  end if;
  if exists (select from models m where m.team_id = new.team_id and m.benchmark_id = new.benchmark_id)
    or exists (select from submissions s join rounds r using (round_id) where s.team_id = new.team_id and r.benchmark_id = new.benchmark_id)
    or exists (select from linked_teams l where l.team_id = new.team_id and l.benchmark_id = new.benchmark_id) then
    raise exception 'a pseudonym is set before the first submission' using errcode = 'check_violation', constraint = 'team_pseudonyms_first';
  end if;
  if new.ended_at is not null or new.ends_at <= clock or new.ends_at > clock + interval '12 months' then
    raise exception 'a pseudonym ends within 12 months' using errcode = 'check_violation', constraint = 'team_pseudonyms_ends_at';
  end if;
  -- Refuses even a name of the team's own, which would reveal the team, and a name that an operator has
  -- replaced.
  if is_team_name_taken(null, new.slug, new.skeleton)
    or exists (select from former_slugs f where f.kind = 'team' and f.slug = new.slug) then
    raise exception 'the name is taken' using errcode = 'unique_violation', constraint = 'team_pseudonyms_name';
  end if;
  if new.name !~ '\S' or new.slug !~ '^[a-z0-9][a-z0-9-]*$' or new.skeleton = '' then
    raise exception 'a name has a slug and a skeleton' using errcode = 'check_violation', constraint = 'teams_named';
  end if;
  new.set_at := clock;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.team_pseudonyms_record()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into audit_events (at, act, actor_kind, user_id, benchmark_id, detail, is_public)
  values (new.set_at, 'pseudonym_set', 'participant', new.set_by, new.benchmark_id,
    jsonb_build_object('pseudonym', new.name, 'until', to_json(new.ends_at) #>> '{}'), false);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.team_withdrawals_name_a_flagged_team()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (
    select from rounds r join flags f using (round_id) join submissions s using (round_id)
    where r.round_id = new.round_id and r.state = 'revealed' and f.flag_id = new.flag_id and f.kind in ('near-copy', 'equal-file')
      and s.team_id = new.team_id and s.submission_id::text in (f.flag ->> 'first', f.flag ->> 'second')
  ) then
    raise exception 'a withdrawn team is one of a flagged pair of a revealed round' using errcode = 'check_violation', constraint = 'team_withdrawals_of_flagged';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.team_withdrawals_withdraw()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update submissions set withdrawn_at = new.consented_at
  where round_id = new.round_id and team_id = new.team_id and state = 'scored' and withdrawn_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.teams_leave_former_names()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('team_names', 0));
  if exists (select from former_team_names f where f.team_id <> new.team_id and (f.slug = new.slug or f.skeleton = new.skeleton))
    or exists (
      select from team_pseudonyms p where (p.slug = new.slug or p.skeleton = new.skeleton)
        and (p.team_id <> new.team_id or p.ended_at is null)) then
    raise exception 'the name is a former one of another team, or a pseudonym' using errcode = 'unique_violation', constraint = 'teams_former_name';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.teams_of_group(of_round uuid, of_team uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE ROWS 2
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select of_team
  union
  select l.team_id from rounds r join linked_teams l using (benchmark_id)
  where r.round_id = of_round and l.group_id = (select group_of_team(of_round, of_team))
    and group_of_team(of_round, l.team_id) = l.group_id
$function$;

CREATE OR REPLACE FUNCTION public.users_are_no_operators()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'tidemark_web' and new.is_operator then
    raise exception 'the web role can''t make an operator' using errcode = 'check_violation', constraint = 'users_operators_by_the_owner';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.users_end_former_identities()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  delete from former_identities f where f.user_id = new.user_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.with_present_names(document jsonb, of_benchmark uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$;

set role tidemark_scorer;

CREATE OR REPLACE FUNCTION queue.add_job(task text, payload jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  perform queue.add_job_at(task, payload, null);
end $function$;

CREATE OR REPLACE FUNCTION queue.add_job_at(task text, payload jsonb, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  job queue.jobs;
  job_key text := queue.job_key(task, payload);
  added bigint;
  flags text[] := '{}';
begin
  select * into job from queue.jobs where name = task;
  if session_user::text <> all (job.enqueued_by) then
    raise exception '% may not request %', session_user, task using errcode = 'insufficient_privilege';
  end if;
  -- The flag makes scorers of other versions skip the job.
  if job.is_by_rounds_rules then
    flags := array(select 'scorer version ' || version from queue.scorer_version_of(payload) as version where version is not null);
  end if;
  if job.writes_files then
    flags := flags || 'writes files'::text;
  end if;
  -- If a worker takes the job with this key between graphile-worker's two statements, add_job adds nothing
  -- and raises no error. The next iteration finds the job taken, and adds another.
  while added is null loop
    select id into added from graphile_worker.add_job(task, payload::json, job_key => job_key, job_key_mode => 'replace', run_at => at, priority => job.priority, max_attempts => 25, flags => flags);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION queue.drop_jobs(ids text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  perform graphile_worker.complete_jobs(array(
    select j.id from graphile_worker.jobs j
    where j.locked_at is null and string_to_array(j.key, ':') && ids));
end $function$;

CREATE OR REPLACE FUNCTION queue.end_dead_job(job_id bigint, is_retry boolean)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  task text;
begin
  select j.task_identifier into task from graphile_worker.jobs j where j.id = job_id and j.attempts >= j.max_attempts and j.locked_at is null;
  if task is not null and is_retry then
    perform graphile_worker.reschedule_jobs(array[job_id], run_at => clock_timestamp(), attempts => 0);
  elsif task is not null then
    perform graphile_worker.complete_jobs(array[job_id]);
  end if;
  return task;
end $function$;

CREATE OR REPLACE FUNCTION queue.end_turn(person uuid, of_queue text, favours_longest boolean)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  next_priority constant int := -20;
  waiting bigint;
  place int := 0;
begin
  if person is not null then
    for waiting in
      select j.id from graphile_worker.jobs j join queue.jobs q on q.name = j.task_identifier
      where q.queue = of_queue and j.locked_at is null and j.run_at <= clock_timestamp()
        -- The key contains the id of the job's subject. The task is compared too, since PostgreSQL may join
        -- in any order, and a key such as 'equate:all:…' names no round.
        and case when q.name = j.task_identifier and q.key_fields[1] in ('roundId', 'erratumId', 'runId')
          then queue.person_of(jsonb_build_object(q.key_fields[1], split_part(j.key, ':', 2))) = person end
      order by j.run_at, j.id
    loop
      -- The person's moved jobs keep their order among each other.
      place := place + 1;
      perform graphile_worker.reschedule_jobs(array[waiting], run_at => clock_timestamp() + place * interval '1 microsecond');
    end loop;
  end if;
  if favours_longest then
    -- The waiting time of a moved job begins at the person's last turn.
    select j.id into waiting from graphile_worker.jobs j join queue.jobs q on q.name = j.task_identifier
    where q.queue = of_queue and j.locked_at is null and j.run_at <= clock_timestamp() and j.priority > next_priority
    order by j.run_at, j.id limit 1;
    if found then
      perform graphile_worker.reschedule_jobs(array[waiting], priority => next_priority);
    end if;
  end if;
end $function$;

CREATE OR REPLACE FUNCTION queue.job_key(task text, payload jsonb)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  job queue.jobs;
  field text;
  form text;
  value text;
begin
  select * into job from queue.jobs where name = task;
  if not found then
    raise exception 'no such task: %', task using errcode = 'invalid_parameter_value';
  end if;
  if jsonb_typeof(payload) is distinct from 'object' then
    raise exception 'the payload of % is not an object', task using errcode = 'invalid_parameter_value';
  end if;
  for field in select jsonb_object_keys(payload) loop
    if not job.payload ? field then
      raise exception '% has no %', task, field using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  for field, form in select * from jsonb_each_text(job.payload) loop
    value := payload ->> field;
    continue when value is null and form like '%?';
    if value is null or jsonb_typeof(payload -> field) <> 'string' or not (case rtrim(form, '?')
      when 'uuid' then value ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
      when 'instant' then value ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$'
      else value = any (string_to_array(rtrim(form, '?'), '|'))
    end) then
      raise exception '% of % isn''t of the form %', field, task, form using errcode = 'invalid_parameter_value';
    end if;
  end loop;
  -- Writes uuids in one spelling, so that two spellings of a uuid give one key.
  return job.key_word || (
    select string_agg(':' || lower(payload ->> key_field), '' order by place)
    from unnest(job.key_fields) with ordinality as fields (key_field, place));
end $function$;

CREATE OR REPLACE FUNCTION queue.list_dead_jobs()
 RETURNS TABLE(id bigint, task text, attempts smallint, failed_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select j.id, j.task_identifier, j.attempts, j.updated_at
  from graphile_worker.jobs j where j.attempts >= j.max_attempts and j.locked_at is null order by j.id limit 100
$function$;

CREATE OR REPLACE FUNCTION queue.list_depths()
 RETURNS TABLE(queue text, waiting bigint, running bigint, dead bigint, oldest_run_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select q.queue, count(*) filter (where j.locked_at is null and j.attempts < j.max_attempts), count(j.locked_at),
    count(*) filter (where j.locked_at is null and j.attempts >= j.max_attempts),
    min(j.run_at) filter (where j.locked_at is null and j.attempts < j.max_attempts and j.run_at <= clock_timestamp())
  from queue.jobs q left join graphile_worker.jobs j on j.task_identifier = q.name group by q.queue order by q.queue
$function$;

CREATE OR REPLACE FUNCTION queue.person_of(payload jsonb)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select coalesce(
    (select uploaded_by from public.rounds where round_id = (payload ->> 'roundId')::uuid),
    (select proposed_by from public.errata where erratum_id = (payload ->> 'erratumId')::uuid),
    (select user_id from public.runs where run_id = (payload ->> 'runId')::uuid))
$function$;

CREATE OR REPLACE FUNCTION queue.scorer_version_of(payload jsonb)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select scorer_version from public.rounds where round_id = coalesce(
    (payload ->> 'roundId')::uuid,
    (select round_id from public.submissions where submission_id = (payload ->> 'submissionId')::uuid),
    (select round_id from public.runs where run_id = (payload ->> 'runId')::uuid),
    (select round_id from public.errata where erratum_id = (payload ->> 'erratumId')::uuid))
$function$;

set role tidemark_owner;

CREATE TRIGGER accounts_people BEFORE INSERT ON public.accounts FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE TRIGGER anchors_now BEFORE INSERT OR UPDATE ON public.anchors FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('designated_at+', 'dropped_at+');
CREATE CONSTRAINT TRIGGER anchors_recorded_designated AFTER INSERT ON public.anchors DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('anchor_designated', 'version', 'version');
CREATE CONSTRAINT TRIGGER anchors_recorded_dropped AFTER UPDATE ON public.anchors DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.dropped_at)::text] IS DISTINCT FROM ARRAY[(old.dropped_at)::text]) AND (new.dropped_at IS NOT NULL))) EXECUTE FUNCTION public.changes_are_recorded('anchor_dropped', 'version', 'version');
CREATE CONSTRAINT TRIGGER anchors_recorded_redesignated AFTER UPDATE ON public.anchors DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.designated_at)::text, (new.designated_by)::text, new.reason] IS DISTINCT FROM ARRAY[(old.designated_at)::text, (old.designated_by)::text, old.reason]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('anchor_designated', 'version', 'version');

CREATE TRIGGER api_tokens_people BEFORE INSERT ON public.api_tokens FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE TRIGGER audit_events_begin BEFORE INSERT ON public.audit_events FOR EACH ROW EXECUTE FUNCTION public.audit_events_are_their_recorders();
CREATE TRIGGER audit_events_counts BEFORE INSERT ON public.audit_events FOR EACH ROW WHEN ((new.act = ANY (ARRAY['flag_judgement_reported'::text, 'leak_report_handled'::text]))) EXECUTE FUNCTION public.audit_events_fill_counts();
CREATE CONSTRAINT TRIGGER audit_events_listed AFTER INSERT ON public.audit_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.is_public AND (new.benchmark_id IS NOT NULL))) EXECUTE FUNCTION public.benchmark_listings_follow('benchmark_id');
CREATE TRIGGER audit_events_spend AFTER INSERT ON public.audit_events FOR EACH ROW WHEN ((new.user_id IS NOT NULL)) EXECUTE FUNCTION public.audit_events_spend();
CREATE TRIGGER audit_events_wait AFTER INSERT ON public.audit_events FOR EACH ROW EXECUTE FUNCTION public.audit_events_wait_for_link();

CREATE TRIGGER benchmark_followers_now BEFORE INSERT ON public.benchmark_followers FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('followed_at');
CREATE TRIGGER benchmark_followers_people BEFORE INSERT ON public.benchmark_followers FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE TRIGGER benchmark_maintainers_hold AFTER INSERT OR UPDATE OF role ON public.benchmark_maintainers FOR EACH ROW WHEN ((new.role = ANY (ARRAY['owner'::public.maintainer_role, 'maintainer'::public.maintainer_role]))) EXECUTE FUNCTION public.benchmark_maintainers_hold_labels();
CREATE TRIGGER benchmark_maintainers_now BEFORE INSERT ON public.benchmark_maintainers FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('added_at');
CREATE TRIGGER benchmark_maintainers_people BEFORE INSERT ON public.benchmark_maintainers FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');
CREATE CONSTRAINT TRIGGER benchmark_maintainers_recorded_changed AFTER UPDATE ON public.benchmark_maintainers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.role)::text] IS DISTINCT FROM ARRAY[(old.role)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('role_changed invitation_accepted');
CREATE CONSTRAINT TRIGGER benchmark_maintainers_recorded_given AFTER INSERT ON public.benchmark_maintainers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('benchmark_created invitation_accepted');
CREATE CONSTRAINT TRIGGER benchmark_maintainers_recorded_taken AFTER DELETE ON public.benchmark_maintainers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('role_removed');

CREATE TRIGGER benchmarks_keep_fixed BEFORE UPDATE ON public.benchmarks FOR EACH ROW EXECUTE FUNCTION public.benchmarks_keep_what_rounds_fixed();
CREATE CONSTRAINT TRIGGER benchmarks_listed AFTER INSERT OR UPDATE OF slug, title, summary, task, tags, metric, visibility ON public.benchmarks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.benchmark_listings_follow('benchmark_id');
CREATE TRIGGER benchmarks_now BEFORE INSERT ON public.benchmarks FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('created_at');
CREATE TRIGGER benchmarks_number_rules BEFORE INSERT OR UPDATE OF rules, rules_version ON public.benchmarks FOR EACH ROW EXECUTE FUNCTION public.benchmarks_number_rules();
CREATE CONSTRAINT TRIGGER benchmarks_recorded_changed AFTER UPDATE ON public.benchmarks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[new.title, new.description, new.rules, (new.task)::text, (new.classes)::text, new.metric, (new.secondary_metrics)::text, (new.log_loss_clip)::text, (new.direction)::text, (new.accepts)::text, (new.features)::text, (new.quota_per_round)::text, (new.quota_per_day)::text, (new.team_size_max)::text, (new.visibility)::text, new.summary, (new.links)::text, (new.contacts)::text, (new.container_needs)::text, (new.trusted_runners)::text, (new.tags)::text, new.license, new.terms, new.paper, (new.column_notes)::text, (new.entry)::text, (new.entry_questions)::text] IS DISTINCT FROM ARRAY[old.title, old.description, old.rules, (old.task)::text, (old.classes)::text, old.metric, (old.secondary_metrics)::text, (old.log_loss_clip)::text, (old.direction)::text, (old.accepts)::text, (old.features)::text, (old.quota_per_round)::text, (old.quota_per_day)::text, (old.team_size_max)::text, (old.visibility)::text, old.summary, (old.links)::text, (old.contacts)::text, (old.container_needs)::text, (old.trusted_runners)::text, (old.tags)::text, old.license, old.terms, old.paper, (old.column_notes)::text, (old.entry)::text, (old.entry_questions)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('benchmark_changed operator_acted');
CREATE CONSTRAINT TRIGGER benchmarks_recorded_created AFTER INSERT ON public.benchmarks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('benchmark_created');
CREATE CONSTRAINT TRIGGER benchmarks_recorded_reported AFTER UPDATE ON public.benchmarks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.feedback_policy)::text, (new.feedback_share)::text] IS DISTINCT FROM ARRAY[(old.feedback_policy)::text, (old.feedback_share)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('feedback_policy_changed');
CREATE CONSTRAINT TRIGGER benchmarks_recorded_rotated AFTER UPDATE ON public.benchmarks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.next_rotation_at)::text] IS DISTINCT FROM ARRAY[(old.next_rotation_at)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('schedule_changed round_closed');
CREATE CONSTRAINT TRIGGER benchmarks_recorded_scheduled AFTER UPDATE ON public.benchmarks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.schedule)::text, (new.reveals_after_rounds)::text] IS DISTINCT FROM ARRAY[(old.schedule)::text, (old.reveals_after_rounds)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('schedule_changed');
CREATE TRIGGER benchmarks_rotate BEFORE INSERT OR UPDATE OF next_rotation_at ON public.benchmarks FOR EACH ROW EXECUTE FUNCTION public.benchmarks_rotate_later();
CREATE TRIGGER benchmarks_version_rules AFTER INSERT OR UPDATE OF rules ON public.benchmarks FOR EACH ROW EXECUTE FUNCTION public.benchmarks_version_rules();

CREATE TRIGGER day_slots_group BEFORE INSERT ON public.day_slots FOR EACH ROW EXECUTE FUNCTION public.day_slots_are_of_the_group();
CREATE TRIGGER day_slots_quota BEFORE INSERT ON public.day_slots FOR EACH ROW EXECUTE FUNCTION public.slots_are_within_quota();

CREATE TRIGGER dry_runs_begin BEFORE INSERT ON public.dry_runs FOR EACH ROW EXECUTE FUNCTION public.dry_runs_begin();
CREATE TRIGGER dry_runs_need_few_rejected AFTER INSERT ON public.dry_runs FOR EACH ROW EXECUTE FUNCTION public.rows_spend('rejected_models', 'user_id', '0');
CREATE TRIGGER dry_runs_people BEFORE INSERT ON public.dry_runs FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');
CREATE TRIGGER dry_runs_spend AFTER INSERT ON public.dry_runs FOR EACH ROW EXECUTE FUNCTION public.rows_spend('dry_runs', 'user_id', '1');
CREATE TRIGGER dry_runs_spend_image AFTER INSERT ON public.dry_runs FOR EACH ROW WHEN ((new.kind = 'container'::public.artefact_kind)) EXECUTE FUNCTION public.rows_spend('image_bytes', 'user_id', 'byte_count');
CREATE TRIGGER dry_runs_spend_rejected AFTER UPDATE OF state ON public.dry_runs FOR EACH ROW WHEN (((new.state = 'rejected'::public.dry_run_state) AND (old.state <> 'rejected'::public.dry_run_state))) EXECUTE FUNCTION public.rows_spend('rejected_models', 'user_id', '1');

CREATE TRIGGER entrants_people BEFORE INSERT ON public.entrants FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE TRIGGER equatings_names BEFORE INSERT ON public.equatings FOR EACH ROW EXECUTE FUNCTION public.documents_use_present_names('round_id', 'equating');

CREATE TRIGGER errata_legal_change BEFORE INSERT OR UPDATE ON public.errata FOR EACH ROW EXECUTE FUNCTION public.errata_refuse_illegal_change();
CREATE TRIGGER errata_now BEFORE INSERT ON public.errata FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('proposed_at');
CREATE CONSTRAINT TRIGGER errata_recorded_consented AFTER UPDATE ON public.errata DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.consented_by)::text] IS DISTINCT FROM ARRAY[(old.consented_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('erratum_consented', 'erratum', 'number');
CREATE CONSTRAINT TRIGGER errata_recorded_dropped AFTER UPDATE ON public.errata DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state <> 'dropped'::public.erratum_state) AND (new.state = 'dropped'::public.erratum_state))) EXECUTE FUNCTION public.changes_are_recorded('erratum_dropped', 'erratum', 'number');
CREATE CONSTRAINT TRIGGER errata_recorded_proposed AFTER INSERT ON public.errata DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('erratum_proposed', 'erratum', 'number');
CREATE TRIGGER errata_second_person BEFORE INSERT OR UPDATE OF consented_by ON public.errata FOR EACH ROW EXECUTE FUNCTION public.proposals_take_two_people('or_operator');
CREATE TRIGGER errata_two_people BEFORE UPDATE ON public.errata FOR EACH ROW EXECUTE FUNCTION public.errata_wait_for_objections();

CREATE TRIGGER feedback_tallies_cap BEFORE INSERT OR UPDATE ON public.feedback_tallies FOR EACH ROW EXECUTE FUNCTION public.feedback_tallies_hold_cap();

CREATE TRIGGER flags_now BEFORE UPDATE ON public.flags FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('judged_at+');
CREATE CONSTRAINT TRIGGER flags_recorded_judged AFTER UPDATE ON public.flags DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.judged_at)::text, (new.judged_by)::text, new.judgement] IS DISTINCT FROM ARRAY[(old.judged_at)::text, (old.judged_by)::text, old.judgement]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('flag_judged', 'flag', 'flag_id');
CREATE CONSTRAINT TRIGGER flags_reported AFTER UPDATE ON public.flags DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.changes_are_counted('flag_judgement_reported', 'judged_count');

CREATE TRIGGER former_team_names_spend AFTER INSERT ON public.former_team_names FOR EACH ROW EXECUTE FUNCTION public.rows_spend('teams', 'renamed_by', '1');

CREATE TRIGGER invalidations_legal_change BEFORE INSERT OR UPDATE ON public.invalidations FOR EACH ROW EXECUTE FUNCTION public.proposals_are_decided_once();
CREATE TRIGGER invalidations_now BEFORE INSERT OR UPDATE ON public.invalidations FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('proposed_at', 'consented_at', 'dropped_at');
CREATE CONSTRAINT TRIGGER invalidations_recorded_consented AFTER UPDATE ON public.invalidations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.consented_at)::text, (new.consented_by)::text] IS DISTINCT FROM ARRAY[(old.consented_at)::text, (old.consented_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('round_invalidated');
CREATE CONSTRAINT TRIGGER invalidations_recorded_dropped AFTER UPDATE ON public.invalidations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.dropped_at)::text] IS DISTINCT FROM ARRAY[(old.dropped_at)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('invalidation_dropped');
CREATE CONSTRAINT TRIGGER invalidations_recorded_proposed AFTER INSERT ON public.invalidations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('invalidation_proposed');
CREATE TRIGGER invalidations_second_person BEFORE INSERT OR UPDATE OF consented_by ON public.invalidations FOR EACH ROW EXECUTE FUNCTION public.proposals_take_two_people('or_operator');

CREATE TRIGGER invitations_by_captains BEFORE INSERT OR UPDATE ON public.invitations FOR EACH ROW EXECUTE FUNCTION public.invitations_to_teams_are_by_captains();
CREATE TRIGGER invitations_now BEFORE INSERT OR UPDATE ON public.invitations FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('invited_at', 'accepted_at', 'revoked_at');
CREATE CONSTRAINT TRIGGER invitations_recorded_accepted AFTER UPDATE ON public.invitations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.accepted_at)::text, (new.accepted_by)::text] IS DISTINCT FROM ARRAY[(old.accepted_at)::text, (old.accepted_by)::text]) AND (new.benchmark_id IS NOT NULL))) EXECUTE FUNCTION public.changes_are_recorded('invitation_accepted', 'invitation', 'invitation_id');
CREATE CONSTRAINT TRIGGER invitations_recorded_revoked AFTER UPDATE ON public.invitations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.revoked_at)::text] IS DISTINCT FROM ARRAY[(old.revoked_at)::text]) AND (new.benchmark_id IS NOT NULL))) EXECUTE FUNCTION public.changes_are_recorded('invitation_revoked', 'invitation', 'invitation_id');
CREATE CONSTRAINT TRIGGER invitations_recorded_sent AFTER INSERT ON public.invitations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.benchmark_id IS NOT NULL)) EXECUTE FUNCTION public.changes_are_recorded('person_invited', 'invitation', 'invitation_id');
CREATE TRIGGER invitations_spend AFTER INSERT ON public.invitations FOR EACH ROW WHEN ((new.team_id IS NOT NULL)) EXECUTE FUNCTION public.rows_spend('mails', 'invited_by', '1');

CREATE TRIGGER leak_overrules_legal_change BEFORE INSERT OR UPDATE ON public.leak_overrules FOR EACH ROW EXECUTE FUNCTION public.proposals_are_decided_once();
CREATE TRIGGER leak_overrules_now BEFORE INSERT OR UPDATE ON public.leak_overrules FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('proposed_at', 'consented_at', 'dropped_at');
CREATE CONSTRAINT TRIGGER leak_overrules_recorded_consented AFTER UPDATE ON public.leak_overrules DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.consented_at)::text, (new.consented_by)::text] IS DISTINCT FROM ARRAY[(old.consented_at)::text, (old.consented_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('leak_overruled');
CREATE CONSTRAINT TRIGGER leak_overrules_recorded_dropped AFTER UPDATE ON public.leak_overrules DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.dropped_at)::text] IS DISTINCT FROM ARRAY[(old.dropped_at)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('leak_overrule_dropped');
CREATE CONSTRAINT TRIGGER leak_overrules_recorded_proposed AFTER INSERT ON public.leak_overrules DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('leak_overrule_proposed');
CREATE TRIGGER leak_overrules_second_person BEFORE INSERT OR UPDATE OF consented_by ON public.leak_overrules FOR EACH ROW EXECUTE FUNCTION public.proposals_take_two_people();

CREATE TRIGGER leak_reports_now BEFORE INSERT OR UPDATE ON public.leak_reports FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('reported_at', 'handled_at');
CREATE CONSTRAINT TRIGGER leak_reports_recorded_handled AFTER UPDATE ON public.leak_reports DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.handled_at)::text, (new.handled_by)::text] IS DISTINCT FROM ARRAY[(old.handled_at)::text, (old.handled_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('leak_report_handled', 'leak_report', 'leak_report_id');
CREATE CONSTRAINT TRIGGER leak_reports_recorded_reported AFTER INSERT ON public.leak_reports DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('leak_reported');
CREATE CONSTRAINT TRIGGER leak_reports_reported AFTER UPDATE ON public.leak_reports DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.changes_are_counted('leak_report_handled', 'handled_count');
CREATE TRIGGER leak_reports_spend AFTER INSERT ON public.leak_reports FOR EACH ROW EXECUTE FUNCTION public.rows_spend('leak_reports', 'user_id', '1');

CREATE TRIGGER linked_teams_hold BEFORE INSERT OR UPDATE OF unlinked_at, unlinked_by ON public.linked_teams FOR EACH ROW EXECUTE FUNCTION public.linked_teams_hold_links();
CREATE CONSTRAINT TRIGGER linked_teams_recorded_linked AFTER INSERT ON public.linked_teams DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('teams_linked', 'group', 'group_id');
CREATE CONSTRAINT TRIGGER linked_teams_recorded_unlinked AFTER UPDATE ON public.linked_teams DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.unlinked_at)::text, (new.unlinked_by)::text] IS DISTINCT FROM ARRAY[(old.unlinked_at)::text, (old.unlinked_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('teams_unlinked teams_linked');

CREATE TRIGGER model_versions_begin BEFORE INSERT ON public.model_versions FOR EACH ROW EXECUTE FUNCTION public.model_versions_begin();
CREATE CONSTRAINT TRIGGER model_versions_brought AFTER INSERT ON public.model_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.model_versions_are_brought();
CREATE TRIGGER model_versions_move BEFORE UPDATE ON public.model_versions FOR EACH ROW EXECUTE FUNCTION public.model_versions_move();
CREATE TRIGGER model_versions_retired AFTER UPDATE OF state ON public.model_versions FOR EACH ROW WHEN (((new.state = 'retired'::public.version_state) AND (old.state <> 'retired'::public.version_state))) EXECUTE FUNCTION public.model_versions_record_retirement();

CREATE TRIGGER models_now BEFORE INSERT ON public.models FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('created_at');

CREATE TRIGGER muted_notices_people BEFORE INSERT ON public.muted_notices FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE TRIGGER notices_announced_now BEFORE INSERT ON public.notices FOR EACH ROW WHEN ((new.kind = 'announced'::public.notice_kind)) EXECUTE FUNCTION public.instants_are_now('created_at');
CREATE TRIGGER notices_begin BEFORE INSERT ON public.notices FOR EACH ROW EXECUTE FUNCTION public.notices_are_their_writers();
CREATE CONSTRAINT TRIGGER notices_recorded_announced AFTER INSERT ON public.notices DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = 'announced'::public.notice_kind)) EXECUTE FUNCTION public.changes_are_recorded('announced');

CREATE TRIGGER overfitting_measurements_names BEFORE INSERT ON public.overfitting_measurements FOR EACH ROW EXECUTE FUNCTION public.documents_use_present_names('snapshot_id', 'overfitting');

CREATE TRIGGER practice_scores_begin BEFORE INSERT ON public.practice_scores FOR EACH ROW EXECUTE FUNCTION public.practice_scores_begin();

CREATE TRIGGER round_slots_group BEFORE INSERT ON public.round_slots FOR EACH ROW EXECUTE FUNCTION public.round_slots_are_of_the_group();
CREATE TRIGGER round_slots_quota BEFORE INSERT ON public.round_slots FOR EACH ROW EXECUTE FUNCTION public.slots_are_within_quota();

CREATE TRIGGER rounds_begin BEFORE INSERT ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_begin_as_drafts();
CREATE TRIGGER rounds_day_slots AFTER UPDATE OF state ON public.rounds FOR EACH ROW WHEN (((old.state = 'sealed'::public.round_state) AND (new.state = 'open'::public.round_state))) EXECUTE FUNCTION public.rounds_carry_day_slots();
CREATE TRIGGER rounds_deletion BEFORE DELETE ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_lose_drafts_alone();
CREATE TRIGGER rounds_fixed_cap BEFORE INSERT OR UPDATE ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_fix_feedback_cap();
CREATE TRIGGER rounds_give_back AFTER UPDATE OF state ON public.rounds FOR EACH ROW WHEN (((new.state = 'invalidated'::public.round_state) AND (old.state <> 'invalidated'::public.round_state))) EXECUTE FUNCTION public.rounds_give_back_slots();
CREATE TRIGGER rounds_legal_change BEFORE UPDATE ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_refuse_illegal_change();
CREATE CONSTRAINT TRIGGER rounds_listed AFTER INSERT OR UPDATE OF state, closes_at ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.state <> 'draft'::public.round_state)) EXECUTE FUNCTION public.benchmark_listings_follow('benchmark_id');
CREATE TRIGGER rounds_now BEFORE INSERT ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('created_at');
CREATE TRIGGER rounds_queue BEFORE INSERT ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_queue_in_order();
CREATE CONSTRAINT TRIGGER rounds_recorded_closed AFTER UPDATE ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state = 'open'::public.round_state) AND (new.state = 'closed'::public.round_state))) EXECUTE FUNCTION public.changes_are_recorded('round_closed');
CREATE CONSTRAINT TRIGGER rounds_recorded_deleted AFTER DELETE ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('draft_deleted');
CREATE CONSTRAINT TRIGGER rounds_recorded_frozen AFTER UPDATE ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state <> 'frozen'::public.round_state) AND (new.state = 'frozen'::public.round_state))) EXECUTE FUNCTION public.changes_are_recorded('round_frozen');
CREATE CONSTRAINT TRIGGER rounds_recorded_invalidated AFTER UPDATE ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state = 'frozen'::public.round_state) AND (new.state = 'invalidated'::public.round_state))) EXECUTE FUNCTION public.changes_are_recorded('round_invalidated');
CREATE CONSTRAINT TRIGGER rounds_recorded_planned AFTER UPDATE ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[new.title, (new.opens_at)::text, (new.closes_at)::text] IS DISTINCT FROM ARRAY[old.title, (old.opens_at)::text, (old.closes_at)::text]) AND (old.state = 'draft'::public.round_state))) EXECUTE FUNCTION public.changes_are_recorded('draft_changed');
CREATE CONSTRAINT TRIGGER rounds_recorded_unfrozen AFTER UPDATE ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.state = 'frozen'::public.round_state) AND (new.state = ANY (ARRAY['open'::public.round_state, 'closed'::public.round_state])))) EXECUTE FUNCTION public.changes_are_recorded('round_unfrozen');
CREATE CONSTRAINT TRIGGER rounds_recorded_uploaded AFTER INSERT ON public.rounds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('test_set_uploaded');
CREATE TRIGGER rounds_settings BEFORE INSERT OR UPDATE ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_take_settings();
CREATE TRIGGER rounds_spend AFTER INSERT ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rows_spend('bytes', 'uploaded_by', 'test_set_byte_count');
CREATE TRIGGER rounds_steady_clock BEFORE UPDATE OF state ON public.rounds FOR EACH ROW WHEN (((new.state = ANY (ARRAY['open'::public.round_state, 'closed'::public.round_state, 'revealed'::public.round_state])) AND (new.state <> old.state))) EXECUTE FUNCTION public.rounds_wait_for_the_clock();
CREATE TRIGGER rounds_stop BEFORE UPDATE OF state ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_stop_now();

CREATE TRIGGER rules_acceptances_now BEFORE INSERT ON public.rules_acceptances FOR EACH ROW EXECUTE FUNCTION public.rules_acceptances_are_of_now();

CREATE TRIGGER runner_requests_now BEFORE INSERT ON public.runner_requests FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('requested_at');
CREATE CONSTRAINT TRIGGER runner_requests_recorded_asked AFTER INSERT ON public.runner_requests DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('runner_requested', 'request', 'runner_request_id');
CREATE CONSTRAINT TRIGGER runner_requests_recorded_withdrawn AFTER DELETE ON public.runner_requests DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('runner_request_withdrawn', 'request', 'runner_request_id');

CREATE TRIGGER runs_record_loss AFTER UPDATE ON public.runs FOR EACH ROW WHEN (((new.losses > old.losses) AND (old.runner_id IS NOT NULL))) EXECUTE FUNCTION public.runs_record_loss();

CREATE TRIGGER sessions_now BEFORE INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('created_at');
CREATE TRIGGER sessions_people BEFORE INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE CONSTRAINT TRIGGER snapshots_listed AFTER INSERT ON public.snapshots DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.split = 'final'::public.split)) EXECUTE FUNCTION public.benchmark_listings_follow('round_id');
CREATE TRIGGER snapshots_names BEFORE INSERT ON public.snapshots FOR EACH ROW EXECUTE FUNCTION public.documents_use_present_names('round_id', 'leaderboard');

CREATE TRIGGER subgroup_rankings_names BEFORE INSERT ON public.subgroup_rankings FOR EACH ROW EXECUTE FUNCTION public.documents_use_present_names('snapshot_id', 'ranking');

CREATE TRIGGER submission_notes_now BEFORE INSERT ON public.submission_notes FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('written_at');
CREATE TRIGGER submission_notes_people BEFORE INSERT OR UPDATE ON public.submission_notes FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('written_by');

CREATE TRIGGER submissions_begin BEFORE INSERT ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_begin_queued();
CREATE TRIGGER submissions_bind AFTER INSERT ON public.submissions FOR EACH ROW WHEN ((NOT new.is_automatic)) EXECUTE FUNCTION public.submissions_bind_members();
CREATE TRIGGER submissions_deliveries AFTER UPDATE OF state, feedback ON public.submissions FOR EACH ROW WHEN (((NOT new.is_automatic) AND (((new.feedback IS NOT NULL) AND (old.feedback IS NULL)) OR ((new.state = ANY (ARRAY['rejected'::public.submission_state, 'failed'::public.submission_state])) AND (new.state <> old.state))))) EXECUTE FUNCTION public.submissions_list_deliveries();
CREATE TRIGGER submissions_entrant BEFORE INSERT ON public.submissions FOR EACH ROW WHEN ((NOT new.is_automatic)) EXECUTE FUNCTION public.submissions_are_by_entrants();
CREATE TRIGGER submissions_final_state BEFORE UPDATE ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_refuse_leaving_final_state();
CREATE TRIGGER submissions_in_time BEFORE INSERT ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_are_in_time();
CREATE TRIGGER submissions_name_file AFTER INSERT ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_name_a_file();
CREATE TRIGGER submissions_need_few_rejected AFTER INSERT ON public.submissions FOR EACH ROW WHEN (((new.version_id IS NOT NULL) AND (NOT new.is_automatic))) EXECUTE FUNCTION public.rows_spend('rejected_models', 'user_id', '0');
CREATE TRIGGER submissions_one_feedback BEFORE UPDATE OF feedback ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_refuse_second_feedback();
CREATE TRIGGER submissions_settled AFTER UPDATE OF state ON public.submissions FOR EACH ROW WHEN (((new.version_id IS NOT NULL) AND (NOT new.is_automatic) AND (new.state = ANY (ARRAY['scored'::public.submission_state, 'rejected'::public.submission_state, 'failed'::public.submission_state])) AND (old.state <> new.state))) EXECUTE FUNCTION public.submissions_settle_version();
CREATE CONSTRAINT TRIGGER submissions_slots AFTER INSERT ON public.submissions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.submissions_hold_slots();
CREATE CONSTRAINT TRIGGER submissions_spend AFTER INSERT ON public.submissions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((NOT new.is_automatic) AND (new.kind <> 'container'::public.submission_kind))) EXECUTE FUNCTION public.rows_spend('bytes', 'user_id', 'file_byte_count');
CREATE CONSTRAINT TRIGGER submissions_spend_image AFTER INSERT ON public.submissions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((NOT new.is_automatic) AND (new.kind = 'container'::public.submission_kind))) EXECUTE FUNCTION public.rows_spend('image_bytes', 'user_id', 'file_byte_count');
CREATE TRIGGER submissions_spend_rejected AFTER UPDATE OF state ON public.submissions FOR EACH ROW WHEN (((new.version_id IS NOT NULL) AND (NOT new.is_automatic) AND (new.state = 'rejected'::public.submission_state) AND (old.state <> 'rejected'::public.submission_state))) EXECUTE FUNCTION public.rows_spend('rejected_models', 'user_id', '1');
CREATE TRIGGER submissions_version BEFORE INSERT ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_of_a_version();
CREATE TRIGGER submissions_word BEFORE UPDATE OF withdrawn_at, withdrawn_by, withdrawal_reason, chosen_at, chosen_by ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_refuse_late_word();
CREATE TRIGGER submissions_worded AFTER UPDATE OF withdrawn_at, chosen_at ON public.submissions FOR EACH ROW WHEN (((new.withdrawn_at IS DISTINCT FROM old.withdrawn_at) OR (new.chosen_at IS DISTINCT FROM old.chosen_at))) EXECUTE FUNCTION public.submissions_record_word();

CREATE TRIGGER team_link_proposals_decided BEFORE INSERT OR UPDATE ON public.team_link_proposals FOR EACH ROW EXECUTE FUNCTION public.team_link_proposals_are_decided_once();
CREATE CONSTRAINT TRIGGER team_link_proposals_recorded_consented AFTER UPDATE ON public.team_link_proposals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.consented_at)::text, (new.consented_by)::text] IS DISTINCT FROM ARRAY[(old.consented_at)::text, (old.consented_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('teams_linked', 'group', 'proposal_id');
CREATE CONSTRAINT TRIGGER team_link_proposals_recorded_dropped AFTER UPDATE ON public.team_link_proposals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.dropped_at)::text, (new.dropped_by)::text] IS DISTINCT FROM ARRAY[(old.dropped_at)::text, (old.dropped_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('link_dropped', 'group', 'proposal_id');
CREATE CONSTRAINT TRIGGER team_link_proposals_recorded_proposed AFTER INSERT ON public.team_link_proposals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('link_proposed teams_linked', 'group', 'proposal_id');
CREATE TRIGGER team_link_proposals_second_person BEFORE INSERT OR UPDATE OF consented_by ON public.team_link_proposals FOR EACH ROW EXECUTE FUNCTION public.proposals_take_two_people();

CREATE TRIGGER team_members_bind AFTER INSERT ON public.team_members FOR EACH ROW EXECUTE FUNCTION public.team_members_bind_late();
CREATE TRIGGER team_members_bring AFTER INSERT ON public.team_members FOR EACH ROW EXECUTE FUNCTION public.team_members_bring_labels();
CREATE TRIGGER team_members_captain AFTER DELETE OR UPDATE OF role ON public.team_members FOR EACH ROW EXECUTE FUNCTION public.team_members_keep_a_captain();
CREATE TRIGGER team_members_lock BEFORE INSERT OR DELETE OR UPDATE ON public.team_members FOR EACH ROW EXECUTE FUNCTION public.team_members_lock_team();
CREATE TRIGGER team_members_now BEFORE INSERT ON public.team_members FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('joined_at');
CREATE TRIGGER team_members_own BEFORE INSERT ON public.team_members FOR EACH ROW EXECUTE FUNCTION public.team_members_are_invited();
CREATE TRIGGER team_members_people BEFORE INSERT ON public.team_members FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE TRIGGER team_merges_spend AFTER INSERT ON public.team_merges FOR EACH ROW EXECUTE FUNCTION public.rows_spend('mails', 'asked_by', '1');
CREATE TRIGGER team_merges_wanted BEFORE INSERT OR UPDATE ON public.team_merges FOR EACH ROW EXECUTE FUNCTION public.team_merges_take_two_captains();

CREATE TRIGGER team_pseudonyms_hold BEFORE INSERT OR UPDATE ON public.team_pseudonyms FOR EACH ROW EXECUTE FUNCTION public.team_pseudonyms_hold();
CREATE TRIGGER team_pseudonyms_record AFTER INSERT ON public.team_pseudonyms FOR EACH ROW EXECUTE FUNCTION public.team_pseudonyms_record();
CREATE TRIGGER team_pseudonyms_spend AFTER INSERT ON public.team_pseudonyms FOR EACH ROW EXECUTE FUNCTION public.rows_spend('teams', 'set_by', '1');

CREATE TRIGGER team_withdrawals_consented AFTER UPDATE OF consented_at, consented_by ON public.team_withdrawals FOR EACH ROW WHEN (((num_nonnulls(new.consented_at, new.consented_by) = 2) AND (num_nonnulls(old.consented_at, old.consented_by) < 2))) EXECUTE FUNCTION public.team_withdrawals_withdraw();
CREATE TRIGGER team_withdrawals_flagged BEFORE INSERT ON public.team_withdrawals FOR EACH ROW EXECUTE FUNCTION public.team_withdrawals_name_a_flagged_team();
CREATE TRIGGER team_withdrawals_legal_change BEFORE INSERT OR UPDATE ON public.team_withdrawals FOR EACH ROW EXECUTE FUNCTION public.proposals_are_decided_once();
CREATE TRIGGER team_withdrawals_now BEFORE INSERT OR UPDATE ON public.team_withdrawals FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('proposed_at', 'consented_at', 'dropped_at');
CREATE CONSTRAINT TRIGGER team_withdrawals_recorded_consented AFTER UPDATE ON public.team_withdrawals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.consented_at)::text, (new.consented_by)::text] IS DISTINCT FROM ARRAY[(old.consented_at)::text, (old.consented_by)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('team_withdrawn', 'withdrawal', 'withdrawal_id');
CREATE CONSTRAINT TRIGGER team_withdrawals_recorded_dropped AFTER UPDATE ON public.team_withdrawals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((ARRAY[(new.dropped_at)::text] IS DISTINCT FROM ARRAY[(old.dropped_at)::text]) AND true)) EXECUTE FUNCTION public.changes_are_recorded('team_withdrawal_dropped', 'withdrawal', 'withdrawal_id');
CREATE CONSTRAINT TRIGGER team_withdrawals_recorded_proposed AFTER INSERT ON public.team_withdrawals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('team_withdrawal_proposed', 'withdrawal', 'withdrawal_id');
CREATE TRIGGER team_withdrawals_second_person BEFORE INSERT OR UPDATE OF consented_by ON public.team_withdrawals FOR EACH ROW EXECUTE FUNCTION public.proposals_take_two_people('or_operator');

CREATE TRIGGER teams_former_names BEFORE INSERT OR UPDATE OF slug, name, skeleton ON public.teams FOR EACH ROW EXECUTE FUNCTION public.teams_leave_former_names();
CREATE TRIGGER teams_now BEFORE INSERT ON public.teams FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('created_at');
CREATE TRIGGER teams_spend AFTER INSERT ON public.teams FOR EACH ROW EXECUTE FUNCTION public.rows_spend('teams', 'founded_by', '1');

CREATE TRIGGER training_files_now BEFORE INSERT ON public.training_files FOR EACH ROW EXECUTE FUNCTION public.instants_are_now('uploaded_at');
CREATE CONSTRAINT TRIGGER training_files_recorded_removed AFTER DELETE ON public.training_files DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('benchmark_changed');
CREATE CONSTRAINT TRIGGER training_files_recorded_uploaded AFTER INSERT ON public.training_files DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION public.changes_are_recorded('benchmark_changed');
CREATE TRIGGER training_files_spend AFTER INSERT ON public.training_files FOR EACH ROW EXECUTE FUNCTION public.rows_spend('bytes', 'uploaded_by', 'byte_count');

CREATE TRIGGER users_first_proof AFTER UPDATE OF email_verified_at ON public.users FOR EACH ROW WHEN (((old.email = new.email) AND (old.email_verified_at IS NULL) AND (new.email_verified_at IS NOT NULL))) EXECUTE FUNCTION public.users_end_former_identities();
CREATE TRIGGER users_operators BEFORE INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.users_are_no_operators();
CREATE TRIGGER users_people BEFORE UPDATE OF name, email, affiliation, orcid, link ON public.users FOR EACH ROW WHEN ((CURRENT_USER = 'tidemark_web'::name)) EXECUTE FUNCTION public.rows_are_of_people('user_id');

CREATE TRIGGER webhooks_people BEFORE INSERT ON public.webhooks FOR EACH ROW EXECUTE FUNCTION public.rows_are_of_people('user_id');

grant insert, select on table hidden.evaluations to tidemark_scorer;

grant insert, select on table hidden.hidden_runs to tidemark_scorer;
grant update (outcome, reportable_at) on table hidden.hidden_runs to tidemark_scorer;

grant insert, select on table hidden.item_outcomes to tidemark_scorer;

grant insert, select on table hidden.model_runs to tidemark_scorer;
grant update (repeat) on table hidden.model_runs to tidemark_scorer;

grant insert, select on table hidden.prepared_runs to tidemark_scorer;
grant update (expected, fence, inputs_sha256, work_sha256) on table hidden.prepared_runs to tidemark_scorer;

grant insert, select on table hidden.round_keys to tidemark_scorer;

grant insert, select on table hidden.round_secrets to tidemark_scorer;

grant insert, select on table hidden.round_splits to tidemark_scorer;

grant delete, insert, select on table public.accounts to tidemark_web;

grant select on table public.anchors to tidemark_scorer;
grant insert, select on table public.anchors to tidemark_web;
grant update (designated_at, designated_by, dropped_at, reason) on table public.anchors to tidemark_web;

grant delete, insert, select on table public.api_tokens to tidemark_web;
grant update (last_used_at, revoked_at) on table public.api_tokens to tidemark_web;

grant select on table public.audit_acts to tidemark_scorer;
grant select on table public.audit_acts to tidemark_web;

grant select on table public.audit_events to tidemark_scorer;
grant insert (act, actor_kind, at, benchmark_id, detail, is_public, round_id, user_id) on table public.audit_events to tidemark_scorer;
grant select on table public.audit_events to tidemark_web;
grant insert (act, actor_kind, benchmark_id, detail, is_public, round_id, user_id) on table public.audit_events to tidemark_web;

grant insert, select on table public.audit_links to tidemark_scorer;
grant select on table public.audit_links to tidemark_web;

grant delete, insert, select on table public.benchmark_followers to tidemark_web;

grant select on table public.benchmark_listings to tidemark_web;

grant delete, insert, select on table public.benchmark_maintainers to tidemark_web;
grant update (role) on table public.benchmark_maintainers to tidemark_web;

grant select on table public.benchmarks to tidemark_scorer;
grant update (model_sample, next_rotation_at, overdue_since) on table public.benchmarks to tidemark_scorer;
grant insert, select on table public.benchmarks to tidemark_web;
grant update (accepts, classes, column_notes, contacts, container_needs, description, direction, entry, entry_questions, features, feedback_policy, feedback_share, license, links, log_loss_clip, metric, next_rotation_at, paper, quota_per_day, quota_per_round, reveals_after_rounds, rules, schedule, secondary_metrics, summary, tags, task, team_size_max, terms, title, trusted_runners, visibility) on table public.benchmarks to tidemark_web;

grant select on table public.budgets to tidemark_web;

grant insert, select on table public.clock_holds to tidemark_scorer;
grant select on table public.clock_holds to tidemark_web;

grant insert, select on table public.clock_readings to tidemark_scorer;

grant delete, select on table public.day_slots to tidemark_scorer;
grant insert, select on table public.day_slots to tidemark_web;

grant delete, select on table public.dry_runs to tidemark_scorer;
grant update (attempt, code, deadline_at, finished_at, message, outputs, state) on table public.dry_runs to tidemark_scorer;
grant insert, select on table public.dry_runs to tidemark_web;

grant insert, select on table public.due_dates to tidemark_scorer;
grant select on table public.due_dates to tidemark_web;

grant select on table public.entrants to tidemark_web;

grant select on table public.entry_addresses to tidemark_web;

grant select (benchmark_id, made_at) on table public.entry_codes to tidemark_web;

grant insert, select on table public.equatings to tidemark_scorer;
grant select on table public.equatings to tidemark_web;

grant select on table public.errata to tidemark_scorer;
grant update (compared_at, document, published_at, published_by, score_changes, signature, state) on table public.errata to tidemark_scorer;
grant insert, select on table public.errata to tidemark_web;
grant update (consented_by, state) on table public.errata to tidemark_web;

grant insert, select, update on table public.feedback_tallies to tidemark_scorer;
grant select on table public.feedback_tallies to tidemark_web;

grant insert, select on table public.flags to tidemark_scorer;
grant select on table public.flags to tidemark_web;
grant update (judged_at, judged_by, judgement) on table public.flags to tidemark_web;

grant select on table public.former_team_names to tidemark_web;

grant select on table public.host_teams to tidemark_scorer;
grant select on table public.host_teams to tidemark_web;

grant delete, insert, select on table public.inbox_mails to tidemark_web;

grant insert, select on table public.invalidations to tidemark_web;
grant update (consented_at, consented_by, dropped_at) on table public.invalidations to tidemark_web;

grant insert, select on table public.invitations to tidemark_web;
grant update (accepted_at, accepted_by, revoked_at) on table public.invitations to tidemark_web;

grant select on table public.leak_overrules to tidemark_scorer;
grant insert, select on table public.leak_overrules to tidemark_web;
grant update (consented_at, consented_by, dropped_at) on table public.leak_overrules to tidemark_web;

grant insert, select on table public.leak_reports to tidemark_web;
grant update (handled_at, handled_by) on table public.leak_reports to tidemark_web;

grant select on table public.linked_teams to tidemark_scorer;
grant insert, select on table public.linked_teams to tidemark_web;
grant update (unlinked_at, unlinked_by) on table public.linked_teams to tidemark_web;

grant insert, select on table public.model_versions to tidemark_scorer;
grant update (retired_at, state) on table public.model_versions to tidemark_scorer;
grant insert, select on table public.model_versions to tidemark_web;
grant update (retired_at, retired_by, state) on table public.model_versions to tidemark_web;

grant select on table public.models to tidemark_scorer;
grant insert, select on table public.models to tidemark_web;

grant select (at, audit_event_id, kind, reason, state, subject_id) on table public.moderations to tidemark_web;

grant delete, insert, select on table public.muted_notices to tidemark_web;

grant insert, select on table public.notice_deliveries to tidemark_web;
grant update (attempt, due_at, sent_at) on table public.notice_deliveries to tidemark_web;

grant insert, select on table public.notices to tidemark_scorer;
grant insert, select on table public.notices to tidemark_web;
grant update (addressed_at) on table public.notices to tidemark_web;

grant select on table public.operator_acts to tidemark_web;

grant insert, select on table public.overfitting_measurements to tidemark_scorer;
grant select on table public.overfitting_measurements to tidemark_web;

grant delete, select on table public.practice_scores to tidemark_scorer;
grant update (attempt, code, finished_at, message, score, state) on table public.practice_scores to tidemark_scorer;
grant select on table public.practice_scores to tidemark_web;
grant insert (round_id, submission_id) on table public.practice_scores to tidemark_web;

grant insert, select on table public.rotations to tidemark_scorer;
grant select on table public.rotations to tidemark_web;

grant select on table public.round_entrants to tidemark_web;

grant delete, select on table public.round_slots to tidemark_scorer;
grant insert, select on table public.round_slots to tidemark_web;

grant select on table public.rounds to tidemark_scorer;
grant update (archive, check_report, checked_at, closed_at, closes_at, commitment, feedback_cap, feedback_count, feedback_policy, final_count, invalidated_at, invalidation_reason, item_count, opened_at, opens_at, revealed_at, scorer_version, sealed_at, state) on table public.rounds to tidemark_scorer;
grant delete, insert, select on table public.rounds to tidemark_web;
grant update (closed_at, closes_at, freeze_reason, frozen_at, frozen_from, invalidated_at, invalidation_reason, opens_at, state, title) on table public.rounds to tidemark_web;

grant select on table public.rules_acceptances to tidemark_web;
grant insert (benchmark_id, number, user_id) on table public.rules_acceptances to tidemark_web;

grant select on table public.rules_versions to tidemark_web;

grant insert, select on table public.run_turns to tidemark_web;
grant update (leased_at) on table public.run_turns to tidemark_web;

grant delete, select on table public.runner_losses to tidemark_scorer;
grant update (is_confirmed) on table public.runner_losses to tidemark_scorer;
grant select on table public.runner_losses to tidemark_web;

grant delete, insert, select on table public.runner_requests to tidemark_web;

grant select on table public.runners to tidemark_scorer;
grant update (aside_at, losses_since) on table public.runners to tidemark_scorer;
grant select on table public.runners to tidemark_web;
grant update (failed_trials, kinds, lease_count, seen_at) on table public.runners to tidemark_web;

grant delete, insert, select on table public.runs to tidemark_scorer;
grant update (finishes, held_until, leased_until, losses, prepares, runner_id, state) on table public.runs to tidemark_scorer;
grant select on table public.runs to tidemark_web;
grant update (fence, leased_until, losses, runner_id, state) on table public.runs to tidemark_web;

grant select on table public.schema_state to tidemark_scorer;
grant select on table public.schema_state to tidemark_web;

grant delete, insert, select, update on table public.scorer_heartbeats to tidemark_scorer;
grant select on table public.scorer_heartbeats to tidemark_web;

grant delete, insert, select on table public.sessions to tidemark_web;
grant update (expires_at, last_used_at, session_sha256) on table public.sessions to tidemark_web;

grant delete, insert, select on table public.sign_in_links to tidemark_web;
grant update (can_renew, mailed_at, used_at) on table public.sign_in_links to tidemark_web;

grant insert, select on table public.snapshot_pairs to tidemark_scorer;
grant select on table public.snapshot_pairs to tidemark_web;

grant insert, select on table public.snapshots to tidemark_scorer;
grant select on table public.snapshots to tidemark_web;

grant select on table public.spent_budgets to tidemark_web;

grant insert, select on table public.subgroup_rankings to tidemark_scorer;
grant select on table public.subgroup_rankings to tidemark_web;

grant delete, insert, select on table public.submission_notes to tidemark_web;

grant insert, select on table public.submissions to tidemark_scorer;
grant update ("column", attempt, code, deadline_at, feedback, finished_at, line, message, state) on table public.submissions to tidemark_scorer;
grant insert, select on table public.submissions to tidemark_web;
grant update (chosen_at, chosen_by, withdrawal_reason, withdrawn_at, withdrawn_by) on table public.submissions to tidemark_web;

grant insert, select on table public.team_link_proposals to tidemark_web;
grant update (consented_by, dropped_by) on table public.team_link_proposals to tidemark_web;

grant delete, insert, select on table public.team_members to tidemark_web;
grant update (is_named, role) on table public.team_members to tidemark_web;

grant insert, select on table public.team_merges to tidemark_web;
grant update (agreed_by, drop_reason, dropped_by, merged_at, merged_team_id) on table public.team_merges to tidemark_web;

grant select (benchmark_id, name, slug, team_id) on table public.team_names to tidemark_scorer;
grant select on table public.team_names to tidemark_web;

grant insert, select on table public.team_pseudonyms to tidemark_web;

grant insert, select on table public.team_withdrawals to tidemark_web;
grant update (consented_at, consented_by, dropped_at) on table public.team_withdrawals to tidemark_web;

grant select (team_id) on table public.teams to tidemark_scorer;
grant insert, select on table public.teams to tidemark_web;
grant update (description) on table public.teams to tidemark_web;

grant select (training_file_id) on table public.training_files to tidemark_scorer;
grant delete, insert, select on table public.training_files to tidemark_web;

grant insert, select on table public.trainings to tidemark_scorer;
grant update (code, conditions, finished_at, log, message, state, took_ms, trained_byte_count, trained_sha256) on table public.trainings to tidemark_scorer;
grant select on table public.trainings to tidemark_web;

grant delete, select on table public.unlinked_audit_events to tidemark_scorer;
grant update (stuck_at) on table public.unlinked_audit_events to tidemark_scorer;
grant select on table public.unlinked_audit_events to tidemark_web;

grant insert, select on table public.users to tidemark_web;
grant update (affiliation, email_verified_at, link, name, orcid, shown_fields) on table public.users to tidemark_web;

grant select on table public.version_files to tidemark_web;

grant delete, insert, select on table public.webhook_deliveries to tidemark_web;
grant update (delivered_at, outcome, tried_at) on table public.webhook_deliveries to tidemark_web;

grant delete, insert, select on table public.webhooks to tidemark_web;
grant update (due_at, former_secret, former_until, off_at, secret, tries) on table public.webhooks to tidemark_web;

revoke all on function public.ask_entry(uuid,uuid,jsonb) from public;
grant execute on function public.ask_entry(uuid,uuid,jsonb) to tidemark_web;

revoke all on function public.audit_events_spend() from public;

revoke all on function public.audit_events_wait_for_link() from public;

revoke all on function public.benchmark_listings_follow() from public;

revoke all on function public.benchmark_maintainers_hold_labels() from public;

grant execute on function public.benchmarks_needing_owner(uuid) to public;
grant execute on function public.benchmarks_needing_owner(uuid) to tidemark_web;

revoke all on function public.benchmarks_version_rules() from public;

revoke all on function public.bind_to_team(uuid,uuid,uuid[]) from public;

revoke all on function public.decide_entry(uuid,uuid,uuid,public.entrant_state,text) from public;
grant execute on function public.decide_entry(uuid,uuid,uuid,public.entrant_state,text) to tidemark_web;

revoke all on function public.delete_own_account(uuid,uuid,jsonb) from public;
grant execute on function public.delete_own_account(uuid,uuid,jsonb) to tidemark_web;

revoke all on function public.delete_unsealed_benchmark(uuid) from public;
grant execute on function public.delete_unsealed_benchmark(uuid) to tidemark_web;

revoke all on function public.documents_use_present_names() from public;

revoke all on function public.end_pseudonyms() from public;
grant execute on function public.end_pseudonyms() to tidemark_scorer;

revoke all on function public.enter_by_code(uuid,text) from public;
grant execute on function public.enter_by_code(uuid,text) to tidemark_web;

revoke all on function public.forget_addresses() from public;
grant execute on function public.forget_addresses() to tidemark_scorer;

revoke all on function public.forget_identity(uuid,text) from public;
grant execute on function public.forget_identity(uuid,text) to tidemark_web;

revoke all on function public.former_person(text) from public;
grant execute on function public.former_person(text) to tidemark_web;

revoke all on function public.has_slots_in_use(uuid) from public;

revoke all on function public.is_kept_out(uuid,uuid,uuid) from public;
grant execute on function public.is_kept_out(uuid,uuid,uuid) to tidemark_scorer;

revoke all on function public.lock_for_deletion(uuid) from public;

revoke all on function public.model_of_slug(uuid,text) from public;

revoke all on function public.model_versions_record_retirement() from public;

revoke all on function public.moderate_benchmark(text,uuid,jsonb,jsonb) from public;

revoke all on function public.moderate_name(text,public.subject_kind,uuid,jsonb,jsonb) from public;

revoke all on function public.moderate_person(text,uuid,jsonb) from public;

revoke all on function public.moderate_text(text,text,jsonb) from public;

revoke all on function public.operator_act(text,public.subject_kind,text,uuid,text,jsonb) from public;
grant execute on function public.operator_act(text,public.subject_kind,text,uuid,text,jsonb) to tidemark_web;

revoke all on function public.refresh_benchmark_listing(uuid) from public;

revoke all on function public.rename_in_documents(uuid[],text) from public;

revoke all on function public.rename_team(uuid,uuid,text,text,text) from public;
grant execute on function public.rename_team(uuid,uuid,text,text,text) to tidemark_web;

revoke all on function public.require_maintainer(uuid,uuid) from public;

revoke all on function public.return_person(text,text,text) from public;
grant execute on function public.return_person(text,text,text) to tidemark_web;

revoke all on function public.rounds_carry_day_slots() from public;

revoke all on function public.rounds_give_back_slots() from public;

revoke all on function public.rounds_take_settings() from public;

revoke all on function public.rows_are_of_people() from public;

revoke all on function public.rows_spend() from public;

revoke all on function public.rules_acceptances_are_of_now() from public;

revoke all on function public.runs_record_loss() from public;

revoke all on function public.set_entry_code(uuid,uuid,text) from public;
grant execute on function public.set_entry_code(uuid,uuid,text) to tidemark_web;

revoke all on function public.set_entry_list(uuid,uuid,text[]) from public;
grant execute on function public.set_entry_list(uuid,uuid,text[]) to tidemark_web;

revoke all on function public.spend_budget(uuid,public.budget_name,bigint) from public;

revoke all on function public.submissions_are_by_entrants() from public;

revoke all on function public.submissions_bind_members() from public;

revoke all on function public.submissions_list_deliveries() from public;

revoke all on function public.submissions_name_a_file() from public;

revoke all on function public.submissions_record_word() from public;

revoke all on function public.submissions_settle_version() from public;

revoke all on function public.team_members_bind_late() from public;

revoke all on function public.team_members_bring_labels() from public;

revoke all on function public.team_members_keep_a_captain() from public;

revoke all on function public.team_members_lock_team() from public;

revoke all on function public.team_of_slug(text) from public;

revoke all on function public.team_pseudonyms_hold() from public;

revoke all on function public.team_pseudonyms_record() from public;

revoke all on function public.team_withdrawals_withdraw() from public;

revoke all on function public.teams_leave_former_names() from public;

revoke all on function public.users_end_former_identities() from public;

revoke all on function public.with_present_names(jsonb,uuid) from public;

set role tidemark_scorer;

revoke all on function queue.add_job(text,jsonb) from public;
grant execute on function queue.add_job(text,jsonb) to tidemark_web;

revoke all on function queue.add_job_at(text,jsonb,timestamp with time zone) from public;

revoke all on function queue.drop_jobs(text[]) from public;
grant execute on function queue.drop_jobs(text[]) to tidemark_owner;

revoke all on function queue.end_dead_job(bigint,boolean) from public;
grant execute on function queue.end_dead_job(bigint,boolean) to tidemark_owner;

revoke all on function queue.end_turn(uuid,text,boolean) from public;

revoke all on function queue.job_key(text,jsonb) from public;

revoke all on function queue.list_dead_jobs() from public;
grant execute on function queue.list_dead_jobs() to tidemark_owner;
grant execute on function queue.list_dead_jobs() to tidemark_web;

revoke all on function queue.list_depths() from public;
grant execute on function queue.list_depths() to tidemark_owner;
grant execute on function queue.list_depths() to tidemark_web;

revoke all on function queue.person_of(jsonb) from public;

revoke all on function queue.scorer_version_of(jsonb) from public;
