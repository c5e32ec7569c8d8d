CREATE TYPE "public"."freshness_state" AS ENUM('retired', 'stale', 'aging', 'unproven', 'fresh');--> statement-breakpoint
CREATE TYPE "public"."flag_kind" AS ENUM('near-copy', 'random-probing', 'chance-level', 'tiny-edit');--> statement-breakpoint
ALTER TYPE "public"."feedback_policy" ADD VALUE 'guarded-ladder';--> statement-breakpoint
ALTER TYPE "public"."feedback_policy" ADD VALUE 'exact-with-budget';--> statement-breakpoint
CREATE TABLE "answer_tallies" (
	"round_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"incumbent_submission_id" uuid,
	"score_count" integer DEFAULT 0 NOT NULL,
	"announcement_count" integer DEFAULT 0 NOT NULL,
	"refusal_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "answer_tallies_pkey" PRIMARY KEY("round_id","team_id"),
	CONSTRAINT "answer_tallies_counts" CHECK ("answer_tallies"."score_count" >= 0 and "answer_tallies"."announcement_count" >= 0 and "answer_tallies"."refusal_count" >= 0),
	CONSTRAINT "answer_tallies_incumbent_was_announced" CHECK (("answer_tallies"."incumbent_submission_id" is null) = ("answer_tallies"."announcement_count" = 0))
);
--> statement-breakpoint
CREATE TABLE "linked_teams" (
	"benchmark_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"linked_by" uuid,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "linked_teams_pkey" PRIMARY KEY("benchmark_id","team_id"),
	CONSTRAINT "linked_teams_has_reason" CHECK ("linked_teams"."reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "calibration_marks" (
	"benchmark_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" text NOT NULL,
	"reason" text NOT NULL,
	"designated_by" uuid,
	"designated_at" timestamp with time zone NOT NULL,
	"dropped_at" timestamp with time zone,
	CONSTRAINT "calibration_marks_pkey" PRIMARY KEY("benchmark_id","model_id","version")
);
--> statement-breakpoint
CREATE TABLE "freshness_records" (
	"freshness_record_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"round_id" uuid NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	"is_at_close" boolean NOT NULL,
	"state" "freshness_state" NOT NULL,
	"freshness" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"flag_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"round_id" uuid NOT NULL,
	"kind" "flag_kind" NOT NULL,
	"subject" text NOT NULL,
	"flag" jsonb NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"judged_at" timestamp with time zone,
	"judged_by" uuid,
	"judgement" text,
	CONSTRAINT "flags_judged_has_judgement" CHECK (("flags"."judged_at" is null) = ("flags"."judgement" is null))
);
--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "answers_cap" integer;--> statement-breakpoint
ALTER TABLE "answer_tallies" ADD CONSTRAINT "answer_tallies_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_tallies" ADD CONSTRAINT "answer_tallies_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_tallies" ADD CONSTRAINT "answer_tallies_incumbent_submission_id_submissions_submission_id_fk" FOREIGN KEY ("incumbent_submission_id") REFERENCES "public"."submissions"("submission_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linked_teams" ADD CONSTRAINT "linked_teams_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linked_teams" ADD CONSTRAINT "linked_teams_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linked_teams" ADD CONSTRAINT "linked_teams_group_id_teams_team_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."teams"("team_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "linked_teams" ADD CONSTRAINT "linked_teams_linked_by_users_user_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calibration_marks" ADD CONSTRAINT "calibration_marks_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calibration_marks" ADD CONSTRAINT "calibration_marks_model_id_models_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."models"("model_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calibration_marks" ADD CONSTRAINT "calibration_marks_designated_by_users_user_id_fk" FOREIGN KEY ("designated_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "freshness_records" ADD CONSTRAINT "freshness_records_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_judged_by_users_user_id_fk" FOREIGN KEY ("judged_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "linked_teams_benchmark_id_group_id_idx" ON "linked_teams" USING btree ("benchmark_id","group_id");--> statement-breakpoint
CREATE INDEX "freshness_records_round_id_computed_at_idx" ON "freshness_records" USING btree ("round_id","computed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "flags_round_id_kind_subject_key" ON "flags" USING btree ("round_id","kind","subject");--> statement-breakpoint
CREATE INDEX "flags_round_id_raised_at_idx" ON "flags" USING btree ("round_id","raised_at");--> statement-breakpoint

-- Who may touch what. Answers, freshness and flags are the scorer's to say; who is linked, frozen or cleared is a maintainer's.
grant select on answer_tallies, freshness_records, flags to tidemark_web;
--> statement-breakpoint
grant update (judged_at, judged_by, judgement) on flags to tidemark_web;
--> statement-breakpoint
grant select, insert, delete on linked_teams to tidemark_web;
--> statement-breakpoint
grant select, insert on calibration_marks to tidemark_web;
--> statement-breakpoint
grant update (reason, designated_by, designated_at, dropped_at) on calibration_marks to tidemark_web;
--> statement-breakpoint
grant select on linked_teams, calibration_marks to tidemark_scorer;
--> statement-breakpoint
grant select, insert, update on answer_tallies to tidemark_scorer;
--> statement-breakpoint
grant select, insert on freshness_records, flags to tidemark_scorer;
--> statement-breakpoint
grant update (answers_cap) on rounds to tidemark_scorer;
--> statement-breakpoint

-- The cap of answers is fixed with the sealing, like the policy it belongs to.
create function rounds_fix_answers_cap() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.answers_cap is not null or tg_op = 'UPDATE' and old.state <> 'draft' and new.answers_cap is distinct from old.answers_cap then
    raise exception 'a round''s cap of answers is fixed at its sealing' using errcode = 'check_violation', constraint = 'rounds_answers_cap_is_fixed';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger rounds_fixed_cap before insert or update on rounds for each row execute function rounds_fix_answers_cap();
