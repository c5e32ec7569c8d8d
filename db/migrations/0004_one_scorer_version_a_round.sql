CREATE TABLE "schema_state" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"schema_version" integer NOT NULL,
	"compatible_since" integer NOT NULL,
	"migrated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "schema_state_is_one_row" CHECK ("schema_state"."is_only"),
	CONSTRAINT "schema_state_is_compatible_with_itself" CHECK ("schema_state"."compatible_since" <= "schema_state"."schema_version")
);
--> statement-breakpoint
ALTER TABLE "scorer_heartbeats" ADD COLUMN "scorable_versions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
grant select on schema_state to tidemark_web;--> statement-breakpoint
grant select on schema_state to tidemark_scorer;
