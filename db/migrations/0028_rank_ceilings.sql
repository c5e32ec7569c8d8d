CREATE TABLE "rank_ceilings" (
	"later_snapshot_id" uuid NOT NULL,
	"earlier_snapshot_id" uuid NOT NULL,
	"ceiling" jsonb,
	CONSTRAINT "rank_ceilings_pkey" PRIMARY KEY("later_snapshot_id","earlier_snapshot_id")
);
--> statement-breakpoint
ALTER TABLE "rank_ceilings" ADD CONSTRAINT "rank_ceilings_later_snapshot_id_snapshots_snapshot_id_fk" FOREIGN KEY ("later_snapshot_id") REFERENCES "public"."snapshots"("snapshot_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rank_ceilings" ADD CONSTRAINT "rank_ceilings_earlier_snapshot_id_snapshots_snapshot_id_fk" FOREIGN KEY ("earlier_snapshot_id") REFERENCES "public"."snapshots"("snapshot_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
grant select on table public.rank_ceilings to tidemark_web;--> statement-breakpoint
grant insert, select on table public.rank_ceilings to tidemark_scorer;
