CREATE TABLE "team_link_proposals" (
	"proposal_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"team_ids" uuid[] NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone NOT NULL,
	"consented_by" uuid,
	"consented_at" timestamp with time zone,
	"dropped_by" uuid,
	"dropped_at" timestamp with time zone,
	CONSTRAINT "team_link_proposals_two_people" CHECK ("team_link_proposals"."consented_by" <> "team_link_proposals"."proposed_by"),
	CONSTRAINT "team_link_proposals_has_reason" CHECK ("team_link_proposals"."reason" <> '')
);
--> statement-breakpoint
ALTER TABLE "linked_teams" ADD COLUMN "is_by_one" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "team_link_proposals" ADD CONSTRAINT "team_link_proposals_benchmark_id_benchmarks_benchmark_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("benchmark_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_link_proposals" ADD CONSTRAINT "team_link_proposals_proposed_by_users_user_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_link_proposals" ADD CONSTRAINT "team_link_proposals_consented_by_users_user_id_fk" FOREIGN KEY ("consented_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_link_proposals" ADD CONSTRAINT "team_link_proposals_dropped_by_users_user_id_fk" FOREIGN KEY ("dropped_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_link_proposals_benchmark_id_idx" ON "team_link_proposals" USING btree ("benchmark_id");--> statement-breakpoint
-- Links of before were made by one maintainer's word and have pooled answers since: they go on as if a second one had consented.
INSERT INTO "team_link_proposals" ("proposal_id", "benchmark_id", "team_ids", "reason", "proposed_by", "proposed_at", "consented_at")
SELECT "group_id", "benchmark_id", array_agg("team_id" ORDER BY "team_id"), min("reason"), min("linked_by"::text)::uuid, min("linked_at"), min("linked_at")
FROM "linked_teams" GROUP BY "group_id", "benchmark_id";--> statement-breakpoint
ALTER TABLE "linked_teams" ADD CONSTRAINT "linked_teams_group_id_team_link_proposals_proposal_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."team_link_proposals"("proposal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("consented_by", "dropped_by") ON "team_link_proposals" TO tidemark_web;--> statement-breakpoint
-- What gathered slots at a link. Slots of rounds that aren't over, and of their days, go back to those who shared at the opening.
DROP TRIGGER IF EXISTS "linked_teams_gather" ON "linked_teams";--> statement-breakpoint
DROP FUNCTION IF EXISTS linked_teams_gather_slots();--> statement-breakpoint
CREATE TEMPORARY TABLE "slot_moves" ON COMMIT DROP AS
SELECT s."submission_id", "held"."group_id",
	row_number() OVER (PARTITION BY s."round_id", "held"."group_id" ORDER BY s."group_id", s."slot") AS "place"
FROM "round_slots" s JOIN "rounds" r USING ("round_id"), LATERAL (
	SELECT coalesce((SELECT l."group_id" FROM "linked_teams" l WHERE l."benchmark_id" = r."benchmark_id" AND l."team_id" = s."team_id"
		AND l."linked_at" <= r."opened_at" AND (l."unlinked_at" IS NULL OR r."opened_at" <= l."unlinked_at")
		ORDER BY l."linked_at" DESC LIMIT 1), s."team_id") AS "group_id") "held"
WHERE r."state" IN ('open', 'frozen') AND s."group_id" <> "held"."group_id";--> statement-breakpoint
UPDATE "round_slots" s SET "group_id" = m."group_id", "slot" = m."place" + (
	SELECT coalesce(max(t."slot"), 0) FROM "round_slots" t WHERE t."round_id" = s."round_id" AND t."group_id" = m."group_id")
FROM "slot_moves" m WHERE m."submission_id" = s."submission_id";--> statement-breakpoint
UPDATE "day_slots" s SET "group_id" = m."group_id", "slot" = m."place" + (
	SELECT coalesce(max(t."slot"), 0) FROM "day_slots" t
	WHERE t."benchmark_id" = s."benchmark_id" AND t."group_id" = m."group_id" AND t."day" = s."day")
FROM "slot_moves" m WHERE m."submission_id" = s."submission_id" AND s."group_id" <> m."group_id";
