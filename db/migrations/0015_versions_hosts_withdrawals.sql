ALTER TYPE "public"."audit_actor_kind" ADD VALUE 'participant';--> statement-breakpoint
ALTER TYPE "public"."flag_kind" ADD VALUE 'equal-file';--> statement-breakpoint
CREATE TABLE "host_teams" (
	"benchmark_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	CONSTRAINT "host_teams_pkey" PRIMARY KEY("benchmark_id","team_id")
);
--> statement-breakpoint
CREATE TABLE "label_holders" (
	"benchmark_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	CONSTRAINT "label_holders_pkey" PRIMARY KEY("benchmark_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "version_files" (
	"round_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" text NOT NULL,
	"file_sha256" text NOT NULL,
	CONSTRAINT "version_files_pkey" PRIMARY KEY("round_id","model_id","version")
);
--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "withdrawn_by" uuid;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "withdrawal_reason" text;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "chosen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "chosen_by" uuid;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "is_baseline" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "is_only_of_file" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "host_teams" ADD CONSTRAINT "host_teams_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_teams" ADD CONSTRAINT "host_teams_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_holders" ADD CONSTRAINT "label_holders_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_holders" ADD CONSTRAINT "label_holders_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_files" ADD CONSTRAINT "version_files_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_files" ADD CONSTRAINT "version_files_model_id_models_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."models"("model_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "label_holders_user_id_idx" ON "label_holders" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_withdrawn_by_users_user_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_chosen_by_users_user_id_fk" FOREIGN KEY ("chosen_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submissions_round_id_model_id_idx" ON "submissions" USING btree ("round_id","model_id");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_one_chosen_per_model" ON "submissions" USING btree ("round_id","model_id") WHERE "submissions"."chosen_at" is not null;--> statement-breakpoint
-- Files that a team sent twice in a round before this stay: the newest is the one that no later file may repeat.
UPDATE "submissions" SET "is_only_of_file" = false WHERE "submission_id" IN (
  SELECT "submission_id" FROM (
    SELECT "submission_id", row_number() OVER (PARTITION BY "round_id", "team_id", "file_sha256" ORDER BY "received_at" DESC, "submission_id" DESC) AS "place"
    FROM "submissions" WHERE "state" NOT IN ('rejected', 'failed') AND "withdrawn_at" IS NULL
  ) "repeated" WHERE "place" > 1
);--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_one_of_file_per_team" ON "submissions" USING btree ("round_id","team_id","file_sha256") WHERE "submissions"."is_only_of_file" and "submissions"."state" not in ('rejected', 'failed') and "submissions"."withdrawn_at" is null;--> statement-breakpoint
-- A version that named several files until now names, from now on, the one that stands for it: the newest that was scored.
INSERT INTO "version_files" ("round_id", "model_id", "version", "file_sha256")
SELECT DISTINCT ON ("round_id", "model_id", "version") "round_id", "model_id", "version", "file_sha256" FROM "submissions"
ORDER BY "round_id", "model_id", "version", ("state" = 'scored' AND "withdrawn_at" IS NULL) DESC, "received_at" DESC, "submission_id" DESC;--> statement-breakpoint
-- Whoever may upload labels, and whoever has: a role that was taken away since is known by its acts alone.
INSERT INTO "label_holders" ("benchmark_id", "user_id", "held_at")
SELECT "benchmark_id", "user_id", min("held_at") FROM (
  SELECT "benchmark_id", "user_id", "added_at" AS "held_at" FROM "benchmark_maintainers" WHERE "role" IN ('owner', 'maintainer')
  UNION ALL
  SELECT e."benchmark_id", e."user_id", e."at" FROM "audit_events" e JOIN "benchmarks" USING ("benchmark_id") JOIN "users" USING ("user_id")
  WHERE e."act" IN ('benchmark_created', 'test_set_uploaded')
) "held" GROUP BY "benchmark_id", "user_id";--> statement-breakpoint
INSERT INTO "host_teams" ("benchmark_id", "team_id", "held_at")
SELECT "benchmark_id", "team_id", min(greatest("held_at", "joined_at")) FROM "label_holders" JOIN "team_members" USING ("user_id")
GROUP BY "benchmark_id", "team_id";--> statement-breakpoint
GRANT SELECT ON "version_files" TO tidemark_web;--> statement-breakpoint
GRANT SELECT ON "host_teams" TO tidemark_web, tidemark_scorer;--> statement-breakpoint
GRANT UPDATE ("withdrawn_by", "withdrawal_reason", "chosen_at", "chosen_by") ON "submissions" TO tidemark_web;
