CREATE TABLE "clock_holds" (
	"clock_hold_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	"leap_ms" double precision NOT NULL,
	"accepted_at" timestamp with time zone,
	CONSTRAINT "clock_holds_leap_is_one" CHECK (abs("clock_holds"."leap_ms") > 60000)
);
--> statement-breakpoint
CREATE TABLE "clock_readings" (
	"boot_id" text PRIMARY KEY NOT NULL,
	"boot_ms_before" double precision NOT NULL,
	"boot_ms_after" double precision NOT NULL,
	"read_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "clock_holds_one_at_a_time" ON "clock_holds" USING btree (((true))) WHERE "clock_holds"."accepted_at" is null;--> statement-breakpoint
grant select, insert on clock_readings to tidemark_scorer;--> statement-breakpoint
grant select, insert on clock_holds to tidemark_scorer;--> statement-breakpoint
grant select on clock_holds to tidemark_web;
