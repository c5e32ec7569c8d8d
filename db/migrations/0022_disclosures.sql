-- The texts of before are notes. None was ever taken that is longer than 4,000 UTF-16 units.
ALTER TABLE "submissions" ALTER COLUMN "disclosure" SET DATA TYPE jsonb USING jsonb_build_object(
	'training_cutoff', NULL, 'external_data', NULL, 'parameters', NULL, 'licence', NULL, 'links', '[]'::jsonb,
	'openness', '{"code": null, "weights": null, "training_data": null}'::jsonb,
	'notes', nullif(left("disclosure", 4000), ''));--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_disclosure_bounded" CHECK (jsonb_typeof("submissions"."disclosure") = 'object' and octet_length("submissions"."disclosure"::text) <= 32768);