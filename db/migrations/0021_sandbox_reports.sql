CREATE TABLE "sandbox_reports" (
	"boot_id" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"is_found" boolean NOT NULL,
	"failed" text[] NOT NULL,
	"tested_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "scorer_heartbeats" ADD COLUMN "boot_id" text;--> statement-breakpoint
GRANT SELECT ON "sandbox_reports" TO tidemark_web;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "sandbox_reports" TO tidemark_scorer;
