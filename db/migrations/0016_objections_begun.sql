ALTER TYPE "public"."notice_kind" ADD VALUE 'objections_begun' BEFORE 'erratum_published';--> statement-breakpoint
-- One notice for each close of a round, so that an extended one is told of again: those there are were of the close as it stands.
UPDATE "notices" n SET "key" = n."key" || ':' || (extract(epoch FROM r."closes_at") * 1000)::bigint
FROM "rounds" r WHERE r."round_id" = n."round_id" AND n."kind" = 'closing_soon' AND r."closes_at" IS NOT NULL;
