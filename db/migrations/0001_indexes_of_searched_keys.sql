CREATE INDEX "accounts_user_id_idx" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "benchmark_maintainers_user_id_idx" ON "benchmark_maintainers" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "rounds_replaces_round_id_idx" ON "rounds" USING btree ("replaces_round_id");--> statement-breakpoint
CREATE INDEX "invalidations_round_id_idx" ON "invalidations" USING btree ("round_id");--> statement-breakpoint
CREATE INDEX "notice_deliveries_user_id_idx" ON "notice_deliveries" USING btree ("user_id");