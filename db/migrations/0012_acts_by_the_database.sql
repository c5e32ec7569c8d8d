CREATE TABLE "unlinked_audit_events" (
	"audit_event_id" bigint PRIMARY KEY NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"stuck_at" timestamp with time zone
);
--> statement-breakpoint
INSERT INTO "unlinked_audit_events" ("audit_event_id", "recorded_at") SELECT "audit_event_id", now() FROM "audit_events" e WHERE NOT EXISTS (SELECT FROM "audit_links" l WHERE l."audit_event_id" = e."audit_event_id");--> statement-breakpoint
GRANT SELECT ON "unlinked_audit_events" TO tidemark_web;--> statement-breakpoint
GRANT SELECT, DELETE, UPDATE ("stuck_at") ON "unlinked_audit_events" TO tidemark_scorer;--> statement-breakpoint
REVOKE INSERT ON "audit_events" FROM tidemark_web, tidemark_scorer;--> statement-breakpoint
GRANT INSERT ("act", "actor_kind", "user_id", "benchmark_id", "round_id", "detail", "is_public") ON "audit_events" TO tidemark_web, tidemark_scorer;--> statement-breakpoint
GRANT INSERT ("at") ON "audit_events" TO tidemark_scorer;--> statement-breakpoint
REVOKE UPDATE, DELETE ON "teams", "team_members" FROM tidemark_web;--> statement-breakpoint
REVOKE DELETE ON "users" FROM tidemark_web;--> statement-breakpoint
REVOKE UPDATE ("user_id") ON "submissions" FROM tidemark_web;
