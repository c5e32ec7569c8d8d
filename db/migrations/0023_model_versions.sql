CREATE TYPE "public"."version_state" AS ENUM('checking', 'active', 'refused', 'retired');--> statement-breakpoint
ALTER TYPE "public"."submission_kind" ADD VALUE 'onnx';--> statement-breakpoint
CREATE TABLE "model_versions" (
	"version_id" uuid PRIMARY KEY NOT NULL,
	"model_id" uuid NOT NULL,
	"version" text NOT NULL,
	"skeleton" text NOT NULL,
	"sha256" text NOT NULL,
	"byte_count" bigint NOT NULL,
	"frozen_at" timestamp with time zone NOT NULL,
	"frozen_by" uuid,
	"state" "version_state" NOT NULL,
	"retired_at" timestamp with time zone,
	"retired_by" uuid,
	CONSTRAINT "model_versions_retired_has_instant" CHECK (("model_versions"."state" = 'retired') = ("model_versions"."retired_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "hidden"."model_runs" (
	"submission_id" uuid PRIMARY KEY NOT NULL,
	"predictions_sha256" text NOT NULL,
	"inputs_sha256" text NOT NULL,
	"conditions" jsonb NOT NULL,
	"ran_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "model_signature" jsonb;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "model_sample" jsonb;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "version_id" uuid;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "is_standing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_model_id_models_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."models"("model_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_frozen_by_users_user_id_fk" FOREIGN KEY ("frozen_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_retired_by_users_user_id_fk" FOREIGN KEY ("retired_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hidden"."model_runs" ADD CONSTRAINT "model_runs_submission_id_submissions_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("submission_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_model_id_version_key" ON "model_versions" USING btree ("model_id","version") WHERE "model_versions"."state" <> 'refused';--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_model_id_skeleton_key" ON "model_versions" USING btree ("model_id","skeleton") WHERE "model_versions"."state" <> 'refused';--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_model_id_sha256_key" ON "model_versions" USING btree ("model_id","sha256") WHERE "model_versions"."state" <> 'refused';--> statement-breakpoint
CREATE INDEX "model_versions_model_id_idx" ON "model_versions" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "model_versions_sha256_idx" ON "model_versions" USING btree ("sha256");--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_version_id_model_versions_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."model_versions"("version_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_one_standing_per_version" ON "submissions" USING btree ("round_id","version_id") WHERE "submissions"."is_standing";--> statement-breakpoint
CREATE INDEX "submissions_version_id_idx" ON "submissions" USING btree ("version_id");--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_model_has_version" CHECK (("submissions"."kind" <> 'predictions') = ("submissions"."version_id" is not null) and (not "submissions"."is_standing" or "submissions"."kind" <> 'predictions'));
--> statement-breakpoint
grant insert, select, update (retired_at, retired_by, state) on table public.model_versions to tidemark_web;--> statement-breakpoint
grant select on table public.model_versions to tidemark_scorer;--> statement-breakpoint
-- What stands; a trigger refuses everything else.
grant insert on table public.submissions to tidemark_scorer;--> statement-breakpoint
grant insert, select on table hidden.model_runs to tidemark_scorer;
