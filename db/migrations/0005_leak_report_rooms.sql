ALTER TABLE "leak_reports" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "leak_reports" ADD COLUMN "network_hash" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "leak_reports_reported_at_idx" ON "leak_reports" USING btree ("reported_at");