ALTER TABLE "submissions" ADD COLUMN "version_skeleton" text;--> statement-breakpoint
ALTER TABLE "version_files" ADD COLUMN "skeleton" text;--> statement-breakpoint
ALTER TABLE "schema_state" ADD COLUMN "demo_seeded_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "version_files_skeleton_key" ON "version_files" USING btree ("round_id","model_id","skeleton");