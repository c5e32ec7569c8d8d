CREATE SCHEMA "hidden";
--> statement-breakpoint
CREATE TYPE "public"."direction" AS ENUM('higher', 'lower');--> statement-breakpoint
CREATE TYPE "public"."feedback_policy" AS ENUM('exact', 'final-only');--> statement-breakpoint
CREATE TYPE "public"."input_visibility" AS ENUM('public', 'hidden');--> statement-breakpoint
CREATE TYPE "public"."metric" AS ENUM('accuracy', 'balanced_accuracy', 'macro_f1', 'log_loss', 'roc_auc', 'mae', 'rmse', 'r2');--> statement-breakpoint
CREATE TYPE "public"."task" AS ENUM('binary', 'multiclass', 'regression');--> statement-breakpoint
CREATE TYPE "public"."visibility" AS ENUM('public', 'unlisted');--> statement-breakpoint
CREATE TYPE "public"."part" AS ENUM('feedback', 'final');--> statement-breakpoint
CREATE TYPE "public"."round_state" AS ENUM('draft', 'sealed', 'open', 'closed', 'revealed', 'frozen', 'invalidated');--> statement-breakpoint
CREATE TYPE "public"."evidence" AS ENUM('prospective', 'in-round', 'calibration');--> statement-breakpoint
CREATE TYPE "public"."submission_kind" AS ENUM('predictions');--> statement-breakpoint
CREATE TYPE "public"."submission_state" AS ENUM('received', 'queued', 'scoring', 'scored', 'rejected', 'failed');--> statement-breakpoint
CREATE TABLE "benchmark_maintainers" (
	"benchmark_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "benchmark_maintainers_pkey" PRIMARY KEY("benchmark_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "benchmarks" (
	"benchmark_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"rules" text NOT NULL,
	"task" "task" NOT NULL,
	"classes" text[] NOT NULL,
	"metric" "metric" NOT NULL,
	"secondary_metrics" "metric"[] NOT NULL,
	"direction" "direction" NOT NULL,
	"accepts" text[] NOT NULL,
	"inputs" "input_visibility" NOT NULL,
	"features" jsonb NOT NULL,
	"quota_per_round" integer NOT NULL,
	"quota_per_day" integer NOT NULL,
	"feedback_policy" "feedback_policy" NOT NULL,
	"feedback_share" real NOT NULL,
	"visibility" "visibility" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "benchmarks_quota_positive" CHECK ("benchmarks"."quota_per_round" > 0 and "benchmarks"."quota_per_day" > 0),
	CONSTRAINT "benchmarks_feedback_share_range" CHECK ("benchmarks"."feedback_share" >= 0 and "benchmarks"."feedback_share" <= 0.9)
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "accounts_pkey" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"api_token_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_sha256" text NOT NULL,
	"hint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "inbox_mails" (
	"inbox_mail_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"team_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "team_members_pkey" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"team_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"user_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text,
	"email" text,
	"email_verified_at" timestamp with time zone,
	"image" text,
	"is_operator" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "verification_tokens_pkey" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
CREATE TABLE "scorer_heartbeats" (
	"worker_id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"scorer_version" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"snapshot_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"round_id" uuid NOT NULL,
	"part" "part" NOT NULL,
	"revision" integer NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"leaderboard" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"round_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"state" "round_state" DEFAULT 'draft' NOT NULL,
	"opens_at" timestamp with time zone,
	"closes_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sealed_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"feedback_policy" "feedback_policy",
	"test_set_byte_count" bigint NOT NULL,
	"test_set_sealed_sha256" text NOT NULL,
	"checked_at" timestamp with time zone,
	"check_report" jsonb,
	"item_count" integer,
	"feedback_count" integer,
	"final_count" integer,
	"scorer_version" text,
	CONSTRAINT "rounds_closes_after_opening" CHECK ("rounds"."closes_at" is null or "rounds"."opens_at" is null or "rounds"."closes_at" > "rounds"."opens_at"),
	CONSTRAINT "rounds_sealed_has_parts" CHECK ("rounds"."state" = 'draft' or ("rounds"."item_count" is not null and "rounds"."sealed_at" is not null)),
	CONSTRAINT "rounds_open_has_interval" CHECK ("rounds"."state" <> 'open' or ("rounds"."opened_at" is not null and "rounds"."closes_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "day_slots" (
	"benchmark_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"day" date NOT NULL,
	"slot" integer NOT NULL,
	"submission_id" uuid NOT NULL,
	CONSTRAINT "day_slots_pkey" PRIMARY KEY("benchmark_id","team_id","day","slot")
);
--> statement-breakpoint
CREATE TABLE "models" (
	"model_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "round_slots" (
	"round_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"slot" integer NOT NULL,
	"submission_id" uuid NOT NULL,
	CONSTRAINT "round_slots_pkey" PRIMARY KEY("round_id","team_id","slot")
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"submission_id" uuid PRIMARY KEY NOT NULL,
	"round_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"user_id" uuid,
	"model_id" uuid NOT NULL,
	"version" text NOT NULL,
	"kind" "submission_kind" NOT NULL,
	"evidence" "evidence" NOT NULL,
	"disclosure" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_sha256" text NOT NULL,
	"file_sha256" text NOT NULL,
	"file_byte_count" bigint NOT NULL,
	"state" "submission_state" NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone,
	"attempt" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"code" text,
	"message" text,
	"line" integer,
	"column" integer,
	"feedback" jsonb,
	CONSTRAINT "submissions_unfinished_has_deadline" CHECK ("submissions"."state" in ('scored', 'rejected', 'failed') or "submissions"."deadline_at" is not null),
	CONSTRAINT "submissions_failed_has_code" CHECK ("submissions"."state" not in ('rejected', 'failed') or "submissions"."code" is not null)
);
--> statement-breakpoint
CREATE TABLE "hidden"."evaluations" (
	"evaluation_id" uuid PRIMARY KEY NOT NULL,
	"round_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"scorer_version" text NOT NULL,
	"attempt" integer NOT NULL,
	"scored_at" timestamp with time zone NOT NULL,
	"ciphertext" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hidden"."item_outcomes" (
	"evaluation_id" uuid NOT NULL,
	"part" text NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	CONSTRAINT "item_outcomes_pkey" PRIMARY KEY("evaluation_id","part")
);
--> statement-breakpoint
CREATE TABLE "hidden"."round_keys" (
	"round_id" uuid PRIMARY KEY NOT NULL,
	"sealed_key" "bytea" NOT NULL,
	"items_object_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hidden"."round_parts" (
	"round_id" uuid PRIMARY KEY NOT NULL,
	"ciphertext" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hidden"."round_secrets" (
	"round_id" uuid PRIMARY KEY NOT NULL,
	"ciphertext" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "benchmark_maintainers" ADD CONSTRAINT "benchmark_maintainers_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark_maintainers" ADD CONSTRAINT "benchmark_maintainers_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_slots" ADD CONSTRAINT "day_slots_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_slots" ADD CONSTRAINT "day_slots_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "models" ADD CONSTRAINT "models_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_slots" ADD CONSTRAINT "round_slots_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_slots" ADD CONSTRAINT "round_slots_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_model_id_models_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."models"("model_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden"."evaluations" ADD CONSTRAINT "evaluations_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden"."evaluations" ADD CONSTRAINT "evaluations_submission_id_submissions_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("submission_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden"."item_outcomes" ADD CONSTRAINT "item_outcomes_evaluation_id_evaluations_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "hidden"."evaluations"("evaluation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden"."round_keys" ADD CONSTRAINT "round_keys_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden"."round_parts" ADD CONSTRAINT "round_parts_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden"."round_secrets" ADD CONSTRAINT "round_secrets_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "benchmarks_slug_key" ON "benchmarks" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_token_sha256_key" ON "api_tokens" USING btree ("token_sha256");--> statement-breakpoint
CREATE INDEX "api_tokens_user_id_idx" ON "api_tokens" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "team_members_user_id_idx" ON "team_members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "teams_slug_key" ON "teams" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "snapshots_round_id_part_revision_key" ON "snapshots" USING btree ("round_id","part","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "rounds_benchmark_id_number_key" ON "rounds" USING btree ("benchmark_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "rounds_one_open_per_benchmark" ON "rounds" USING btree ("benchmark_id") WHERE "rounds"."state" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "day_slots_submission_id_key" ON "day_slots" USING btree ("submission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "models_benchmark_id_slug_key" ON "models" USING btree ("benchmark_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "models_benchmark_id_team_id_name_key" ON "models" USING btree ("benchmark_id","team_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "round_slots_submission_id_key" ON "round_slots" USING btree ("submission_id");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_user_id_idempotency_key_key" ON "submissions" USING btree ("user_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "submissions_round_id_received_at_idx" ON "submissions" USING btree ("round_id","received_at");--> statement-breakpoint
CREATE INDEX "submissions_team_id_received_at_idx" ON "submissions" USING btree ("team_id","received_at");--> statement-breakpoint
CREATE INDEX "submissions_unfinished_idx" ON "submissions" USING btree ("deadline_at") WHERE "submissions"."state" in ('received', 'queued', 'scoring');--> statement-breakpoint
CREATE UNIQUE INDEX "evaluations_submission_id_scorer_version_key" ON "hidden"."evaluations" USING btree ("submission_id","scorer_version");