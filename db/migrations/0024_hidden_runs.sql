CREATE TABLE "hidden"."hidden_runs" (
	"submission_id" uuid PRIMARY KEY NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"outcome" "bytea",
	"told_at" timestamp with time zone,
	CONSTRAINT "hidden_runs_outcome_has_instant" CHECK ((outcome is null) = (told_at is null))
);
--> statement-breakpoint
ALTER TABLE "hidden"."hidden_runs" ADD CONSTRAINT "hidden_runs_submission_id_submissions_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("submission_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
grant insert, select, update (outcome, told_at) on table hidden.hidden_runs to tidemark_scorer;--> statement-breakpoint
-- What was being run when this came: nobody knows how far it was.
insert into hidden.hidden_runs (submission_id, begun_at)
select s.submission_id, s.received_at from submissions s join rounds using (round_id) join benchmarks b using (benchmark_id)
where s.version_id is not null and s.attempt > 0 and s.state in ('queued', 'scoring') and b.inputs = 'hidden';
