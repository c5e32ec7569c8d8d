CREATE TYPE "public"."token_scope" AS ENUM('read', 'submit', 'maintain');--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"sign_in_link_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_sha256" text NOT NULL,
	"email" text NOT NULL,
	"browser_sha256" text,
	"network_hmac" text,
	"is_known_browser" boolean NOT NULL,
	"can_renew" boolean NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"mailed_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
-- A link that is on its way was asked for before browsers were told apart: it works after another mail.
INSERT INTO "sign_in_links" ("token_sha256", "email", "is_known_browser", "can_renew", "asked_at", "mailed_at", "expires_at")
SELECT "token", "identifier", false, true, "expires_at" - interval '60 minutes', "expires_at" - interval '60 minutes', "expires_at"
FROM "verification_tokens" ON CONFLICT DO NOTHING;--> statement-breakpoint
DROP TABLE "verification_tokens";--> statement-breakpoint
-- Since when the older ones are linked, nobody knows.
ALTER TABLE "accounts" ADD COLUMN "linked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ALTER COLUMN "linked_at" SET DEFAULT now();--> statement-breakpoint
-- What there is keeps what it could do.
ALTER TABLE "api_tokens" ADD COLUMN "scope" "token_scope" DEFAULT 'maintain' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ALTER COLUMN "scope" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "made_by_token_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "session_token" TO "session_sha256";--> statement-breakpoint
UPDATE "sessions" SET "session_sha256" = encode(sha256(convert_to("session_sha256", 'UTF8')), 'hex');--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "session_id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "created_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "created_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "browser" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "provider_account_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_links_token_sha256_key" ON "sign_in_links" USING btree ("token_sha256");--> statement-breakpoint
CREATE INDEX "sign_in_links_email_idx" ON "sign_in_links" USING btree ("email","asked_at");--> statement-breakpoint
CREATE INDEX "sign_in_links_network_idx" ON "sign_in_links" USING btree ("network_hmac","asked_at");--> statement-breakpoint
CREATE INDEX "sign_in_links_asked_at_idx" ON "sign_in_links" USING btree ("asked_at");--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_made_by_token_id_api_tokens_api_token_id_fk" FOREIGN KEY ("made_by_token_id") REFERENCES "public"."api_tokens"("api_token_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_fk" FOREIGN KEY ("provider","provider_account_id") REFERENCES "public"."accounts"("provider","provider_account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_made_by_token_id_idx" ON "api_tokens" USING btree ("made_by_token_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_session_id_key" ON "sessions" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sessions_account_idx" ON "sessions" USING btree ("provider","provider_account_id");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_whole" CHECK (("sessions"."provider" is null) = ("sessions"."provider_account_id" is null));--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE "sign_in_links" TO "tidemark_web";
