import type { NamedVersion } from '@/db/queries/model-version-queries';
import type { ModelVersionView } from '@/lib/contracts/model-version';

export const viewOfVersion = ({ model, ...row }: NamedVersion): ModelVersionView => ({
  id: row.versionId,
  model,
  version: row.version,
  sha256: row.sha256,
  byte_count: row.byteCount,
  frozen_at: row.frozenAt.toISOString(),
  state: row.state,
  retired_at: row.retiredAt?.toISOString() ?? null,
});
