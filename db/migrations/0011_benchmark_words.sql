ALTER TABLE "benchmarks" ADD COLUMN "links" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "contacts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
grant update (links, contacts, task, classes, metric, secondary_metrics, direction, features, quota_per_round, quota_per_day) on benchmarks to tidemark_web;
