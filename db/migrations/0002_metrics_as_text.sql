ALTER TABLE "benchmarks" ALTER COLUMN "metric" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "benchmarks" ALTER COLUMN "secondary_metrics" SET DATA TYPE text[];--> statement-breakpoint
DROP TYPE "public"."metric";