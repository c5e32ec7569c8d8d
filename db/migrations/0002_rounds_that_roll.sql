CREATE TYPE "public"."maintainer_role" AS ENUM('auditor', 'maintainer', 'owner');--> statement-breakpoint
CREATE TYPE "public"."erratum_state" AS ENUM('proposed', 'compared', 'published', 'dropped');--> statement-breakpoint
CREATE TYPE "public"."audit_actor_kind" AS ENUM('maintainer', 'operator', 'visitor', 'scheduler', 'scorer');--> statement-breakpoint
CREATE TYPE "public"."notice_kind" AS ENUM('round_opened', 'closing_soon', 'round_closed', 'refresh_overdue', 'round_frozen', 'round_unfrozen', 'round_invalidated', 'leak_reported', 'erratum_published');--> statement-breakpoint
CREATE TABLE "invitations" (
	"invitation_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" "maintainer_role" NOT NULL,
	"token_sha256" text NOT NULL,
	"invited_by" uuid,
	"invited_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "errata" (
	"erratum_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"round_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" "erratum_state" DEFAULT 'proposed' NOT NULL,
	"corrections" jsonb NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone NOT NULL,
	"score_changes" jsonb,
	"compared_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"published_by" uuid,
	"document" text,
	"signature" text,
	CONSTRAINT "errata_published_is_signed" CHECK ("errata"."state" <> 'published' or ("errata"."document" is not null and "errata"."signature" is not null and "errata"."published_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "invalidations" (
	"invalidation_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"round_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone NOT NULL,
	"consented_by" uuid,
	"consented_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	CONSTRAINT "invalidations_two_people" CHECK ("invalidations"."consented_by" <> "invalidations"."proposed_by"),
	CONSTRAINT "invalidations_has_reason" CHECK ("invalidations"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "leak_reports" (
	"leak_report_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"round_id" uuid NOT NULL,
	"user_id" uuid,
	"contact" text NOT NULL,
	"report" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	"handled_by" uuid
);
--> statement-breakpoint
CREATE TABLE "rotations" (
	"benchmark_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"closed_round_id" uuid,
	"opened_round_id" uuid,
	CONSTRAINT "rotations_pkey" PRIMARY KEY("benchmark_id","due_at")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"audit_event_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_audit_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"act" text NOT NULL,
	"actor_kind" "audit_actor_kind" NOT NULL,
	"user_id" uuid,
	"benchmark_id" uuid,
	"round_id" uuid,
	"detail" jsonb NOT NULL,
	"is_public" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_links" (
	"position" bigint PRIMARY KEY NOT NULL,
	"audit_event_id" bigint NOT NULL,
	"sha256" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "muted_notices" (
	"user_id" uuid NOT NULL,
	"kind" "notice_kind" NOT NULL,
	CONSTRAINT "muted_notices_pkey" PRIMARY KEY("user_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notice_deliveries" (
	"notice_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "notice_deliveries_pkey" PRIMARY KEY("notice_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"notice_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"kind" "notice_kind" NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"round_id" uuid,
	"detail" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"addressed_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "hidden"."evaluations_submission_id_scorer_version_key";--> statement-breakpoint
ALTER TABLE "benchmark_maintainers" ADD COLUMN "role" "maintainer_role" DEFAULT 'owner' NOT NULL;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "schedule" jsonb DEFAULT '{"cadence":{"kind":"none"},"timeZone":"UTC"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "next_rotation_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "overdue_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "reveals_after_rounds" integer;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "queue_order" integer;--> statement-breakpoint
UPDATE "rounds" SET "queue_order" = "number", "check_report" = "check_report" || '{"checks": []}';--> statement-breakpoint
ALTER TABLE "rounds" ALTER COLUMN "queue_order" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "replaces_round_id" uuid;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "commitment" jsonb;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "frozen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "frozen_from" "round_state";--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "freeze_reason" text;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "invalidated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "invalidation_reason" text;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "revealed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "archive" jsonb;--> statement-breakpoint
ALTER TABLE "hidden"."evaluations" ADD COLUMN "erratum_number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "hidden"."round_keys" ADD COLUMN "fingerprints_object_key" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_user_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "errata" ADD CONSTRAINT "errata_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "errata" ADD CONSTRAINT "errata_proposed_by_users_user_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "errata" ADD CONSTRAINT "errata_published_by_users_user_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invalidations" ADD CONSTRAINT "invalidations_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invalidations" ADD CONSTRAINT "invalidations_proposed_by_users_user_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invalidations" ADD CONSTRAINT "invalidations_consented_by_users_user_id_fk" FOREIGN KEY ("consented_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leak_reports" ADD CONSTRAINT "leak_reports_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leak_reports" ADD CONSTRAINT "leak_reports_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leak_reports" ADD CONSTRAINT "leak_reports_handled_by_users_user_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_closed_round_id_rounds_round_id_fk" FOREIGN KEY ("closed_round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_opened_round_id_rounds_round_id_fk" FOREIGN KEY ("opened_round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "muted_notices" ADD CONSTRAINT "muted_notices_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_deliveries" ADD CONSTRAINT "notice_deliveries_notice_id_notices_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("notice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_deliveries" ADD CONSTRAINT "notice_deliveries_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token_sha256_key" ON "invitations" USING btree ("token_sha256");--> statement-breakpoint
CREATE INDEX "invitations_benchmark_id_idx" ON "invitations" USING btree ("benchmark_id");--> statement-breakpoint
CREATE UNIQUE INDEX "errata_round_id_number_key" ON "errata" USING btree ("round_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "invalidations_one_pending_per_round" ON "invalidations" USING btree ("round_id") WHERE "invalidations"."consented_at" is null and "invalidations"."dropped_at" is null;--> statement-breakpoint
CREATE INDEX "leak_reports_round_id_reported_at_idx" ON "leak_reports" USING btree ("round_id","reported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "rotations_closed_round_id_key" ON "rotations" USING btree ("closed_round_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rotations_opened_round_id_key" ON "rotations" USING btree ("opened_round_id");--> statement-breakpoint
CREATE INDEX "audit_events_benchmark_id_at_idx" ON "audit_events" USING btree ("benchmark_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_is_public_at_idx" ON "audit_events" USING btree ("is_public","at");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_links_audit_event_id_key" ON "audit_links" USING btree ("audit_event_id");--> statement-breakpoint
CREATE INDEX "notice_deliveries_sent_at_due_at_idx" ON "notice_deliveries" USING btree ("sent_at","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_key_key" ON "notices" USING btree ("key");--> statement-breakpoint
CREATE INDEX "notices_addressed_at_created_at_idx" ON "notices" USING btree ("addressed_at","created_at");--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_replaces_round_id_rounds_round_id_fk" FOREIGN KEY ("replaces_round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "benchmarks_next_rotation_at_idx" ON "benchmarks" USING btree ("next_rotation_at");--> statement-breakpoint
CREATE UNIQUE INDEX "evaluations_submission_id_scorer_version_erratum_number_key" ON "hidden"."evaluations" USING btree ("submission_id","scorer_version","erratum_number");--> statement-breakpoint
ALTER TABLE "benchmarks" ADD CONSTRAINT "benchmarks_reveals_after_positive" CHECK ("benchmarks"."reveals_after_rounds" > 0);--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_frozen_has_reason" CHECK ("rounds"."state" <> 'frozen' or ("rounds"."frozen_from" is not null and "rounds"."frozen_at" is not null and "rounds"."freeze_reason" <> ''));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_invalidated_has_reason" CHECK ("rounds"."state" <> 'invalidated' or ("rounds"."invalidated_at" is not null and "rounds"."invalidation_reason" <> ''));--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_revealed_has_archive" CHECK ("rounds"."state" <> 'revealed' or ("rounds"."revealed_at" is not null and "rounds"."archive" is not null));