CREATE TABLE "benchmark_texts" (
	"benchmark_id" uuid PRIMARY KEY NOT NULL,
	"description_html" text,
	"rules_html" text,
	"renderer_version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "summary" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "benchmark_texts" ADD CONSTRAINT "benchmark_texts_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
grant select, insert, update (description_html, rules_html, renderer_version) on benchmark_texts to tidemark_web;--> statement-breakpoint
grant update (summary) on benchmarks to tidemark_web;
