ALTER TABLE "errata" ADD COLUMN "consented_by" uuid;--> statement-breakpoint
ALTER TABLE "errata" ADD COLUMN "consented_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "errata" ADD COLUMN "objections_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "errata" ADD CONSTRAINT "errata_consented_by_users_user_id_fk" FOREIGN KEY ("consented_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "errata" ADD CONSTRAINT "errata_two_people" CHECK ("errata"."consented_by" <> "errata"."proposed_by");--> statement-breakpoint
grant update (consented_by) on errata to tidemark_web;
