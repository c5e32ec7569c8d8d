import type { Executor } from '@/db/client';
import { findItemOutcomes } from '@/db/hidden/find-item-outcomes';
import type { Part } from '@/lib/core/benchmark';
import { decrypt } from './round-cipher';

/** What each item of a part contributed to an evaluation, in the order of the part. */
export async function openOutcomes(
  db: Executor,
  key: Uint8Array,
  { evaluationId, part }: { evaluationId: string; part: Part },
): Promise<Float64Array> {
  const sealed = await findItemOutcomes(db, { evaluationId, part });
  if (!sealed) throw new Error('an evaluation without outcomes');
  const bytes = decrypt(key, `outcomes:${evaluationId}:${part}`, sealed);
  // Copied, since a view of doubles has to begin at a multiple of eight.
  return new Float64Array(new Uint8Array(bytes).buffer);
}
