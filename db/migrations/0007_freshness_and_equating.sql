CREATE TABLE "equatings" (
	"equating_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"round_id" uuid NOT NULL,
	"computed_at" timestamp with time zone NOT NULL,
	"equating" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "equatings" ADD CONSTRAINT "equatings_round_id_rounds_round_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("round_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "equatings_round_id_computed_at_idx" ON "equatings" USING btree ("round_id","computed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "freshness_records_one_at_close" ON "freshness_records" USING btree ("round_id") WHERE "freshness_records"."is_at_close";--> statement-breakpoint
ALTER TABLE "calibration_marks" ADD CONSTRAINT "calibration_marks_has_reason" CHECK ("calibration_marks"."reason" <> '');--> statement-breakpoint

-- What is published of rounds together is the scorer's to say.
grant select on equatings to tidemark_web;
--> statement-breakpoint
grant select, insert on equatings to tidemark_scorer;
