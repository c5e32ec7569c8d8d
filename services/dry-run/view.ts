import type { NamedDryRun } from '@/db/queries/dry-run-queries';
import type { DryRunView } from '@/lib/contracts/dry-run';

export const viewOfDryRun = ({
  dryRunId: id,
  benchmarkSlug,
  sampleCount,
  ...row
}: NamedDryRun): DryRunView => ({
  id,
  benchmark: benchmarkSlug,
  state: row.state,
  sha256: row.sha256,
  sample_count: sampleCount,
  received_at: row.receivedAt.toISOString(),
  finished_at: row.finishedAt?.toISOString() ?? null,
  code: row.code,
  message: row.message,
  links: { self: `/api/v1/dry-runs/${id}`, page: `/dry-runs/${id}` },
});
