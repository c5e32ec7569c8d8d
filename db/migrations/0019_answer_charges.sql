ALTER TABLE "answer_tallies" ADD COLUMN "charge" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "answer_tallies" ADD COLUMN "since_announcement_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "answer_tallies" ADD COLUMN "alone_charge" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "answer_tallies" ADD COLUMN "alone_since_announcement_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "answer_tallies" ADD CONSTRAINT "answer_tallies_charges" CHECK ("answer_tallies"."charge" >= 0 and "answer_tallies"."since_announcement_count" >= 0 and "answer_tallies"."alone_charge" >= 0 and "answer_tallies"."alone_since_announcement_count" >= 0);