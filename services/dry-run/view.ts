import type { NamedDryRun } from '@/db/queries/dry-run-queries';
import type { DryRunView } from '@/lib/contracts/dry-run';

const checkedAlone =
  'The file passes the checks. The benchmark has no public sample yet, so the model ran on one made-up item alone.';

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
  message: row.state === 'passed' && sampleCount === null ? checkedAlone : row.message,
  links: { self: `/api/v1/dry-runs/${id}`, page: `/dry-runs/${id}` },
});
