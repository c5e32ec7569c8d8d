CREATE TYPE "public"."dry_run_state" AS ENUM('queued', 'running', 'passed', 'rejected', 'failed');--> statement-breakpoint
CREATE TABLE "dry_runs" (
	"dry_run_id" uuid PRIMARY KEY NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"byte_count" bigint NOT NULL,
	"state" "dry_run_state" NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone,
	"attempt" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	"code" text,
	"message" text,
	CONSTRAINT "dry_runs_unfinished_has_deadline" CHECK (("dry_runs"."state" in ('queued', 'running')) = ("dry_runs"."deadline_at" is not null)),
	CONSTRAINT "dry_runs_without_success_has_code" CHECK (("dry_runs"."state" in ('rejected', 'failed')) = ("dry_runs"."code" is not null))
);
--> statement-breakpoint
ALTER TABLE "dry_runs" ADD CONSTRAINT "dry_runs_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dry_runs" ADD CONSTRAINT "dry_runs_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dry_runs_user_id_received_at_idx" ON "dry_runs" USING btree ("user_id","received_at");--> statement-breakpoint
CREATE INDEX "dry_runs_received_at_idx" ON "dry_runs" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "dry_runs_unfinished_idx" ON "dry_runs" USING btree ("deadline_at") WHERE "dry_runs"."state" in ('queued', 'running');--> statement-breakpoint
grant insert, select on table public.dry_runs to tidemark_web;--> statement-breakpoint
grant delete, select, update (attempt, code, deadline_at, finished_at, message, state) on table public.dry_runs to tidemark_scorer;
