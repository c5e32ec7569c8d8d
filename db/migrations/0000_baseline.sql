-- Where the schema began that stands in db/schema.sql: as the fourteen migrations before it had left it, column by column in their
-- order, so that a site of then and one begun here are alike (db/take-over-old-schema.ts). Functions and triggers: db/functions/.

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
