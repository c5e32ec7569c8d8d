import type { DryRunView } from '@/lib/contracts/model';
import type { ArtefactKind } from '@/lib/core/benchmark';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { submit } from '@/services/submission/submit';
import { formRequest } from './form-request';

/** Starts a dry run of a model or a container image by the same service as the API. */
export async function sendDryRun(
  actor: Actor,
  slug: string,
  file: Uint8Array,
  kind: ArtefactKind = 'onnx',
): Promise<Result<DryRunView>> {
  const sent = await submit(actor, slug, formRequest({ kind }, 'file', file), {
    dryRun: true,
    idempotencyKey: null,
  });
  if (!sent.ok) return sent;
  if (sent.value.kind !== 'tried') throw new Error('it was no dry run of a model');
  return ok(sent.value.dryRun);
}
