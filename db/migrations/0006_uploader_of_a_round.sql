ALTER TABLE "rounds" ADD COLUMN "uploaded_by" uuid;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_uploaded_by_users_user_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rounds_uploaded_by_idx" ON "rounds" USING btree ("uploaded_by");