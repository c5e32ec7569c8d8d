ALTER TABLE "teams" ADD COLUMN "skeleton" text;--> statement-breakpoint
ALTER TABLE "models" ADD COLUMN "skeleton" text;--> statement-breakpoint
-- The id stands for a skeleton, which SQL can't compute, until db/name-old-rows-apart.ts has, in the same start.
UPDATE "teams" SET "skeleton" = "team_id"::text;--> statement-breakpoint
UPDATE "models" SET "skeleton" = "model_id"::text;--> statement-breakpoint
ALTER TABLE "teams" ALTER COLUMN "skeleton" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "models" ALTER COLUMN "skeleton" SET NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "teams_skeleton_key" ON "teams" USING btree ("skeleton");--> statement-breakpoint
CREATE UNIQUE INDEX "models_benchmark_id_skeleton_key" ON "models" USING btree ("benchmark_id","skeleton");
