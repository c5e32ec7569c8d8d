-- A small site at the last migration before the baseline, made by the code of commit 90d37d6: its schema, then its rows.
set check_function_bodies = off;

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

create type public.audit_actor_kind as enum (
  'maintainer',
  'operator',
  'visitor',
  'scheduler',
  'scorer'
);

create type public.direction as enum (
  'higher',
  'lower'
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
  'calibration'
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
  'tiny-edit'
);

create type public.freshness_state as enum (
  'retired',
  'stale',
  'aging',
  'unproven',
  'fresh'
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

create type public.metric as enum (
  'accuracy',
  'balanced_accuracy',
  'macro_f1',
  'log_loss',
  'roc_auc',
  'mae',
  'rmse',
  'r2',
  'mcc',
  'cohen_kappa',
  'quadratic_kappa',
  'weighted_f1',
  'micro_f1',
  'precision',
  'recall',
  'macro_precision',
  'macro_recall',
  'top_3_accuracy',
  'top_5_accuracy',
  'brier_score',
  'calibration_error',
  'average_precision',
  'mape',
  'spearman',
  'kendall',
  'exact_match',
  'token_f1',
  'choice_accuracy',
  'numeric_accuracy',
  'rouge_l',
  'chrf',
  'bleu'
);

create type public.notice_kind as enum (
  'round_opened',
  'closing_soon',
  'round_closed',
  'refresh_overdue',
  'round_frozen',
  'round_unfrozen',
  'round_invalidated',
  'leak_reported',
  'erratum_published',
  'flags_raised'
);

create type public.part as enum (
  'feedback',
  'final'
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

create type public.submission_kind as enum (
  'predictions'
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

create type public.visibility as enum (
  'public',
  'unlisted'
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

create table hidden.item_outcomes (
  evaluation_id uuid not null,
  part text not null,
  ciphertext bytea not null,
  pseudo_values bytea
);

create table hidden.round_keys (
  round_id uuid not null,
  sealed_key bytea not null,
  items_object_key text not null,
  fingerprints_object_key text
);

create table hidden.round_parts (
  round_id uuid not null,
  ciphertext bytea not null
);

create table hidden.round_secrets (
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
  session_state text
);

create table public.answer_tallies (
  round_id uuid not null,
  team_id uuid not null,
  incumbent_submission_id uuid,
  score_count integer not null default 0,
  announcement_count integer not null default 0,
  refusal_count integer not null default 0
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
  last_used_at timestamp with time zone
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
  metric public.metric not null,
  secondary_metrics public.metric[] not null,
  direction public.direction not null,
  accepts text[] not null,
  inputs public.input_visibility not null,
  features jsonb not null,
  quota_per_round integer not null,
  quota_per_day integer not null,
  feedback_policy public.feedback_policy not null,
  feedback_share real not null,
  visibility public.visibility not null,
  created_at timestamp with time zone not null default now(),
  schedule jsonb not null default '{"cadence": {"kind": "none"}, "timeZone": "UTC"}'::jsonb,
  next_rotation_at timestamp with time zone,
  overdue_since timestamp with time zone,
  reveals_after_rounds integer
);

create table public.calibration_marks (
  benchmark_id uuid not null,
  model_id uuid not null,
  version text not null,
  reason text not null,
  designated_by uuid,
  designated_at timestamp with time zone not null,
  dropped_at timestamp with time zone
);

create table public.day_slots (
  benchmark_id uuid not null,
  team_id uuid not null,
  day date not null,
  slot integer not null,
  submission_id uuid not null,
  group_id uuid not null
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
  signature text
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

create table public.freshness_records (
  freshness_record_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  computed_at timestamp with time zone not null,
  is_at_close boolean not null,
  state public.freshness_state not null,
  freshness jsonb not null
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
  benchmark_id uuid not null,
  email text not null,
  role public.maintainer_role not null,
  token_sha256 text not null,
  invited_by uuid,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone
);

create table public.leak_reports (
  leak_report_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  user_id uuid,
  contact text not null,
  report text not null,
  reported_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  handled_by uuid
);

create table public.linked_teams (
  benchmark_id uuid not null,
  team_id uuid not null,
  group_id uuid not null,
  reason text not null,
  linked_by uuid,
  linked_at timestamp with time zone not null,
  unlinked_at timestamp with time zone,
  unlinked_by uuid
);

create table public.models (
  model_id uuid not null default gen_random_uuid(),
  benchmark_id uuid not null,
  team_id uuid not null,
  slug text not null,
  name text not null,
  created_at timestamp with time zone not null default now()
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
  addressed_at timestamp with time zone
);

create table public.rotations (
  benchmark_id uuid not null,
  due_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  closed_round_id uuid,
  opened_round_id uuid
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
  answers_cap integer
);

create table public.scorer_heartbeats (
  worker_id text not null,
  started_at timestamp with time zone not null,
  beat_at timestamp with time zone not null,
  scorer_version text not null
);

create table public.sessions (
  session_token text not null,
  user_id uuid not null,
  expires_at timestamp with time zone not null
);

create table public.snapshots (
  snapshot_id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  part public.part not null,
  revision integer not null,
  published_at timestamp with time zone not null,
  leaderboard jsonb not null
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
  disclosure text not null,
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
  feedback jsonb
);

create table public.team_members (
  team_id uuid not null,
  user_id uuid not null,
  joined_at timestamp with time zone not null default now()
);

create table public.teams (
  team_id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  created_at timestamp with time zone not null default now()
);

create table public.users (
  user_id uuid not null default gen_random_uuid(),
  name text,
  email text,
  email_verified_at timestamp with time zone,
  image text,
  is_operator boolean not null default false,
  created_at timestamp with time zone not null default now()
);

create table public.verification_tokens (
  identifier text not null,
  token text not null,
  expires_at timestamp with time zone not null
);

alter table hidden.evaluations add constraint evaluations_pkey PRIMARY KEY (evaluation_id);

alter table hidden.item_outcomes add constraint item_outcomes_pkey PRIMARY KEY (evaluation_id, part);

alter table hidden.round_keys add constraint round_keys_pkey PRIMARY KEY (round_id);

alter table hidden.round_parts add constraint round_parts_pkey PRIMARY KEY (round_id);

alter table hidden.round_secrets add constraint round_secrets_pkey PRIMARY KEY (round_id);

alter table public.accounts add constraint accounts_pkey PRIMARY KEY (provider, provider_account_id);

alter table public.answer_tallies add constraint answer_tallies_pkey PRIMARY KEY (round_id, team_id);

alter table public.api_tokens add constraint api_tokens_pkey PRIMARY KEY (api_token_id);

alter table public.audit_events add constraint audit_events_pkey PRIMARY KEY (audit_event_id);

alter table public.audit_links add constraint audit_links_pkey PRIMARY KEY ("position");

alter table public.benchmark_maintainers add constraint benchmark_maintainers_pkey PRIMARY KEY (benchmark_id, user_id);

alter table public.benchmarks add constraint benchmarks_pkey PRIMARY KEY (benchmark_id);

alter table public.calibration_marks add constraint calibration_marks_pkey PRIMARY KEY (benchmark_id, model_id, version);

alter table public.day_slots add constraint day_slots_pkey PRIMARY KEY (benchmark_id, group_id, day, slot);

alter table public.equatings add constraint equatings_pkey PRIMARY KEY (equating_id);

alter table public.errata add constraint errata_pkey PRIMARY KEY (erratum_id);

alter table public.flags add constraint flags_pkey PRIMARY KEY (flag_id);

alter table public.freshness_records add constraint freshness_records_pkey PRIMARY KEY (freshness_record_id);

alter table public.inbox_mails add constraint inbox_mails_pkey PRIMARY KEY (inbox_mail_id);

alter table public.invalidations add constraint invalidations_pkey PRIMARY KEY (invalidation_id);

alter table public.invitations add constraint invitations_pkey PRIMARY KEY (invitation_id);

alter table public.leak_reports add constraint leak_reports_pkey PRIMARY KEY (leak_report_id);

alter table public.linked_teams add constraint linked_teams_pkey PRIMARY KEY (benchmark_id, team_id, group_id);

alter table public.models add constraint models_pkey PRIMARY KEY (model_id);

alter table public.muted_notices add constraint muted_notices_pkey PRIMARY KEY (user_id, kind);

alter table public.notice_deliveries add constraint notice_deliveries_pkey PRIMARY KEY (notice_id, user_id);

alter table public.notices add constraint notices_pkey PRIMARY KEY (notice_id);

alter table public.rotations add constraint rotations_pkey PRIMARY KEY (benchmark_id, due_at);

alter table public.round_slots add constraint round_slots_pkey PRIMARY KEY (round_id, group_id, slot);

alter table public.rounds add constraint rounds_pkey PRIMARY KEY (round_id);

alter table public.scorer_heartbeats add constraint scorer_heartbeats_pkey PRIMARY KEY (worker_id);

alter table public.sessions add constraint sessions_pkey PRIMARY KEY (session_token);

alter table public.snapshots add constraint snapshots_pkey PRIMARY KEY (snapshot_id);

alter table public.submissions add constraint submissions_pkey PRIMARY KEY (submission_id);

alter table public.team_members add constraint team_members_pkey PRIMARY KEY (team_id, user_id);

alter table public.teams add constraint teams_pkey PRIMARY KEY (team_id);

alter table public.users add constraint users_pkey PRIMARY KEY (user_id);

alter table public.verification_tokens add constraint verification_tokens_pkey PRIMARY KEY (identifier, token);

alter table public.answer_tallies add constraint answer_tallies_counts CHECK (((score_count >= 0) AND (announcement_count >= 0) AND (refusal_count >= 0)));
alter table public.answer_tallies add constraint answer_tallies_incumbent_was_announced CHECK (((incumbent_submission_id IS NULL) = (announcement_count = 0)));

alter table public.benchmarks add constraint benchmarks_feedback_share_range CHECK (((feedback_share >= (0)::double precision) AND (feedback_share <= (0.9)::double precision)));
alter table public.benchmarks add constraint benchmarks_quota_positive CHECK (((quota_per_round > 0) AND (quota_per_day > 0)));
alter table public.benchmarks add constraint benchmarks_reveals_after_positive CHECK ((reveals_after_rounds > 0));

alter table public.calibration_marks add constraint calibration_marks_has_reason CHECK ((reason <> ''::text));

alter table public.errata add constraint errata_published_is_signed CHECK (((state <> 'published'::public.erratum_state) OR ((document IS NOT NULL) AND (signature IS NOT NULL) AND (published_at IS NOT NULL))));

alter table public.flags add constraint flags_judged_has_judgement CHECK (((judged_at IS NULL) = (judgement IS NULL)));

alter table public.invalidations add constraint invalidations_has_reason CHECK ((reason <> ''::text));
alter table public.invalidations add constraint invalidations_two_people CHECK ((consented_by <> proposed_by));

alter table public.linked_teams add constraint linked_teams_has_reason CHECK ((reason <> ''::text));

alter table public.rounds add constraint rounds_closes_after_opening CHECK (((closes_at IS NULL) OR (opens_at IS NULL) OR (closes_at > opens_at)));
alter table public.rounds add constraint rounds_frozen_has_reason CHECK (((state <> 'frozen'::public.round_state) OR ((frozen_from IS NOT NULL) AND (frozen_at IS NOT NULL) AND (freeze_reason <> ''::text))));
alter table public.rounds add constraint rounds_invalidated_has_reason CHECK (((state <> 'invalidated'::public.round_state) OR ((invalidated_at IS NOT NULL) AND (invalidation_reason <> ''::text))));
alter table public.rounds add constraint rounds_open_has_interval CHECK (((state <> 'open'::public.round_state) OR ((opened_at IS NOT NULL) AND (closes_at IS NOT NULL))));
alter table public.rounds add constraint rounds_revealed_has_archive CHECK (((state <> 'revealed'::public.round_state) OR ((revealed_at IS NOT NULL) AND (archive IS NOT NULL))));
alter table public.rounds add constraint rounds_sealed_has_parts CHECK (((state = 'draft'::public.round_state) OR ((item_count IS NOT NULL) AND (sealed_at IS NOT NULL))));

alter table public.submissions add constraint submissions_failed_has_code CHECK (((state <> ALL (ARRAY['rejected'::public.submission_state, 'failed'::public.submission_state])) OR (code IS NOT NULL)));
alter table public.submissions add constraint submissions_unfinished_has_deadline CHECK (((state = ANY (ARRAY['scored'::public.submission_state, 'rejected'::public.submission_state, 'failed'::public.submission_state])) OR (deadline_at IS NOT NULL)));

alter table hidden.evaluations add constraint evaluations_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table hidden.evaluations add constraint evaluations_submission_id_submissions_submission_id_fk FOREIGN KEY (submission_id) REFERENCES public.submissions(submission_id);

alter table hidden.item_outcomes add constraint item_outcomes_evaluation_id_evaluations_evaluation_id_fk FOREIGN KEY (evaluation_id) REFERENCES hidden.evaluations(evaluation_id);

alter table hidden.round_keys add constraint round_keys_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table hidden.round_parts add constraint round_parts_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table hidden.round_secrets add constraint round_secrets_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.accounts add constraint accounts_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.answer_tallies add constraint answer_tallies_incumbent_submission_id_submissions_submission_i FOREIGN KEY (incumbent_submission_id) REFERENCES public.submissions(submission_id);
alter table public.answer_tallies add constraint answer_tallies_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.answer_tallies add constraint answer_tallies_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.api_tokens add constraint api_tokens_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.benchmark_maintainers add constraint benchmark_maintainers_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.benchmark_maintainers add constraint benchmark_maintainers_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.calibration_marks add constraint calibration_marks_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.calibration_marks add constraint calibration_marks_designated_by_users_user_id_fk FOREIGN KEY (designated_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.calibration_marks add constraint calibration_marks_model_id_models_model_id_fk FOREIGN KEY (model_id) REFERENCES public.models(model_id);

alter table public.day_slots add constraint day_slots_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.day_slots add constraint day_slots_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.equatings add constraint equatings_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.errata add constraint errata_proposed_by_users_user_id_fk FOREIGN KEY (proposed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.errata add constraint errata_published_by_users_user_id_fk FOREIGN KEY (published_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.errata add constraint errata_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.flags add constraint flags_judged_by_users_user_id_fk FOREIGN KEY (judged_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.flags add constraint flags_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.freshness_records add constraint freshness_records_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.invalidations add constraint invalidations_consented_by_users_user_id_fk FOREIGN KEY (consented_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.invalidations add constraint invalidations_proposed_by_users_user_id_fk FOREIGN KEY (proposed_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.invalidations add constraint invalidations_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.invitations add constraint invitations_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.invitations add constraint invitations_invited_by_users_user_id_fk FOREIGN KEY (invited_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.leak_reports add constraint leak_reports_handled_by_users_user_id_fk FOREIGN KEY (handled_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.leak_reports add constraint leak_reports_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.leak_reports add constraint leak_reports_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.linked_teams add constraint linked_teams_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.linked_teams add constraint linked_teams_linked_by_users_user_id_fk FOREIGN KEY (linked_by) REFERENCES public.users(user_id) ON DELETE SET NULL;
alter table public.linked_teams add constraint linked_teams_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);
alter table public.linked_teams add constraint linked_teams_unlinked_by_users_user_id_fk FOREIGN KEY (unlinked_by) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.models add constraint models_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.models add constraint models_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.muted_notices add constraint muted_notices_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.notice_deliveries add constraint notice_deliveries_notice_id_notices_notice_id_fk FOREIGN KEY (notice_id) REFERENCES public.notices(notice_id);
alter table public.notice_deliveries add constraint notice_deliveries_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.notices add constraint notices_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.notices add constraint notices_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.rotations add constraint rotations_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.rotations add constraint rotations_closed_round_id_rounds_round_id_fk FOREIGN KEY (closed_round_id) REFERENCES public.rounds(round_id);
alter table public.rotations add constraint rotations_opened_round_id_rounds_round_id_fk FOREIGN KEY (opened_round_id) REFERENCES public.rounds(round_id);

alter table public.round_slots add constraint round_slots_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.round_slots add constraint round_slots_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);

alter table public.rounds add constraint rounds_benchmark_id_benchmarks_benchmark_id_fk FOREIGN KEY (benchmark_id) REFERENCES public.benchmarks(benchmark_id);
alter table public.rounds add constraint rounds_replaces_round_id_rounds_round_id_fk FOREIGN KEY (replaces_round_id) REFERENCES public.rounds(round_id);

alter table public.sessions add constraint sessions_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

alter table public.snapshots add constraint snapshots_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);

alter table public.submissions add constraint submissions_model_id_models_model_id_fk FOREIGN KEY (model_id) REFERENCES public.models(model_id);
alter table public.submissions add constraint submissions_round_id_rounds_round_id_fk FOREIGN KEY (round_id) REFERENCES public.rounds(round_id);
alter table public.submissions add constraint submissions_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);
alter table public.submissions add constraint submissions_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE SET NULL;

alter table public.team_members add constraint team_members_team_id_teams_team_id_fk FOREIGN KEY (team_id) REFERENCES public.teams(team_id);
alter table public.team_members add constraint team_members_user_id_users_user_id_fk FOREIGN KEY (user_id) REFERENCES public.users(user_id) ON DELETE CASCADE;

CREATE UNIQUE INDEX evaluations_submission_id_scorer_version_erratum_number_key ON hidden.evaluations USING btree (submission_id, scorer_version, erratum_number);

CREATE UNIQUE INDEX api_tokens_token_sha256_key ON public.api_tokens USING btree (token_sha256);
CREATE INDEX api_tokens_user_id_idx ON public.api_tokens USING btree (user_id);

CREATE INDEX audit_events_benchmark_id_at_idx ON public.audit_events USING btree (benchmark_id, at);
CREATE INDEX audit_events_is_public_at_idx ON public.audit_events USING btree (is_public, at);

CREATE UNIQUE INDEX audit_links_audit_event_id_key ON public.audit_links USING btree (audit_event_id);

CREATE INDEX benchmarks_next_rotation_at_idx ON public.benchmarks USING btree (next_rotation_at);
CREATE UNIQUE INDEX benchmarks_slug_key ON public.benchmarks USING btree (slug);

CREATE UNIQUE INDEX day_slots_submission_id_key ON public.day_slots USING btree (submission_id);

CREATE INDEX equatings_round_id_computed_at_idx ON public.equatings USING btree (round_id, computed_at);

CREATE UNIQUE INDEX errata_round_id_number_key ON public.errata USING btree (round_id, number);

CREATE UNIQUE INDEX flags_round_id_kind_subject_key ON public.flags USING btree (round_id, kind, subject);
CREATE INDEX flags_round_id_raised_at_idx ON public.flags USING btree (round_id, raised_at);

CREATE UNIQUE INDEX freshness_records_one_at_close ON public.freshness_records USING btree (round_id) WHERE is_at_close;
CREATE INDEX freshness_records_round_id_computed_at_idx ON public.freshness_records USING btree (round_id, computed_at);

CREATE UNIQUE INDEX invalidations_one_pending_per_round ON public.invalidations USING btree (round_id) WHERE ((consented_at IS NULL) AND (dropped_at IS NULL));

CREATE INDEX invitations_benchmark_id_idx ON public.invitations USING btree (benchmark_id);
CREATE UNIQUE INDEX invitations_token_sha256_key ON public.invitations USING btree (token_sha256);

CREATE INDEX leak_reports_round_id_reported_at_idx ON public.leak_reports USING btree (round_id, reported_at);

CREATE INDEX linked_teams_benchmark_id_group_id_idx ON public.linked_teams USING btree (benchmark_id, group_id);
CREATE UNIQUE INDEX linked_teams_one_group_at_once_key ON public.linked_teams USING btree (benchmark_id, team_id) WHERE (unlinked_at IS NULL);

CREATE UNIQUE INDEX models_benchmark_id_slug_key ON public.models USING btree (benchmark_id, slug);
CREATE UNIQUE INDEX models_benchmark_id_team_id_name_key ON public.models USING btree (benchmark_id, team_id, name);

CREATE INDEX notice_deliveries_sent_at_due_at_idx ON public.notice_deliveries USING btree (sent_at, due_at);

CREATE INDEX notices_addressed_at_created_at_idx ON public.notices USING btree (addressed_at, created_at);
CREATE UNIQUE INDEX notices_key_key ON public.notices USING btree (key);

CREATE UNIQUE INDEX rotations_closed_round_id_key ON public.rotations USING btree (closed_round_id);
CREATE UNIQUE INDEX rotations_opened_round_id_key ON public.rotations USING btree (opened_round_id);

CREATE UNIQUE INDEX round_slots_submission_id_key ON public.round_slots USING btree (submission_id);

CREATE UNIQUE INDEX rounds_benchmark_id_number_key ON public.rounds USING btree (benchmark_id, number);
CREATE UNIQUE INDEX rounds_one_open_per_benchmark ON public.rounds USING btree (benchmark_id) WHERE (state = 'open'::public.round_state);

CREATE UNIQUE INDEX snapshots_round_id_part_revision_key ON public.snapshots USING btree (round_id, part, revision);

CREATE INDEX submissions_round_id_received_at_idx ON public.submissions USING btree (round_id, received_at);
CREATE INDEX submissions_team_id_received_at_idx ON public.submissions USING btree (team_id, received_at);
CREATE INDEX submissions_unfinished_idx ON public.submissions USING btree (deadline_at) WHERE (state = ANY (ARRAY['received'::public.submission_state, 'queued'::public.submission_state, 'scoring'::public.submission_state]));
CREATE UNIQUE INDEX submissions_user_id_idempotency_key_key ON public.submissions USING btree (user_id, idempotency_key);

CREATE INDEX team_members_user_id_idx ON public.team_members USING btree (user_id);

CREATE UNIQUE INDEX teams_slug_key ON public.teams USING btree (slug);

CREATE UNIQUE INDEX users_email_key ON public.users USING btree (lower(email));

CREATE OR REPLACE FUNCTION public.answer_tallies_hold_cap()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  cap integer;
  mine integer := new.score_count + new.announcement_count + new.refusal_count;
  others integer;
begin
  if tg_op = 'UPDATE' and (new.score_count < old.score_count or new.announcement_count < old.announcement_count or new.refusal_count < old.refusal_count) then
    raise exception 'an answer can''t be taken back' using errcode = 'check_violation', constraint = 'answer_tallies_only_grow';
  end if;
  if mine = 0 or (tg_op = 'UPDATE' and mine = old.score_count + old.announcement_count + old.refusal_count) then
    return new;
  end if;
  select answers_cap into cap from rounds where round_id = new.round_id;
  if cap is null then
    return new;
  end if;
  select coalesce(sum(held.given), 0) into others from (
    select t.score_count + t.announcement_count + t.refusal_count as given
    from answer_tallies t
    where t.round_id = new.round_id and t.team_id <> new.team_id
      and group_of_team(t.round_id, t.team_id) = group_of_team(new.round_id, new.team_id)
    order by t.team_id for update of t) held;
  if mine + others > cap then
    raise exception 'the round''s % answers are spent', cap using errcode = 'check_violation', constraint = 'answer_tallies_within_cap';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.audit_events_refuse_others_acts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'tidemark_web' and new.benchmark_id is not null and (
    new.actor_kind in ('scheduler', 'scorer') or new.act in ('round_sealed', 'round_opened', 'ranking_published', 'rotation_slept_over',
      'refresh_overdue', 'round_replaced', 'round_revealed', 'erratum_compared', 'erratum_published')
  ) then
    raise exception 'the web role can''t record what the scorer does' using errcode = 'check_violation', constraint = 'audit_events_not_the_webs';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.day_slots_are_of_the_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if not exists (
    select from round_slots s where s.submission_id = new.submission_id and s.team_id = new.team_id and s.group_id = new.group_id
  ) then
    raise exception 'a slot is of the group of its team' using errcode = 'check_violation', constraint = 'day_slots_of_the_group';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.errata_refuse_illegal_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (tg_op = 'INSERT' and (new.state <> 'proposed' or num_nonnulls(new.score_changes, new.compared_at, new.published_at,
      new.published_by, new.document, new.signature) > 0)) then
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
      raise exception 'an erratum''s words are fixed' using errcode = 'check_violation', constraint = 'errata_are_fixed';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.group_of_team(of_round uuid, of_team uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select coalesce((
    select l.group_id from rounds r join linked_teams l on l.benchmark_id = r.benchmark_id
    where r.round_id = of_round and l.team_id = of_team and (l.unlinked_at is null or r.opened_at <= l.unlinked_at)
    order by l.unlinked_at desc nulls first, l.linked_at desc limit 1), of_team)
$function$;

CREATE OR REPLACE FUNCTION public.invalidations_refuse_illegal_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'tidemark_web' and (
    tg_op = 'INSERT' and num_nonnulls(new.consented_by, new.consented_at, new.dropped_at) > 0
    or tg_op = 'UPDATE' and num_nonnulls(old.consented_at, old.dropped_at) > 0
  ) then
    raise exception 'a decided proposal can''t be changed' using errcode = 'check_violation', constraint = 'invalidations_decided_once';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.linked_teams_gather_slots()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  with moving as (
    select s.submission_id, group_of_team(s.round_id, s.team_id) as group_id,
      row_number() over (partition by s.round_id, group_of_team(s.round_id, s.team_id) order by s.group_id, s.slot) as place
    from round_slots s join rounds r using (round_id)
    join (select distinct benchmark_id, team_id from linked) l on l.benchmark_id = r.benchmark_id and l.team_id = s.team_id
    where r.state in ('open', 'frozen') and s.group_id <> group_of_team(s.round_id, s.team_id)
  )
  update round_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from round_slots t where t.round_id = s.round_id and t.group_id = moving.group_id)
  from moving where s.submission_id = moving.submission_id;

  with moving as (
    select s.submission_id, l.group_id,
      row_number() over (partition by s.day, l.group_id order by s.group_id, s.slot) as place
    from day_slots s join linked l using (benchmark_id, team_id)
    where s.day >= (l.linked_at at time zone 'UTC')::date and s.group_id <> l.group_id
  )
  update day_slots s set group_id = moving.group_id,
    slot = moving.place + (select coalesce(max(t.slot), 0) from day_slots t
      where t.benchmark_id = s.benchmark_id and t.group_id = moving.group_id and t.day = s.day)
  from moving where s.submission_id = moving.submission_id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.linked_teams_hold_links()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('linked-teams:' || new.benchmark_id, 0));
  if tg_op = 'UPDATE' then
    if old.unlinked_at is not null then
      -- Who unlinked may be deleted; nothing else of an end changes.
      if new.unlinked_at is distinct from old.unlinked_at or (new.unlinked_by is distinct from old.unlinked_by and new.unlinked_by is not null) then
        raise exception 'a team is unlinked once' using errcode = 'check_violation', constraint = 'linked_teams_unlinked_once';
      end if;
    elsif new.unlinked_at is not null then
      new.unlinked_at := date_trunc('milliseconds', clock_timestamp());
    end if;
    return new;
  end if;

  -- The teams of a group are linked at one instant: that of the first row which this transaction wrote of it.
  select min(l.linked_at) into new.linked_at from linked_teams l
  where l.benchmark_id = new.benchmark_id and l.group_id = new.group_id
    and l.xmin = pg_current_xact_id()::xid and l.linked_at >= date_trunc('milliseconds', now());
  new.linked_at := coalesce(new.linked_at, date_trunc('milliseconds', clock_timestamp()));

  -- A team that was unlinked while a round runs comes along into a new group with the end that its last link had.
  if new.unlinked_at is not null then
    select max(l.unlinked_at) into new.unlinked_at from linked_teams l
    where l.benchmark_id = new.benchmark_id and l.team_id = new.team_id;
    if new.unlinked_at is null then
      raise exception 'a link begins without an end' using errcode = 'check_violation', constraint = 'linked_teams_begins_without_end';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.round_slots_are_of_the_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('linked-teams:' || (select benchmark_id from rounds where round_id = new.round_id), 0));
  if new.group_id <> group_of_team(new.round_id, new.team_id) then
    raise exception 'a slot is of the group of its team' using errcode = 'check_violation', constraint = 'round_slots_of_the_group';
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
    raise exception 'a round begins as a draft' using errcode = 'check_violation', constraint = 'rounds_begin_as_drafts';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.rounds_fix_answers_cap()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' and new.answers_cap is not null or tg_op = 'UPDATE' and old.state <> 'draft' and new.answers_cap is distinct from old.answers_cap then
    raise exception 'a round''s cap of answers is fixed at its sealing' using errcode = 'check_violation', constraint = 'rounds_answers_cap_is_fixed';
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
    -- Sealing, opening, replacing and revealing are the scorer's.
    if current_user = 'tidemark_web' and (old.state, new.state) in (
      ('draft', 'sealed'), ('sealed', 'open'), ('sealed', 'invalidated'), ('closed', 'revealed')
    ) then
      raise exception 'the web role can''t bring a round to %', new.state using errcode = 'check_violation', constraint = 'rounds_not_the_webs';
    end if;
    if new.state = 'frozen' and new.frozen_from is distinct from old.state then
      raise exception 'a frozen round remembers where it was' using errcode = 'check_violation', constraint = 'rounds_frozen_from';
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
      raise exception 'a sealed round is only ever replaced' using errcode = 'check_violation', constraint = 'rounds_sealed_is_replaced';
    end if;
  end if;
  if old.state <> 'draft' and (new.item_count, new.feedback_count, new.final_count, new.sealed_at, new.scorer_version, new.feedback_policy,
      new.commitment, new.number, new.benchmark_id, new.queue_order, new.replaces_round_id, new.test_set_sealed_sha256)
    is distinct from (old.item_count, old.feedback_count, old.final_count, old.sealed_at, old.scorer_version, old.feedback_policy,
      old.commitment, old.number, old.benchmark_id, old.queue_order, old.replaces_round_id, old.test_set_sealed_sha256) then
    raise exception 'a sealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_sealed_is_immutable';
  end if;
  -- What the web role has a right to on drafts isn't its to rewrite later: a date, a title or a reason that was read once.
  if current_user = 'tidemark_web' and old.state <> 'draft' then
    if (new.title, new.opens_at) is distinct from (old.title, old.opens_at)
      or (old.state = new.state or old.closed_at is not null) and (new.closes_at, new.closed_at) is distinct from (old.closes_at, old.closed_at)
      or old.closes_at is not null and (new.closes_at is null or new.closes_at > old.closes_at)
      or old.state = new.state and (new.frozen_at, new.frozen_from, new.freeze_reason) is distinct from (old.frozen_at, old.frozen_from, old.freeze_reason)
      or (old.state = new.state or new.state <> 'invalidated')
        and (new.invalidated_at, new.invalidation_reason) is distinct from (old.invalidated_at, old.invalidation_reason) then
      raise exception 'the web role can''t rewrite a round' using errcode = 'check_violation', constraint = 'rounds_not_rewritten';
    end if;
  end if;
  if old.state = 'revealed' and (new.revealed_at, new.archive) is distinct from (old.revealed_at, old.archive) then
    raise exception 'a revealed round can''t be changed' using errcode = 'check_violation', constraint = 'rounds_revealed_is_immutable';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.submissions_begin_queued()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'tidemark_web' and (new.state <> 'queued' or new.attempt <> 0 or new.evidence <> 'in-round' or
      num_nonnulls(new.feedback, new.finished_at, new.code, new.message, new.line, new."column") > 0) then
    raise exception 'a submission begins in the queue' using errcode = 'check_violation', constraint = 'submissions_begin_queued';
  end if;
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

CREATE OR REPLACE FUNCTION public.submissions_refuse_second_answer()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if old.feedback is not null and new.feedback is distinct from old.feedback then
    raise exception 'a submission has had its answer' using errcode = 'check_violation', constraint = 'submissions_answered_once';
  end if;
  return new;
end $function$;

set role tidemark_scorer;

CREATE OR REPLACE FUNCTION queue.add_job(task text, payload json, job_key text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if task not in ('check_test_set', 'seal_round', 'open_round', 'score_submission', 'publish_snapshot', 'reveal_round',
    'compare_erratum', 'publish_erratum', 'assess_freshness') then
    raise exception 'no such task: %', task;
  end if;
  perform graphile_worker.add_job(task, payload, job_key => job_key, job_key_mode => 'replace', max_attempts => 25);
end $function$;

set role tidemark_owner;

CREATE TRIGGER answer_tallies_cap BEFORE INSERT OR UPDATE ON public.answer_tallies FOR EACH ROW EXECUTE FUNCTION public.answer_tallies_hold_cap();

CREATE TRIGGER audit_events_begin BEFORE INSERT ON public.audit_events FOR EACH ROW EXECUTE FUNCTION public.audit_events_refuse_others_acts();

CREATE TRIGGER day_slots_group BEFORE INSERT ON public.day_slots FOR EACH ROW EXECUTE FUNCTION public.day_slots_are_of_the_group();

CREATE TRIGGER errata_legal_change BEFORE INSERT OR UPDATE ON public.errata FOR EACH ROW EXECUTE FUNCTION public.errata_refuse_illegal_change();

CREATE TRIGGER invalidations_legal_change BEFORE INSERT OR UPDATE ON public.invalidations FOR EACH ROW EXECUTE FUNCTION public.invalidations_refuse_illegal_change();

CREATE TRIGGER linked_teams_gather AFTER INSERT ON public.linked_teams REFERENCING NEW TABLE AS linked FOR EACH STATEMENT EXECUTE FUNCTION public.linked_teams_gather_slots();
CREATE TRIGGER linked_teams_hold BEFORE INSERT OR UPDATE OF unlinked_at, unlinked_by ON public.linked_teams FOR EACH ROW EXECUTE FUNCTION public.linked_teams_hold_links();

CREATE TRIGGER round_slots_group BEFORE INSERT ON public.round_slots FOR EACH ROW EXECUTE FUNCTION public.round_slots_are_of_the_group();

CREATE TRIGGER rounds_begin BEFORE INSERT ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_begin_as_drafts();
CREATE TRIGGER rounds_fixed_cap BEFORE INSERT OR UPDATE ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_fix_answers_cap();
CREATE TRIGGER rounds_give_back AFTER UPDATE OF state ON public.rounds FOR EACH ROW WHEN (((new.state = 'invalidated'::public.round_state) AND (old.state <> 'invalidated'::public.round_state))) EXECUTE FUNCTION public.rounds_give_back_slots();
CREATE TRIGGER rounds_legal_change BEFORE UPDATE ON public.rounds FOR EACH ROW EXECUTE FUNCTION public.rounds_refuse_illegal_change();

CREATE TRIGGER submissions_begin BEFORE INSERT ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_begin_queued();
CREATE TRIGGER submissions_final_state BEFORE UPDATE ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_refuse_leaving_final_state();
CREATE TRIGGER submissions_one_answer BEFORE UPDATE OF feedback ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.submissions_refuse_second_answer();

grant insert, select on table hidden.evaluations to tidemark_scorer;

grant insert, select on table hidden.item_outcomes to tidemark_scorer;

grant insert, select on table hidden.round_keys to tidemark_scorer;

grant insert, select on table hidden.round_parts to tidemark_scorer;

grant insert, select on table hidden.round_secrets to tidemark_scorer;

grant delete, insert, select, update on table public.accounts to tidemark_web;

grant insert, select, update on table public.answer_tallies to tidemark_scorer;
grant select on table public.answer_tallies to tidemark_web;

grant delete, insert, select, update on table public.api_tokens to tidemark_web;

grant insert, select on table public.audit_events to tidemark_scorer;
grant insert, select on table public.audit_events to tidemark_web;

grant insert, select on table public.audit_links to tidemark_scorer;
grant select on table public.audit_links to tidemark_web;

grant delete, insert, select on table public.benchmark_maintainers to tidemark_web;
grant update (role) on table public.benchmark_maintainers to tidemark_web;

grant select on table public.benchmarks to tidemark_scorer;
grant update (next_rotation_at, overdue_since) on table public.benchmarks to tidemark_scorer;
grant insert, select on table public.benchmarks to tidemark_web;
grant update (description, feedback_policy, feedback_share, next_rotation_at, reveals_after_rounds, rules, schedule, title) on table public.benchmarks to tidemark_web;

grant select on table public.calibration_marks to tidemark_scorer;
grant insert, select on table public.calibration_marks to tidemark_web;
grant update (designated_at, designated_by, dropped_at, reason) on table public.calibration_marks to tidemark_web;

grant delete, select on table public.day_slots to tidemark_scorer;
grant insert, select on table public.day_slots to tidemark_web;

grant insert, select on table public.equatings to tidemark_scorer;
grant select on table public.equatings to tidemark_web;

grant select on table public.errata to tidemark_scorer;
grant update (compared_at, document, published_at, published_by, score_changes, signature, state) on table public.errata to tidemark_scorer;
grant insert, select on table public.errata to tidemark_web;
grant update (state) on table public.errata to tidemark_web;

grant insert, select on table public.flags to tidemark_scorer;
grant select on table public.flags to tidemark_web;
grant update (judged_at, judged_by, judgement) on table public.flags to tidemark_web;

grant insert, select on table public.freshness_records to tidemark_scorer;
grant select on table public.freshness_records to tidemark_web;

grant delete, insert, select, update on table public.inbox_mails to tidemark_web;

grant insert, select on table public.invalidations to tidemark_web;
grant update (consented_at, consented_by, dropped_at) on table public.invalidations to tidemark_web;

grant insert, select on table public.invitations to tidemark_web;
grant update (accepted_at, revoked_at) on table public.invitations to tidemark_web;

grant insert, select on table public.leak_reports to tidemark_web;
grant update (handled_at, handled_by) on table public.leak_reports to tidemark_web;

grant select on table public.linked_teams to tidemark_scorer;
grant insert, select on table public.linked_teams to tidemark_web;
grant update (unlinked_at, unlinked_by) on table public.linked_teams to tidemark_web;

grant select on table public.models to tidemark_scorer;
grant insert, select on table public.models to tidemark_web;

grant delete, insert, select on table public.muted_notices to tidemark_web;

grant insert, select on table public.notice_deliveries to tidemark_web;
grant update (attempt, due_at, sent_at) on table public.notice_deliveries to tidemark_web;

grant insert, select on table public.notices to tidemark_scorer;
grant insert, select on table public.notices to tidemark_web;
grant update (addressed_at) on table public.notices to tidemark_web;

grant insert, select on table public.rotations to tidemark_scorer;
grant select on table public.rotations to tidemark_web;

grant delete, select on table public.round_slots to tidemark_scorer;
grant insert, select on table public.round_slots to tidemark_web;

grant select on table public.rounds to tidemark_scorer;
grant update (answers_cap, archive, check_report, checked_at, closed_at, closes_at, commitment, feedback_count, feedback_policy, final_count, invalidated_at, invalidation_reason, item_count, opened_at, opens_at, revealed_at, scorer_version, sealed_at, state) on table public.rounds to tidemark_scorer;
grant insert, select on table public.rounds to tidemark_web;
grant update (closed_at, closes_at, freeze_reason, frozen_at, frozen_from, invalidated_at, invalidation_reason, opens_at, state, title) on table public.rounds to tidemark_web;

grant delete, insert, select, update on table public.scorer_heartbeats to tidemark_scorer;
grant select on table public.scorer_heartbeats to tidemark_web;

grant delete, insert, select, update on table public.sessions to tidemark_web;

grant insert, select on table public.snapshots to tidemark_scorer;
grant select on table public.snapshots to tidemark_web;

grant select on table public.submissions to tidemark_scorer;
grant update ("column", attempt, code, deadline_at, feedback, finished_at, line, message, state) on table public.submissions to tidemark_scorer;
grant insert, select on table public.submissions to tidemark_web;
grant update (user_id, withdrawn_at) on table public.submissions to tidemark_web;

grant delete, insert, select, update on table public.team_members to tidemark_web;

grant select on table public.teams to tidemark_scorer;
grant delete, insert, select, update on table public.teams to tidemark_web;

grant delete, insert, select, update on table public.users to tidemark_web;

grant delete, insert, select, update on table public.verification_tokens to tidemark_web;

revoke all on function public.linked_teams_gather_slots() from public;

revoke all on function public.rounds_give_back_slots() from public;

set role tidemark_scorer;

revoke all on function queue.add_job(text,json,text) from public;
grant execute on function queue.add_job(text,json,text) to tidemark_web;

set role tidemark_owner;

create schema drizzle;
create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
insert into drizzle.__drizzle_migrations (hash, created_at) values
  ('55f93483139d1dfd892ad521922a1997dc114d5b0fb462ab79a487faf742bc72', 1795568894805),
  ('6caab6aa4f022d48ee05b917ec4312864b973c1c3787e1b0ecec9fad74e3127c', 1795568895502),
  ('1b99b2275608961d002e3290e25143095516d9f5b2205a1741094c052bf7c161', 1795576548349),
  ('fd7050e8ffb86c28bd6c79b8a95b4bf2bd5386a8538d126e29669689b3f787b2', 1795576615432),
  ('c7ecdc54f4639f422dbf4b57ce827ce4d020b4666c09a7aed5279d71a8c81ea0', 1795582198784),
  ('bf86a2e731457d3c6187eed72b23fa3caed6dd7abb63848e182f363e1c8752ac', 1795642343435),
  ('f727fc23cf8d0c1c0cd4d4fd1243cc2aa10a02cacbdf6536a96d9982b38c1636', 1795642763015),
  ('9b7de60c8ee833e780875565586a7b363848f9603bede5ebf64f084a37014e2f', 1795643426517),
  ('73f4733635e722a3c17a61eace2310243ba9ff9f41147fb73df9630a3da75488', 1795645348573),
  ('41c5e6b87b219e29e90bbdaaf5dad02cd48b8b65657d92b566ccf8c293265558', 1795645770672),
  ('a4d606eeafab47b16309400d7533cf8d192d05d5e31f84a16313db68f7f1b833', 1795646186117),
  ('4ec55b4b145cb4f51c17416cde36ce8b460947e5bade9cd54ca1f0a9642186ce', 1795646271115),
  ('479243d2c6dc8f4c88bb7253eeda7b869d85bbecfe2cd2ccd24e20609161f697', 1795646502571),
  ('3ecea9619c29760a8e84523ed4d5318daad0c51eac0b10f5c70397a4ee3f6a1b', 1795678389543);

reset role;
set session_replication_role = replica;

insert into hidden.evaluations overriding system value select * from jsonb_populate_recordset(null::hidden.evaluations, $rows$[
{"attempt": 1, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "scored_at": "2026-11-26T16:42:39.085+00:00", "ciphertext": "\\xa6f88f8b91bbe00b5e61b51f65f686a173f6e46acb7ed5672508323b9574842f077f30faeec3baaceb600bfae0f7de44bdcc681a7ebcc44639db3436d51951b1666db3b3eecce257d3973ad8b5c9b6dcf14df9f9a5739636bb33a933d5d3832a62d37ba47a5a2f54ec228c9b6d4cbcbf04646076c0a2436360bc82b8ed1304fdb6d646c5b521d2cf30e88df6a10c4e18dc06ce50a8d52e6e8de9333f8a05d88aa10cba302fa336e3162bed76bcff97185ce3847f92f1fd6e957355086dfa279f393c88ab4232008d1e7a809c8dd4fc45162d77fac6dab6346e1f107cd49a08693c2c516582f87773c2e4add2feb8cef455820f26dbf20a0e442b293ec2a6e637746191b78653a72308a87fe80139731d713059f6765444ee6d42c6d57be0e4d768dc85aa36788e046ca53568f02f48cc9b9f5fccd231ef61a1fdbd974b228df3fabe4ea165983092945f31513397ae279109aa66cec3c8cfb5f490bc37cff034ec9543de51291a5868aff3b465f70a", "evaluation_id": "ab93d212-e5b8-4128-ba77-dc2835a1646e", "submission_id": "5f88b7a0-db53-498d-b1fb-838ceeab9fb3", "erratum_number": 0, "scorer_version": "4"},
{"attempt": 1, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "scored_at": "2026-11-26T16:42:39.359+00:00", "ciphertext": "\\x990a4b5f5f2805ffdc91b5033d7dff98737fe73313c7319d6201322da23c7bd67b68ff02ecb09c635e1042f2f965f5c65156b7c3e2e7bb56fdd506efb63773cba781e11819ced014e4c5ec1f8e1387e2e9ea0bc18965f4571b63ae2f2c6ff83df15adf6c844255969a2ed738c66aba1a1ad609f85cb9e82650b44b8882d11b1f143b522e0121b7956acc316fe02a013384823213c3bb9db6eebefc078ed8d99fbc663bb59fc2dd966143a9f340499e0dcc30e6736daf7cf87c0fdcc57a522e613db8f8627acd605761db6be0e6832dd8bd6e6f2dcb6a5bfa9eb85db0f8eb66d6aa9a9caf0fe5e0eb607bb6357c2fb74e2fab4d2f16462278754d417de175b66aa70d37041b25062d04263a568e6f9975c1ea4bd8504b9d7aab2c8f7327fe7ae565bab844b78325b78fc8fa465f227e02e81a51e77fb6c72b0e2e37dbedcef68d84d99f81a74457856791dfc961e36669621b05e1e1a7d99616e8ee85eed82a78ba3f23230c3e6453770a8af1bafa33", "evaluation_id": "2fabb61d-7c71-4ab0-b026-354e72e03913", "submission_id": "82364ae4-bb62-466a-8f11-b07ed0bf2336", "erratum_number": 0, "scorer_version": "4"},
{"attempt": 1, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "scored_at": "2026-11-26T16:42:39.624+00:00", "ciphertext": "\\x127bc3ab43e0c90fc7e2cd7ff71577fb8f722bf30681808a6d67707c1f2778ec13ffef0ed55434301bd2025be6f97fc39427b3b86904afd35154aa4b860669e4c59dacd4dd98df1ce2f1e8dcbd18974930d75fe0a80eef1c709b45eafc3c6f09d5676e371859fcc7c779ee2bc04072f6cc03bf46134b0c2f6b7784ec5104e3bb99fef47aa7b34879c598a0dee39c50f2dace52e6c73810d83930a30e52e163ad1b5a814ac6d8d3e654f729fa28eed84609cf4f43ab162349ca7afc60c71b76329fb473a7500b7d81ee819de90bfd3608166eb6b064dabc360841182039141afd9c7d429bf3478272f35af0a603319170806847667cf02504ad46b8a321cc148f5da2cd762a507ebae95399c436ef7ea115d7a74212cbee0c7defdcbe2df07a6e8caad771ea642d22183432b53a8161704795b3d1e663cba2", "evaluation_id": "a67bc6ec-9725-417f-bdb8-7d7291c6f163", "submission_id": "3fa6c330-eae4-4d9e-9c55-0d4fa7be46f5", "erratum_number": 0, "scorer_version": "4"},
{"attempt": 1, "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "scored_at": "2026-11-26T16:42:40.72+00:00", "ciphertext": "\\x10a06b7be80e50bf0897a4f171bd31bc8316c8ff93c28516534fc9338a9d85523b4cece1bc69a3030ae4f66c6061c70e1ecca6b5828bfc534caa9ba89f33264a0cce28bc5ab4e4d360ce75c03c5f9150f22358ba5a1e2e78e2fb7f731516e7b04f304c8e05f41abab5304b24ead73dd1ff97fdae09187fc14f7b3c8aa93ad1ad11ec5e93c9d520b0c7372b12b7c39ab979d9cb8cefd60451a832e96ec18e5516e710c560c341a0115793705fe6572cafbf9dab78b8ad3308200f6ae770be364bbf2137d794da6e0ac30c3f63a579a8941403131805e7d9fe42a4749facae4e56716438152dcbed352d613621117a5aa83ff16226fbb08842691a2e7a5e84e2254e230b3399c24fc5622f8ef50a98829524063286dd74b9a0d1f926e614e11903596556c089175b7b0aa3603171dc09f6be6f0725543991a97cd88fd589e1a799e78c629546f8c2db95155dfec52a6e492afc407a413a54d6924a41fcd6ec94e322d92d62d56fb58ef0de0c0fba37fc193416409911c4bc038c3c0f8a", "evaluation_id": "704df7ce-d318-4f2c-8c9e-228c4a84c096", "submission_id": "b23232c4-35cf-4139-bb12-dc5cef31db28", "erratum_number": 0, "scorer_version": "4"}
]$rows$);

insert into hidden.item_outcomes overriding system value select * from jsonb_populate_recordset(null::hidden.item_outcomes, $rows$[
{"part": "feedback", "ciphertext": "\\x15f66935ec59b526112041208c3536ae7845fb43e6e8b23e3ba21ff40cfae51acb8527c1049535ac0584811d870a102c6f572df68b980158d56c2f992cc271c74372aaf7b4b4948261e7a585b97a4fc8c9ec896161f8dde5357b69e381df1a28af49138a1385417fa844557be68e362426373f8626c3bcceb270c440", "evaluation_id": "704df7ce-d318-4f2c-8c9e-228c4a84c096", "pseudo_values": null},
{"part": "feedback", "ciphertext": "\\x32ec4227bd306b2197bd953a7fda797c0e1b4a076f38097e3ff627c96a0fc613a5f360b04851aa83995deab6946e913c3b002f032a09ea1548f4f533af972e6a8b5d3342c41b73a4c87c1d459d0e7d4d08d290465c54df6d8d77c78bac413430f93e8f1005e9106e4b147393", "evaluation_id": "2fabb61d-7c71-4ab0-b026-354e72e03913", "pseudo_values": null},
{"part": "feedback", "ciphertext": "\\x349dc7b5dd292d542c4ddabd8e4f40e13380f17a97a7641f1dea743c46152edc70a50408c91c25a673b72340641e9080fd579b4220eb63b7e710f0af5a27a1cccdded7bc84b24abaddb0960984cbfb862f846eb18ba5f0933ed3c96b44fe73abaeafd57b7cde71dbc6e73d87", "evaluation_id": "ab93d212-e5b8-4128-ba77-dc2835a1646e", "pseudo_values": null},
{"part": "feedback", "ciphertext": "\\x3d56bdc3e7812e5b923b6e0a59feacee3f197dcc369d7cedf0f7b4f444669733720a9cd917f54bfc1e70cfe95fcc2851dc5a438daa15906fe88dd2b86bc0140f57ca6e18358966a3be86bde6a2deb26e3a08d8a69357fd13d530f94e4b37db8b8e64cc47f8c67baff8e79fc0", "evaluation_id": "a67bc6ec-9725-417f-bdb8-7d7291c6f163", "pseudo_values": null},
{"part": "final", "ciphertext": "\\x3c7ff43f694356b48caf5097b69c34ef17b48510a805ba0990fdbe97f84e92a535b8e06b16490e09dbeb2645b30b1e78e5591e21fc4b43a513bbeb750c597400f99aed03d086c6a29955d581b4c62c9a5671986448a9274b6665b93f9970dc9b705d994040c5bd9a248cb8c29edf42b5c1595097c76a9073da2b14ca703fd0277717436a2ada0b3cde2af9c70648864af195189a3ab2ff8e6168bc67a56d7551fe76e7c99ba683250ba25103", "evaluation_id": "704df7ce-d318-4f2c-8c9e-228c4a84c096", "pseudo_values": null},
{"part": "final", "ciphertext": "\\xaa98ddfe526750714b8fbe3db72d6dd592a1620b2941bae376dfa3806945e825e422d5c3ff5f8eacbdded126645f87c8e1320fb79e5c59dc55932be73c1e66fc246a350182a5dd1705670a11546e26b9a9c173277a258db47ec81bcf359c67bcf3f9eaf92adcbbc8415b611ca68aac0bc544a379096f16de081585b24bac0de6111a73c868018d82c39c71c0", "evaluation_id": "2fabb61d-7c71-4ab0-b026-354e72e03913", "pseudo_values": null},
{"part": "final", "ciphertext": "\\xdbda4ec3c4496fa4372b0dc8d27fd173d559e56c8283c5dc51866f65f6b4575a52ffaae654cefe56dcf14aa2d25e75e6cd7c0e5c659c061a09ff6114b06cb0e5e4767ba6e2392b576e31da4101c5403853eb99a66c500826a71ee827fc45061d34f119a36f25c59a6482b9f2e67069daf91b25cc237eb0a7a66eb56934549ef19de7e32fbc36fbd916f7fe54", "evaluation_id": "a67bc6ec-9725-417f-bdb8-7d7291c6f163", "pseudo_values": null},
{"part": "final", "ciphertext": "\\xdd4b7c74c4887261863e049919e5e34d40835f4e7d99b863069a1f2be8d2cb0cbd11a3d72e3e7c8e8515023e6e1f5bb5ab00114732672a4f512a3fd1e1cf274ce0184d70fff97549f7b8299b88324ec48bc8b0dccd7f9639aa4ce73d7028af8094bbbaf288ec824cc2dc5dce13174d19b0c305c0f7f0faadd9a64dd17203d2efa1d54b61a38a72e76006ba82", "evaluation_id": "ab93d212-e5b8-4128-ba77-dc2835a1646e", "pseudo_values": null}
]$rows$);

insert into hidden.round_keys overriding system value select * from jsonb_populate_recordset(null::hidden.round_keys, $rows$[
{"round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "sealed_key": "\\x6167652d656e6372797074696f6e2e6f72672f76310a2d3e20583235353139206a69713038616e312f7158515873576548654146455941687739787065707a6f46556d6d6c5353664e78770a72454c62336f4655647552343655464d36574c49524133306e32743545306332717a6a6a4c6f622b6a6d730a2d2d2d206b45674379545474422b6b74586f7a59773152697a6f54644738464d395934486f2f6b567a4235765144630abb7879739a420937f2f0712b229c5f54531efdb41189224c2769b30c83c414b342056ab3f208a6a440dd99eb8238d5c3e4a8aa3585aff98856f9f7b4b4652872", "items_object_key": "rounds/79210b4c-3990-4da1-a720-b1c92e3aabd8/items-7df50e21-a920-4cdd-9d4e-7a5eda38957d.sealed", "fingerprints_object_key": "rounds/79210b4c-3990-4da1-a720-b1c92e3aabd8/fingerprints-e546c8f0-839f-4274-b3b9-6e6405dfe0df.sealed"},
{"round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "sealed_key": "\\x6167652d656e6372797074696f6e2e6f72672f76310a2d3e2058323535313920705275704961416c444e4f4f6d786d665761426f67333979536e7a7a59676d664a6b4c4c7770506e416b6b0a6f364f623078595869596f525a324c4a6e563977505a5471303668655568563955646155544441393330770a2d2d2d206a7677616a312b63584d735a616e6d6c646b486e4a39753956333645726564336748317a33456e4f726a590add91cbdccf9f69fe90f410137fe0d2900fc202fb808cd24ebb8ed35ec6c0b2a5a7181ea8ba4b43b0c9c11045f29b9c85e5d4b3151e14dc552e0867b5706f702a", "items_object_key": "rounds/90a05265-3f28-46fc-9425-fdfb6832df18/items-a26ccdaa-7834-48fd-b221-540d045f3af3.sealed", "fingerprints_object_key": "rounds/90a05265-3f28-46fc-9425-fdfb6832df18/fingerprints-70909374-dad9-47cb-a345-34edbd5b0f66.sealed"}
]$rows$);

insert into hidden.round_parts overriding system value select * from jsonb_populate_recordset(null::hidden.round_parts, $rows$[
{"round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "ciphertext": "\\x631990f1a5d4fbb07db04fe28271de4cca71d843ad061f7a0290336c9e5b9a"},
{"round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "ciphertext": "\\x14f53024b55a501cc9064c329b248e88c51c651e07a0db4a70685b53b484024a"}
]$rows$);

insert into hidden.round_secrets overriding system value select * from jsonb_populate_recordset(null::hidden.round_secrets, $rows$[
{"round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "ciphertext": "\\xeffdccce589615fd230b0a5a2e7eb9fb1473e64ab9d0a5f11b37135517849f565137eb3854b5a7de3413b9b7620fed9654038cced52abe88ed8c3c65"},
{"round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "ciphertext": "\\x150532a0f9db872ce563f72e9dd3482b8451b12cb7fbdd5c2ebcddb7ac326bee0baed0ebd8d618ff44b276ed9368f99fd68eec2bb4fb3360befa5489"}
]$rows$);

insert into public.answer_tallies overriding system value select * from jsonb_populate_recordset(null::public.answer_tallies, $rows$[
{"team_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "score_count": 1, "refusal_count": 0, "announcement_count": 0, "incumbent_submission_id": null},
{"team_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "score_count": 0, "refusal_count": 0, "announcement_count": 0, "incumbent_submission_id": null},
{"team_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "score_count": 1, "refusal_count": 0, "announcement_count": 0, "incumbent_submission_id": null},
{"team_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "score_count": 1, "refusal_count": 0, "announcement_count": 0, "incumbent_submission_id": null}
]$rows$);

insert into public.audit_events overriding system value select * from jsonb_populate_recordset(null::public.audit_events, $rows$[
{"at": "2026-11-26T16:42:38.207+00:00", "act": "benchmark_created", "detail": {}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": null, "is_public": true, "actor_kind": "maintainer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 1},
{"at": "2026-11-26T16:42:38.359+00:00", "act": "test_set_uploaded", "detail": {"round": 1, "byte_count": 472, "sealed_sha256": "abc11f4eae9e8ba9869da12aab21735346ab235970e77689323ef17fba9c5f0b"}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": false, "actor_kind": "maintainer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 2},
{"at": "2026-11-26T16:42:38.49+00:00", "act": "seal_asked", "detail": {}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": false, "actor_kind": "maintainer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 3},
{"at": "2026-11-26T16:42:38.599+00:00", "act": "round_sealed", "detail": {"root": "e08a3888be2a2723cbadb0e2fffc8d810a043a9c52a960ed6ad588e3d10f42d4", "round": 1, "item_count": 24}, "user_id": null, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": true, "actor_kind": "scorer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 4},
{"at": "2026-11-26T16:42:38.746+00:00", "act": "round_opened", "detail": {"round": 1, "closes_at": "2026-12-26T16:42:38.746Z"}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": true, "actor_kind": "maintainer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 5},
{"at": "2026-11-26T16:42:39.71+00:00", "act": "round_closed", "detail": {"round": 1}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": true, "actor_kind": "maintainer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 6},
{"at": "2026-11-26T16:42:39.928+00:00", "act": "ranking_published", "detail": {"round": 1, "entered": 3, "item_count": 14}, "user_id": null, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": true, "actor_kind": "scorer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 7},
{"at": "2026-11-26T16:42:39.973+00:00", "act": "reveal_asked", "detail": {}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": false, "actor_kind": "maintainer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 8},
{"at": "2026-11-26T16:42:40.097+00:00", "act": "round_revealed", "detail": {"root": "e08a3888be2a2723cbadb0e2fffc8d810a043a9c52a960ed6ad588e3d10f42d4", "round": 1}, "user_id": null, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "is_public": true, "actor_kind": "scorer", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "audit_event_id": 9},
{"at": "2026-11-26T16:42:40.217+00:00", "act": "benchmark_created", "detail": {}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": null, "is_public": true, "actor_kind": "maintainer", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "audit_event_id": 10},
{"at": "2026-11-26T16:42:40.24+00:00", "act": "test_set_uploaded", "detail": {"round": 1, "byte_count": 589, "sealed_sha256": "41de3d07ebfb0cab6afdfa47ac295463c04a3ded06f2623ec106b11cf55bc896"}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "is_public": false, "actor_kind": "maintainer", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "audit_event_id": 11},
{"at": "2026-11-26T16:42:40.306+00:00", "act": "seal_asked", "detail": {}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "is_public": false, "actor_kind": "maintainer", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "audit_event_id": 12},
{"at": "2026-11-26T16:42:40.357+00:00", "act": "round_sealed", "detail": {"root": "5a126a293ec96828bda52e04f30b26e07aa8fe25be940fd715def8f0733a3d87", "round": 1, "item_count": 30}, "user_id": null, "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "is_public": true, "actor_kind": "scorer", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "audit_event_id": 13},
{"at": "2026-11-26T16:42:40.484+00:00", "act": "round_opened", "detail": {"round": 1, "closes_at": "2026-12-26T16:42:40.484Z"}, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "is_public": true, "actor_kind": "maintainer", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "audit_event_id": 14}
]$rows$);

insert into public.audit_links overriding system value select * from jsonb_populate_recordset(null::public.audit_links, $rows$[
{"sha256": "0f0176df018065f3de777410425e7c8a191e7eac7186d105a0c4dbc6e66f322d", "position": 8, "audit_event_id": 8},
{"sha256": "18fbf239e792a71a97211b060e056a7e8ad46bfa0694676bc03c6bad13be4660", "position": 5, "audit_event_id": 5},
{"sha256": "568033e34218a9692d4802d64870bdc428da173ac5ba3a8d388ee2ab80f9c009", "position": 7, "audit_event_id": 7},
{"sha256": "5e5c4e803561a92caaeabd34963233a0c91b640a1cdb0e6d745115a267c63f7b", "position": 3, "audit_event_id": 3},
{"sha256": "7a8a9aa33868c2a459243687728f77182fbae34f21a214cef0951e2c75ba2a85", "position": 4, "audit_event_id": 4},
{"sha256": "92632c0481c1f9f553a7ab9432487b53dd7cf3d1c2ea1dd27214cd689dc28162", "position": 10, "audit_event_id": 10},
{"sha256": "9bdf584a41052e3c92a0443b4b9298253a981c27deed6b8cee798b26ad2172ff", "position": 6, "audit_event_id": 6},
{"sha256": "cbd2837cd74bbc1f3ad54ee429401ba87b88afbbd118476adac72849f571d57b", "position": 1, "audit_event_id": 1},
{"sha256": "cf4887db9898d76280ef024e9fc734ebf1a4a007abf35ef2fadc5901a04ca7c3", "position": 2, "audit_event_id": 2},
{"sha256": "d18a8f2711e20725dc72f743f62ec3ee1f237cb257faeb2ed980253132080ed9", "position": 9, "audit_event_id": 9}
]$rows$);

insert into public.benchmark_maintainers overriding system value select * from jsonb_populate_recordset(null::public.benchmark_maintainers, $rows$[
{"role": "auditor", "user_id": "6b29ddfe-161f-4e91-a947-722183184140", "added_at": "2026-11-26T16:42:40.944418+00:00", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678"},
{"role": "owner", "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "added_at": "2026-11-26T16:42:38.148061+00:00", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306"},
{"role": "owner", "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "added_at": "2026-11-26T16:42:40.21362+00:00", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678"}
]$rows$);

insert into public.benchmarks overriding system value select * from jsonb_populate_recordset(null::public.benchmarks, $rows$[
{"slug": "test-027b0acb", "task": "binary", "rules": "", "title": "Test benchmark", "inputs": "public", "metric": "accuracy", "accepts": ["predictions"], "classes": ["no", "yes"], "features": [], "schedule": {"cadence": {"kind": "none"}, "timeZone": "UTC"}, "direction": "higher", "created_at": "2026-11-26T16:42:38.148061+00:00", "visibility": "public", "description": "", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "overdue_since": null, "quota_per_day": 100, "feedback_share": 0.4, "feedback_policy": "exact", "quota_per_round": 1000, "next_rotation_at": null, "secondary_metrics": [], "reveals_after_rounds": null},
{"slug": "test-b5297d8c", "task": "binary", "rules": "", "title": "Test benchmark", "inputs": "public", "metric": "accuracy", "accepts": ["predictions"], "classes": ["no", "yes"], "features": [], "schedule": {"cadence": {"kind": "none"}, "timeZone": "UTC"}, "direction": "higher", "created_at": "2026-11-26T16:42:40.21362+00:00", "visibility": "public", "description": "", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "overdue_since": null, "quota_per_day": 100, "feedback_share": 0.4, "feedback_policy": "guarded-ladder", "quota_per_round": 3, "next_rotation_at": null, "secondary_metrics": [], "reveals_after_rounds": null}
]$rows$);

insert into public.day_slots overriding system value select * from jsonb_populate_recordset(null::public.day_slots, $rows$[
{"day": "2026-11-26", "slot": 1, "team_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "group_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "submission_id": "5f88b7a0-db53-498d-b1fb-838ceeab9fb3"},
{"day": "2026-11-26", "slot": 1, "team_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "group_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "submission_id": "b23232c4-35cf-4139-bb12-dc5cef31db28"},
{"day": "2026-11-26", "slot": 1, "team_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "group_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "submission_id": "82364ae4-bb62-466a-8f11-b07ed0bf2336"},
{"day": "2026-11-26", "slot": 1, "team_id": "ba978155-b872-4efc-8e7a-215e92c23055", "group_id": "ba978155-b872-4efc-8e7a-215e92c23055", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "submission_id": "ee1e04ef-80a5-4fb1-b417-bdd04eec50cf"},
{"day": "2026-11-26", "slot": 1, "team_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "group_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "submission_id": "3fa6c330-eae4-4d9e-9c55-0d4fa7be46f5"}
]$rows$);

insert into public.equatings overriding system value select * from jsonb_populate_recordset(null::public.equatings, $rows$[
{"equating": {"link": null, "marks": [], "standing": "base", "baseRound": 1}, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "computed_at": "2026-11-26T16:42:39.995+00:00", "equating_id": "acfed4ed-478d-4b7b-8e50-d501db2c27f2"}
]$rows$);

insert into public.freshness_records overriding system value select * from jsonb_populate_recordset(null::public.freshness_records, $rows$[
{"state": "aging", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "freshness": {"state": "aging", "inputs": {"gap": null, "link": null, "phase": "closed", "round": 1, "ceiling": null, "isShare": true, "excesses": {"gap": null, "drop": null}, "exposure": 0.5513, "isOverdue": false, "tolerance": 0.01, "frozenCount": 0, "adaptedCount": 3, "earlierCloses": [], "finalItemCount": 14, "hasConfirmedLeak": false}, "holdsUp": false, "reasons": [{"kind": "exposure-half", "exposure": 0.5513}, {"kind": "final-part-small", "finalItemCount": 14}, {"kind": "few-frozen-models", "frozenCount": 0}, {"kind": "no-second-round"}, {"kind": "gap-not-measured"}], "freshCloses": 0, "isExcessAtFive": false}, "computed_at": "2026-11-26T16:42:39.995+00:00", "is_at_close": true, "freshness_record_id": "dd940f21-f6d7-41b2-9851-3271b72f50f7"},
{"state": "retired", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "freshness": {"state": "retired", "inputs": {"gap": null, "link": null, "phase": "revealed", "round": 1, "ceiling": null, "isShare": true, "excesses": {"gap": null, "drop": null}, "exposure": 0.5513, "isOverdue": false, "tolerance": 0.01, "frozenCount": 0, "adaptedCount": 3, "earlierCloses": [], "finalItemCount": 14, "hasConfirmedLeak": false}, "holdsUp": false, "reasons": [{"kind": "answers-revealed"}, {"kind": "exposure-half", "exposure": 0.5513}, {"kind": "final-part-small", "finalItemCount": 14}, {"kind": "few-frozen-models", "frozenCount": 0}, {"kind": "no-second-round"}, {"kind": "gap-not-measured"}], "freshCloses": 0, "isExcessAtFive": false}, "computed_at": "2026-11-26T16:42:40.105+00:00", "is_at_close": false, "freshness_record_id": "5fc6f2a6-b0ef-44ce-8426-e8497d571730"},
{"state": "unproven", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "freshness": {"state": "unproven", "inputs": {"gap": null, "link": null, "phase": "open", "round": 1, "ceiling": null, "isShare": true, "excesses": {"gap": null, "drop": null}, "exposure": 0, "isOverdue": false, "tolerance": 0.01, "frozenCount": 0, "adaptedCount": 0, "earlierCloses": [], "finalItemCount": 14, "hasConfirmedLeak": false}, "holdsUp": false, "reasons": [{"kind": "still-open"}, {"kind": "exposure-low", "exposure": 0}], "freshCloses": 0, "isExcessAtFive": false}, "computed_at": "2026-11-26T16:42:38.872+00:00", "is_at_close": false, "freshness_record_id": "ae8524ca-d2b4-4244-be2d-22a860048f71"},
{"state": "unproven", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "freshness": {"state": "unproven", "inputs": {"gap": null, "link": null, "phase": "open", "round": 1, "ceiling": null, "isShare": true, "excesses": {"gap": null, "drop": null}, "exposure": 0.3183, "isOverdue": false, "tolerance": 0.01, "frozenCount": 0, "adaptedCount": 0, "earlierCloses": [], "finalItemCount": 14, "hasConfirmedLeak": false}, "holdsUp": false, "reasons": [{"kind": "still-open"}, {"kind": "exposure-low", "exposure": 0.3183}], "freshCloses": 0, "isExcessAtFive": false}, "computed_at": "2026-11-26T16:42:39.298+00:00", "is_at_close": false, "freshness_record_id": "84e0dfa8-50b3-4f2d-8dff-b138644d505d"},
{"state": "unproven", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "freshness": {"state": "unproven", "inputs": {"gap": null, "link": null, "phase": "open", "round": 1, "ceiling": null, "isShare": true, "excesses": {"gap": null, "drop": null}, "exposure": 0.4502, "isOverdue": false, "tolerance": 0.01, "frozenCount": 0, "adaptedCount": 0, "earlierCloses": [], "finalItemCount": 14, "hasConfirmedLeak": false}, "holdsUp": false, "reasons": [{"kind": "still-open"}, {"kind": "exposure-low", "exposure": 0.4502}], "freshCloses": 0, "isExcessAtFive": false}, "computed_at": "2026-11-26T16:42:39.533+00:00", "is_at_close": false, "freshness_record_id": "9036ffaa-07af-48fb-88c8-d646ca7028ef"},
{"state": "unproven", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "freshness": {"state": "unproven", "inputs": {"gap": null, "link": null, "phase": "open", "round": 1, "ceiling": null, "isShare": true, "excesses": {"gap": null, "drop": null}, "exposure": 0, "isOverdue": false, "tolerance": 0.01, "frozenCount": 0, "adaptedCount": 0, "earlierCloses": [], "finalItemCount": 18, "hasConfirmedLeak": false}, "holdsUp": false, "reasons": [{"kind": "still-open"}, {"kind": "exposure-low", "exposure": 0}], "freshCloses": 0, "isExcessAtFive": false}, "computed_at": "2026-11-26T16:42:40.552+00:00", "is_at_close": false, "freshness_record_id": "a9af9965-e2df-4e27-905a-2834ff485ccf"}
]$rows$);

insert into public.models overriding system value select * from jsonb_populate_recordset(null::public.models, $rows$[
{"name": "A model", "slug": "a-model", "team_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "model_id": "08d7b4e6-9f88-4489-ace3-c12d207b83ae", "created_at": "2026-11-26T16:42:40.690071+00:00", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678"},
{"name": "A model", "slug": "a-model-2", "team_id": "ba978155-b872-4efc-8e7a-215e92c23055", "model_id": "f171a45d-44e5-4322-937b-b8afb2f3c2d2", "created_at": "2026-11-26T16:42:40.921705+00:00", "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678"},
{"name": "Model 0", "slug": "model-0", "team_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "model_id": "c573922d-4058-437f-8f93-3a61de3cbd97", "created_at": "2026-11-26T16:42:38.94903+00:00", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306"},
{"name": "Model 1", "slug": "model-1", "team_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "model_id": "a57f33a0-a8a9-47a1-9b2e-b46b568787dc", "created_at": "2026-11-26T16:42:39.296653+00:00", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306"},
{"name": "Model 2", "slug": "model-2", "team_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "model_id": "b77facd3-2f03-4a99-82ea-723ffae8c444", "created_at": "2026-11-26T16:42:39.527755+00:00", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306"}
]$rows$);

insert into public.notices overriding system value select * from jsonb_populate_recordset(null::public.notices, $rows$[
{"key": "round_closed:79210b4c-3990-4da1-a720-b1c92e3aabd8", "kind": "round_closed", "detail": {}, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "notice_id": "13b16e48-cacf-47da-9e08-671cb56d5886", "created_at": "2026-11-26T16:42:39.928+00:00", "addressed_at": null, "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306"},
{"key": "round_opened:79210b4c-3990-4da1-a720-b1c92e3aabd8", "kind": "round_opened", "detail": {}, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "notice_id": "09d7fd5f-e53a-4f67-907b-64b12536fd0c", "created_at": "2026-11-26T16:42:38.746+00:00", "addressed_at": null, "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306"},
{"key": "round_opened:90a05265-3f28-46fc-9425-fdfb6832df18", "kind": "round_opened", "detail": {}, "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "notice_id": "4638762a-3d00-4a79-91da-e2d335c6c207", "created_at": "2026-11-26T16:42:40.484+00:00", "addressed_at": null, "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678"}
]$rows$);

insert into public.round_slots overriding system value select * from jsonb_populate_recordset(null::public.round_slots, $rows$[
{"slot": 1, "team_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "group_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "submission_id": "5f88b7a0-db53-498d-b1fb-838ceeab9fb3"},
{"slot": 1, "team_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "group_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "submission_id": "b23232c4-35cf-4139-bb12-dc5cef31db28"},
{"slot": 1, "team_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "group_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "submission_id": "82364ae4-bb62-466a-8f11-b07ed0bf2336"},
{"slot": 1, "team_id": "ba978155-b872-4efc-8e7a-215e92c23055", "group_id": "ba978155-b872-4efc-8e7a-215e92c23055", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "submission_id": "ee1e04ef-80a5-4fb1-b417-bdd04eec50cf"},
{"slot": 1, "team_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "group_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "submission_id": "3fa6c330-eae4-4d9e-9c55-0d4fa7be46f5"}
]$rows$);

insert into public.rounds overriding system value select * from jsonb_populate_recordset(null::public.rounds, $rows$[
{"state": "open", "title": "A round", "number": 1, "archive": null, "opens_at": "2026-11-26T16:42:40.484+00:00", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "closed_at": null, "closes_at": "2026-12-26T16:42:40.484+00:00", "frozen_at": null, "opened_at": "2026-11-26T16:42:40.484+00:00", "sealed_at": "2026-11-26T16:42:40.357+00:00", "checked_at": "2026-11-26T16:42:40.259+00:00", "commitment": {"root": "5a126a293ec96828bda52e04f30b26e07aa8fe25be940fd715def8f0733a3d87", "metric": "accuracy", "schedule": {"cadence": "no cadence", "opens_at": null, "closes_at": null, "time_zone": "UTC"}, "sealed_at": "2026-11-26T16:42:40.357Z", "item_count": 30, "final_count": 18, "feedback_count": 12, "scorer_version": "4"}, "created_at": "2026-11-26T16:42:40.238632+00:00", "item_count": 30, "answers_cap": 3, "final_count": 18, "frozen_from": null, "queue_order": 1, "revealed_at": null, "benchmark_id": "c1f23ac7-2686-40dc-aa11-49b683ae4678", "check_report": {"checks": [{"name": "size", "detail": "30 items, 18 of them in the final part. Expect 95 % intervals of up to ±23.1 points around a final accuracy. Under 200 final items the round counts as unproven: it can't show whether the benchmark is fresh. Under 500 items all should be final: set the feedback share to 0, so that feedback says only whether a file is valid.", "numbers": {"item_count": 30, "final_count": 18, "feedback_count": 12, "half_width_percent": 23.1}, "outcome": "warn"}, {"name": "label_schema", "detail": "Each of the benchmark's 2 classes occurs.", "numbers": {"class_count": 2, "missing_count": 0}, "outcome": "pass"}, {"name": "class_balance", "detail": "There is no earlier round to compare the labels with.", "numbers": {}, "outcome": "pass"}, {"name": "duplicates", "detail": "No two items have the same input. 0 (0 %) have an equal or near duplicate, of similarity 0.8 or more.", "numbers": {"item_count": 30, "near_count": 0, "equal_count": 0, "distinct_count": 30, "contradicted_percent": 0}, "outcome": "pass"}, {"name": "overlap", "detail": "There is no earlier round to overlap with.", "numbers": {"round_count": 0}, "outcome": "pass"}, {"name": "order", "detail": "Area under the ROC curve against the label: row order 0.53, order of ids 0.53, number at the end of ids 0.53. None predicts the label.", "numbers": {"id_auc": 0.53, "row_auc": 0.53, "id_number_auc": 0.53}, "outcome": "pass"}, {"name": "dates", "detail": "The items have no dates to compare.", "numbers": {"item_count": 30, "dated_count": 0, "older_count": 0}, "outcome": "pass"}, {"name": "baseline", "detail": "The majority class's accuracy is 50 %. There is no earlier round to compare it with.", "numbers": {"baseline_percent": 50}, "outcome": "pass"}], "format": "csv", "hasDate": false, "hasGroup": false, "problems": [], "itemCount": 30, "inputColumns": ["size"], "problemCount": 0, "emptyLabelCount": 0, "duplicateIdCount": 0, "classSharePercent": {"no": 50, "yes": 50}}, "freeze_reason": null, "feedback_count": 12, "invalidated_at": null, "scorer_version": "4", "feedback_policy": "guarded-ladder", "replaces_round_id": null, "invalidation_reason": null, "test_set_byte_count": 589, "test_set_sealed_sha256": "41de3d07ebfb0cab6afdfa47ac295463c04a3ded06f2623ec106b11cf55bc896"},
{"state": "revealed", "title": "A round", "number": 1, "archive": [{"name": "predictions/5f88b7a0-db53-498d-b1fb-838ceeab9fb3.csv", "sha256": "b6c347c3660e3f51c3e7b05d9dc857152c9833178093fc121c22055f9ab63e37", "byteCount": 422}, {"name": "predictions/82364ae4-bb62-466a-8f11-b07ed0bf2336.csv", "sha256": "3478ff68048ce0548e7cb0732d60c1cc30b527a79cf60b9a158d3ff4e4daa7d9", "byteCount": 398}, {"name": "predictions/3fa6c330-eae4-4d9e-9c55-0d4fa7be46f5.csv", "sha256": "d90d96f7d1cdae966f5a626f2d8bfc69c8f4ffa5da33b76c7bde27d746a97c60", "byteCount": 410}, {"name": "archive.json", "sha256": "f569e298bf9060c6cd1177383fc731c789651c6767d74c73000fe0eaf131fe31", "byteCount": 8483}, {"name": "items.csv", "sha256": "dd465779cb00e645b420d21fe0bee0a4949b7c037aa8c99149e301a1a5b3b4e5", "byteCount": 3847}, {"name": "items.parquet", "sha256": "22903a21077b6a218ebc9240e0ab8790b3c9fb7a4086a54809ee5740d7023c87", "byteCount": 4466}, {"name": "croissant.json", "sha256": "2d44f7b976524476064fd172555dbf335557d53a84a7fbd137dea4c9bc26b1ef", "byteCount": 14053}, {"name": "README.txt", "sha256": "2839d753866d09291f6ea94f7993958acc83fd6576fd1a9d4fdfd469d6766a1b", "byteCount": 1487}, {"name": "SHA256SUMS", "sha256": "5b259069346af856a175f2d4770b637242dc0ecf21e3482c974ab9719ffbf74d", "byteCount": 750}, {"name": "archive.zip", "sha256": "98a659b417a7916b0bb356daf7ac45fa983f9446c3f8d1a6987f0bca021e6763", "byteCount": 13042}], "opens_at": "2026-11-26T16:42:38.746+00:00", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "closed_at": "2026-11-26T16:42:39.71+00:00", "closes_at": "2026-11-26T16:42:39.71+00:00", "frozen_at": null, "opened_at": "2026-11-26T16:42:38.746+00:00", "sealed_at": "2026-11-26T16:42:38.599+00:00", "checked_at": "2026-11-26T16:42:38.451+00:00", "commitment": {"root": "e08a3888be2a2723cbadb0e2fffc8d810a043a9c52a960ed6ad588e3d10f42d4", "metric": "accuracy", "schedule": {"cadence": "no cadence", "opens_at": null, "closes_at": null, "time_zone": "UTC"}, "sealed_at": "2026-11-26T16:42:38.599Z", "item_count": 24, "final_count": 14, "feedback_count": 10, "scorer_version": "4"}, "created_at": "2026-11-26T16:42:38.348832+00:00", "item_count": 24, "answers_cap": null, "final_count": 14, "frozen_from": null, "queue_order": 1, "revealed_at": "2026-11-26T16:42:40.097+00:00", "benchmark_id": "0a83d457-2110-4ff2-8550-9f192967f306", "check_report": {"checks": [{"name": "size", "detail": "24 items, 14 of them in the final part. Expect 95 % intervals of up to ±26.2 points around a final accuracy. Under 200 final items the round counts as unproven: it can't show whether the benchmark is fresh. Under 500 items all should be final: set the feedback share to 0, so that feedback says only whether a file is valid.", "numbers": {"item_count": 24, "final_count": 14, "feedback_count": 10, "half_width_percent": 26.2}, "outcome": "warn"}, {"name": "label_schema", "detail": "Each of the benchmark's 2 classes occurs.", "numbers": {"class_count": 2, "missing_count": 0}, "outcome": "pass"}, {"name": "class_balance", "detail": "There is no earlier round to compare the labels with.", "numbers": {}, "outcome": "pass"}, {"name": "duplicates", "detail": "No two items have the same input. 0 (0 %) have an equal or near duplicate, of similarity 0.8 or more.", "numbers": {"item_count": 24, "near_count": 0, "equal_count": 0, "distinct_count": 24, "contradicted_percent": 0}, "outcome": "pass"}, {"name": "overlap", "detail": "There is no earlier round to overlap with.", "numbers": {"round_count": 0}, "outcome": "pass"}, {"name": "order", "detail": "Area under the ROC curve against the label: row order 0.54, order of ids 0.54, number at the end of ids 0.54. None predicts the label.", "numbers": {"id_auc": 0.54, "row_auc": 0.54, "id_number_auc": 0.54}, "outcome": "pass"}, {"name": "dates", "detail": "The items have no dates to compare.", "numbers": {"item_count": 24, "dated_count": 0, "older_count": 0}, "outcome": "pass"}, {"name": "baseline", "detail": "The majority class's accuracy is 50 %. There is no earlier round to compare it with.", "numbers": {"baseline_percent": 50}, "outcome": "pass"}], "format": "csv", "hasDate": false, "hasGroup": false, "problems": [], "itemCount": 24, "inputColumns": ["size"], "problemCount": 0, "emptyLabelCount": 0, "duplicateIdCount": 0, "classSharePercent": {"no": 50, "yes": 50}}, "freeze_reason": null, "feedback_count": 10, "invalidated_at": null, "scorer_version": "4", "feedback_policy": "exact", "replaces_round_id": null, "invalidation_reason": null, "test_set_byte_count": 472, "test_set_sealed_sha256": "abc11f4eae9e8ba9869da12aab21735346ab235970e77689323ef17fba9c5f0b"}
]$rows$);

insert into public.snapshots overriding system value select * from jsonb_populate_recordset(null::public.snapshots, $rows$[
{"part": "feedback", "revision": 1, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "leaderboard": {"part": "feedback", "metric": "accuracy", "entered": 0, "entries": [], "erratum": null, "withheld": false, "direction": "higher", "comparison": null, "item_count": 10, "provisional": true}, "snapshot_id": "3f222b28-f774-42d5-895a-53e2529a5dd9", "published_at": "2026-11-26T16:42:38.852+00:00"},
{"part": "feedback", "revision": 1, "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "leaderboard": {"part": "feedback", "metric": "accuracy", "entered": 0, "entries": [], "erratum": null, "withheld": false, "direction": "higher", "comparison": null, "item_count": 12, "provisional": true}, "snapshot_id": "d994c093-5a6b-47fa-a408-e76bb6edd625", "published_at": "2026-11-26T16:42:40.517+00:00"},
{"part": "feedback", "revision": 2, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "leaderboard": {"part": "feedback", "metric": "accuracy", "entered": 1, "entries": [{"gap": null, "rank": 1, "team": "Ada 81b32d86", "model": "Model 0", "score": 0.4, "best_of": null, "equated": null, "version": "1", "evidence": "in-round", "interval": {"seed": null, "level": 0.95, "lower": 0.1403, "upper": 0.6597, "method": "told-standard-error"}, "secondary": {}, "team_slug": "ada-81b32d86", "model_slug": "model-0", "rank_lower": null, "rank_upper": null, "submitted_at": "2026-11-26T16:42:38.955Z", "submissions_used": 1, "tied_with_leader": true, "score_before_erratum": null}], "erratum": null, "withheld": false, "direction": "higher", "comparison": null, "item_count": 10, "provisional": true}, "snapshot_id": "7fde5916-c22a-47ac-af6f-a645c1eae91c", "published_at": "2026-11-26T16:42:39.23+00:00"},
{"part": "feedback", "revision": 2, "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "leaderboard": {"part": "feedback", "metric": "accuracy", "entered": 1, "entries": [], "erratum": null, "withheld": false, "direction": "higher", "comparison": null, "item_count": 12, "provisional": true}, "snapshot_id": "7ce29430-375d-4417-8f92-41656af71948", "published_at": "2026-11-26T16:42:40.885+00:00"},
{"part": "feedback", "revision": 3, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "leaderboard": {"part": "feedback", "metric": "accuracy", "entered": 2, "entries": [{"gap": null, "rank": 1, "team": "Ada 1bf98a88", "model": "Model 1", "score": 0.6, "best_of": null, "equated": null, "version": "1", "evidence": "in-round", "interval": {"seed": null, "level": 0.95, "lower": 0.3403, "upper": 0.8597, "method": "told-standard-error"}, "secondary": {}, "team_slug": "ada-1bf98a88", "model_slug": "model-1", "rank_lower": null, "rank_upper": null, "submitted_at": "2026-11-26T16:42:39.302Z", "submissions_used": 1, "tied_with_leader": true, "score_before_erratum": null}, {"gap": null, "rank": 2, "team": "Ada 81b32d86", "model": "Model 0", "score": 0.4, "best_of": null, "equated": null, "version": "1", "evidence": "in-round", "interval": {"seed": null, "level": 0.95, "lower": 0.1403, "upper": 0.6597, "method": "told-standard-error"}, "secondary": {}, "team_slug": "ada-81b32d86", "model_slug": "model-0", "rank_lower": null, "rank_upper": null, "submitted_at": "2026-11-26T16:42:38.955Z", "submissions_used": 1, "tied_with_leader": false, "score_before_erratum": null}], "erratum": null, "withheld": false, "direction": "higher", "comparison": null, "item_count": 10, "provisional": true}, "snapshot_id": "d698b698-cd92-49ad-ac37-6a1e350f15eb", "published_at": "2026-11-26T16:42:39.491+00:00"},
{"part": "final", "revision": 1, "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "leaderboard": {"part": "final", "metric": "accuracy", "entered": 3, "entries": [{"gap": 0, "rank": 1, "team": "Ada 26010ba3", "model": "Model 2", "score": 1, "best_of": null, "equated": null, "version": "1", "evidence": "in-round", "interval": {"seed": null, "level": 0.95, "lower": 0.7847, "upper": 1, "method": "wilson"}, "secondary": {}, "team_slug": "ada-26010ba3", "model_slug": "model-2", "rank_lower": 1, "rank_upper": 2, "submitted_at": "2026-11-26T16:42:39.533Z", "submissions_used": 1, "tied_with_leader": true, "score_before_erratum": null}, {"gap": -0.1714, "rank": 2, "team": "Ada 81b32d86", "model": "Model 0", "score": 0.5714, "best_of": null, "equated": null, "version": "1", "evidence": "in-round", "interval": {"seed": null, "level": 0.95, "lower": 0.3259, "upper": 0.7862, "method": "wilson"}, "secondary": {}, "team_slug": "ada-81b32d86", "model_slug": "model-0", "rank_lower": 1, "rank_upper": 3, "submitted_at": "2026-11-26T16:42:38.955Z", "submissions_used": 1, "tied_with_leader": false, "score_before_erratum": null}, {"gap": 0.1714, "rank": 3, "team": "Ada 1bf98a88", "model": "Model 1", "score": 0.4286, "best_of": null, "equated": null, "version": "1", "evidence": "in-round", "interval": {"seed": null, "level": 0.95, "lower": 0.2138, "upper": 0.6741, "method": "wilson"}, "secondary": {}, "team_slug": "ada-1bf98a88", "model_slug": "model-1", "rank_lower": 2, "rank_upper": 3, "submitted_at": "2026-11-26T16:42:39.302Z", "submissions_used": 1, "tied_with_leader": false, "score_before_erratum": null}], "erratum": null, "withheld": false, "direction": "higher", "comparison": {"seed": null, "test": "mcnemar", "level": 0.05, "pair_count": 3}, "item_count": 14, "provisional": false}, "snapshot_id": "10d5354b-1956-4e5f-8673-8a928c995f76", "published_at": "2026-11-26T16:42:39.928+00:00"}
]$rows$);

insert into public.submissions overriding system value select * from jsonb_populate_recordset(null::public.submissions, $rows$[
{"code": null, "kind": "predictions", "line": null, "state": "queued", "column": null, "attempt": 0, "message": null, "team_id": "ba978155-b872-4efc-8e7a-215e92c23055", "user_id": "6b29ddfe-161f-4e91-a947-722183184140", "version": "1", "evidence": "in-round", "feedback": null, "model_id": "f171a45d-44e5-4322-937b-b8afb2f3c2d2", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "disclosure": "", "deadline_at": "2026-11-27T16:42:40.926+00:00", "file_sha256": "aa3fe9aff874ed46c1353cd89f05bdc73e6a6087504e6b5fd663545f60c29eae", "finished_at": null, "received_at": "2026-11-26T16:42:40.926+00:00", "withdrawn_at": null, "submission_id": "ee1e04ef-80a5-4fb1-b417-bdd04eec50cf", "request_sha256": "fdb34ab0806d1952b5fce17d3c6124305c69e600b37dd0340d93bfaa8b05b714", "file_byte_count": 524, "idempotency_key": "ba2c774c-6246-40a2-a02a-b752fa8b3ffb"},
{"code": null, "kind": "predictions", "line": null, "state": "scored", "column": null, "attempt": 1, "message": null, "team_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "user_id": "cbbc56df-de28-4539-9210-7122e36a2977", "version": "1", "evidence": "in-round", "feedback": {"score": 0.4, "policy": "exact", "reason": null, "outcome": "score", "official_at": "2026-12-26T16:42:38.746Z", "answers_left": 999, "answers_used": 1, "exposure_after": 0.3183, "standard_error": 0.1325, "exposure_before": 0, "smallest_detectable": null}, "model_id": "c573922d-4058-437f-8f93-3a61de3cbd97", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "disclosure": "", "deadline_at": null, "file_sha256": "b6c347c3660e3f51c3e7b05d9dc857152c9833178093fc121c22055f9ab63e37", "finished_at": "2026-11-26T16:42:39.085+00:00", "received_at": "2026-11-26T16:42:38.955+00:00", "withdrawn_at": null, "submission_id": "5f88b7a0-db53-498d-b1fb-838ceeab9fb3", "request_sha256": "b1af206905dd3f4836d84478dee5f8255db6be1b4463792e37d39e298bfaeb0b", "file_byte_count": 422, "idempotency_key": "8c6c3809-ffab-42dd-913a-957f9578b52a"},
{"code": null, "kind": "predictions", "line": null, "state": "scored", "column": null, "attempt": 1, "message": null, "team_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "user_id": "38279ec3-e3eb-48d5-b488-e36462d51b33", "version": "1", "evidence": "in-round", "feedback": {"score": null, "policy": "guarded-ladder", "reason": "too-few-edits", "outcome": "withheld", "official_at": "2026-12-26T16:42:40.484Z", "answers_left": 3, "answers_used": 0, "exposure_after": 0, "standard_error": null, "exposure_before": 0, "smallest_detectable": null}, "model_id": "08d7b4e6-9f88-4489-ace3-c12d207b83ae", "round_id": "90a05265-3f28-46fc-9425-fdfb6832df18", "disclosure": "", "deadline_at": null, "file_sha256": "7c73cda6626e616c333c124b178da55b3b2215b08fa306480a7fc89f86a8b0b7", "finished_at": "2026-11-26T16:42:40.72+00:00", "received_at": "2026-11-26T16:42:40.693+00:00", "withdrawn_at": null, "submission_id": "b23232c4-35cf-4139-bb12-dc5cef31db28", "request_sha256": "1cf1c5ce05f4c039f9610f27e96bcd20cb67a5b8e2077921ca1f57d7c4472836", "file_byte_count": 494, "idempotency_key": "83692dc0-81f3-4305-aa6b-2c4477226b4e"},
{"code": null, "kind": "predictions", "line": null, "state": "scored", "column": null, "attempt": 1, "message": null, "team_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "user_id": "03d6133e-246f-4e45-8792-481d98aff441", "version": "1", "evidence": "in-round", "feedback": {"score": 0.6, "policy": "exact", "reason": null, "outcome": "score", "official_at": "2026-12-26T16:42:38.746Z", "answers_left": 999, "answers_used": 1, "exposure_after": 0.3183, "standard_error": 0.1325, "exposure_before": 0, "smallest_detectable": null}, "model_id": "a57f33a0-a8a9-47a1-9b2e-b46b568787dc", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "disclosure": "", "deadline_at": null, "file_sha256": "3478ff68048ce0548e7cb0732d60c1cc30b527a79cf60b9a158d3ff4e4daa7d9", "finished_at": "2026-11-26T16:42:39.359+00:00", "received_at": "2026-11-26T16:42:39.302+00:00", "withdrawn_at": null, "submission_id": "82364ae4-bb62-466a-8f11-b07ed0bf2336", "request_sha256": "188dfbe0b578901ecc316fcb2e2f7e6d4e4dc3ff543d4b5f7bfd60e9295b78c2", "file_byte_count": 398, "idempotency_key": "04ecf3e1-2384-4d42-b16b-9f79deaf3bd6"},
{"code": null, "kind": "predictions", "line": null, "state": "scored", "column": null, "attempt": 1, "message": null, "team_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "user_id": "cdb4450b-953c-4c8e-a5e0-548105b0e64e", "version": "1", "evidence": "in-round", "feedback": {"score": 1, "policy": "exact", "reason": null, "outcome": "score", "official_at": "2026-12-26T16:42:38.746Z", "answers_left": 999, "answers_used": 1, "exposure_after": 0.3183, "standard_error": 0.0709, "exposure_before": 0, "smallest_detectable": null}, "model_id": "b77facd3-2f03-4a99-82ea-723ffae8c444", "round_id": "79210b4c-3990-4da1-a720-b1c92e3aabd8", "disclosure": "", "deadline_at": null, "file_sha256": "d90d96f7d1cdae966f5a626f2d8bfc69c8f4ffa5da33b76c7bde27d746a97c60", "finished_at": "2026-11-26T16:42:39.624+00:00", "received_at": "2026-11-26T16:42:39.533+00:00", "withdrawn_at": null, "submission_id": "3fa6c330-eae4-4d9e-9c55-0d4fa7be46f5", "request_sha256": "262c7692ce0dcf035eec01e574f0b2e3ef847822bbd3f238ff6190bcb6dab005", "file_byte_count": 410, "idempotency_key": "4edbd803-fc01-4021-9751-a0c8b3f95d2f"}
]$rows$);

insert into public.team_members overriding system value select * from jsonb_populate_recordset(null::public.team_members, $rows$[
{"team_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "user_id": "cbbc56df-de28-4539-9210-7122e36a2977", "joined_at": "2026-11-26T16:42:38.907863+00:00"},
{"team_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "user_id": "38279ec3-e3eb-48d5-b488-e36462d51b33", "joined_at": "2026-11-26T16:42:40.657412+00:00"},
{"team_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "user_id": "03d6133e-246f-4e45-8792-481d98aff441", "joined_at": "2026-11-26T16:42:39.233369+00:00"},
{"team_id": "948bcf67-2a94-40f8-aeeb-979036d72033", "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "joined_at": "2026-11-26T16:42:38.094432+00:00"},
{"team_id": "ba978155-b872-4efc-8e7a-215e92c23055", "user_id": "6b29ddfe-161f-4e91-a947-722183184140", "joined_at": "2026-11-26T16:42:40.665815+00:00"},
{"team_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "user_id": "cdb4450b-953c-4c8e-a5e0-548105b0e64e", "joined_at": "2026-11-26T16:42:39.443154+00:00"}
]$rows$);

insert into public.teams overriding system value select * from jsonb_populate_recordset(null::public.teams, $rows$[
{"name": "Ada 1bf98a88", "slug": "ada-1bf98a88", "team_id": "807792a2-13d0-4246-bfeb-e9ba98c9c8c5", "created_at": "2026-11-26T16:42:39.232257+00:00"},
{"name": "Ada 26010ba3", "slug": "ada-26010ba3", "team_id": "bee8f1d5-cc5c-4e02-bf54-f6878c0653c4", "created_at": "2026-11-26T16:42:39.440998+00:00"},
{"name": "Ada 81b32d86", "slug": "ada-81b32d86", "team_id": "0a8652a3-a4c7-4d9e-8237-2c47f09940e2", "created_at": "2026-11-26T16:42:38.901941+00:00"},
{"name": "Ada 87697e40", "slug": "ada-87697e40", "team_id": "948bcf67-2a94-40f8-aeeb-979036d72033", "created_at": "2026-11-26T16:42:38.093481+00:00"},
{"name": "Ada a4a69418", "slug": "ada-a4a69418", "team_id": "50bb9686-bc61-4149-818a-94a3a33ca8b7", "created_at": "2026-11-26T16:42:40.657096+00:00"},
{"name": "Ada deaa27fc", "slug": "ada-deaa27fc", "team_id": "ba978155-b872-4efc-8e7a-215e92c23055", "created_at": "2026-11-26T16:42:40.665368+00:00"}
]$rows$);

insert into public.users overriding system value select * from jsonb_populate_recordset(null::public.users, $rows$[
{"name": "Ada 1bf98a88", "email": "ada-1bf98a88@example.org", "image": null, "user_id": "03d6133e-246f-4e45-8792-481d98aff441", "created_at": "2026-11-26T16:42:39.220655+00:00", "is_operator": false, "email_verified_at": "2026-11-26T16:42:39.219+00:00"},
{"name": "Ada 26010ba3", "email": "ada-26010ba3@example.org", "image": null, "user_id": "cdb4450b-953c-4c8e-a5e0-548105b0e64e", "created_at": "2026-11-26T16:42:39.437818+00:00", "is_operator": false, "email_verified_at": "2026-11-26T16:42:39.435+00:00"},
{"name": "Ada 81b32d86", "email": "ada-81b32d86@example.org", "image": null, "user_id": "cbbc56df-de28-4539-9210-7122e36a2977", "created_at": "2026-11-26T16:42:38.89273+00:00", "is_operator": false, "email_verified_at": "2026-11-26T16:42:38.89+00:00"},
{"name": "Ada 87697e40", "email": "ada-87697e40@example.org", "image": null, "user_id": "c9535838-6e6a-4fc2-a813-a8078d750908", "created_at": "2026-11-26T16:42:38.082511+00:00", "is_operator": false, "email_verified_at": "2026-11-26T16:42:38.079+00:00"},
{"name": "Ada a4a69418", "email": "ada-a4a69418@example.org", "image": null, "user_id": "38279ec3-e3eb-48d5-b488-e36462d51b33", "created_at": "2026-11-26T16:42:40.656065+00:00", "is_operator": false, "email_verified_at": "2026-11-26T16:42:40.655+00:00"},
{"name": "Ada deaa27fc", "email": "ada-deaa27fc@example.org", "image": null, "user_id": "6b29ddfe-161f-4e91-a947-722183184140", "created_at": "2026-11-26T16:42:40.658269+00:00", "is_operator": false, "email_verified_at": "2026-11-26T16:42:40.658+00:00"}
]$rows$);

select setval(pg_get_serial_sequence('public.audit_events', 'audit_event_id'), (select max(audit_event_id) from public.audit_events));
reset session_replication_role;
