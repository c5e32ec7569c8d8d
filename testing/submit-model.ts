import { randomUUID } from 'node:crypto';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '@/services/access/caller';
import { submit } from '@/services/submission/submit';
import { formRequest } from './form-request';

/** Sends a model's file to the API's use case. @returns its receipt */
export async function submitModel(
  actor: Actor,
  slug: string,
  file: Uint8Array,
  { model, version = '1' }: { model: string; version?: string },
): Promise<Result<SubmissionView, Refusal>> {
  const submitted = await submit(actor, slug, formRequest({ kind: 'onnx', model, version }, 'file', file), {
    dryRun: false,
    idempotencyKey: randomUUID(),
  });
  if (!submitted.ok) return submitted;
  if (submitted.value.kind !== 'accepted') throw new Error('only validated');
  return ok(submitted.value.submission);
}
