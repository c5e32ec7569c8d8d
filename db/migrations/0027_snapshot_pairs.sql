CREATE TABLE "snapshot_pairs" (
	"snapshot_id" uuid PRIMARY KEY NOT NULL,
	"row_count" integer NOT NULL,
	"codes" "bytea",
	CONSTRAINT "snapshot_pairs_has_all" CHECK ("snapshot_pairs"."codes" is null or octet_length("snapshot_pairs"."codes") = "snapshot_pairs"."row_count" * ("snapshot_pairs"."row_count" - 1))
);
--> statement-breakpoint
ALTER TABLE "snapshot_pairs" ADD CONSTRAINT "snapshot_pairs_snapshot_id_snapshots_snapshot_id_fk" FOREIGN KEY ("snapshot_id") REFERENCES "public"."snapshots"("snapshot_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Two bytes of a value that is compressed can't be read by themselves.
ALTER TABLE "snapshot_pairs" ALTER COLUMN "codes" SET STORAGE EXTERNAL;--> statement-breakpoint
grant select on table public.snapshot_pairs to tidemark_web;--> statement-breakpoint
grant insert, select on table public.snapshot_pairs to tidemark_scorer;
