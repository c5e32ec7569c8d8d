import { objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { requirePublicRound } from '../access/require-round';

export type Inputs = {
  stream: AsyncIterable<Uint8Array>;
  byteCount: number;
  fileName: string;
  mediaType: string;
};

/** A round's items without labels, for anybody, from the opening on. */
export async function findInputs(slug: string, number: number): Promise<Result<Inputs, Refusal>> {
  const { db, objects } = webPlatform();
  const found = await requirePublicRound(db, slug, number);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  if (benchmark.inputs !== 'public' || round.openedAt === null) return refuse({ kind: 'inputs_not_public' });
  const { stream, byteCount } = await objects.open(objectKeys.inputs(round.roundId));
  const format = round.checkReport.format ?? 'csv';
  return ok({
    stream,
    byteCount,
    fileName: `${slug}-round-${number}-inputs.${format}`,
    mediaType: format === 'jsonl' ? 'application/x-ndjson' : 'text/csv; charset=utf-8',
  });
}
