-- Of PostgreSQL's own, and trusted: whoever owns the database may make it.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;--> statement-breakpoint
CREATE TABLE "benchmark_listings" (
	"benchmark_id" uuid PRIMARY KEY NOT NULL,
	"is_listed" boolean DEFAULT false NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"task" "task" NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"state" "round_state",
	"freshness" "freshness_state" DEFAULT 'unproven' NOT NULL,
	"closes_at" timestamp with time zone,
	"ranking_round_id" uuid,
	"ranking_revision" integer,
	"ranking" jsonb,
	"ranked_count" integer DEFAULT 0 NOT NULL,
	"ranked_names" text DEFAULT '' NOT NULL,
	"changed_at" timestamp with time zone,
	"changed_act" text,
	"document" "tsvector" DEFAULT ''::tsvector NOT NULL,
	"words" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "benchmark_listings" ADD CONSTRAINT "benchmark_listings_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "benchmark_listings_document_idx" ON "benchmark_listings" USING gin ("document") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "benchmark_listings_tags_idx" ON "benchmark_listings" USING gin ("tags") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "benchmark_listings_words_idx" ON "benchmark_listings" USING gin ("words" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "benchmark_listings_closes_at_idx" ON "benchmark_listings" USING btree ("closes_at","title" collate "en-x-icu","slug") WHERE "benchmark_listings"."is_listed";--> statement-breakpoint
CREATE INDEX "benchmark_listings_changed_at_idx" ON "benchmark_listings" USING btree ("changed_at" DESC NULLS LAST,"slug") WHERE "benchmark_listings"."is_listed";--> statement-breakpoint
CREATE INDEX "benchmark_listings_ranked_count_idx" ON "benchmark_listings" USING btree ("ranked_count" DESC NULLS LAST,"slug") WHERE "benchmark_listings"."is_listed";--> statement-breakpoint
CREATE INDEX "benchmark_listings_title_idx" ON "benchmark_listings" USING btree ("title" collate "en-x-icu","slug") WHERE "benchmark_listings"."is_listed";--> statement-breakpoint
grant select on benchmark_listings to tidemark_web;--> statement-breakpoint
grant update (tags) on benchmarks to tidemark_web;
