import { randomUUID } from 'node:crypto';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isSettled } from '@/lib/core/submission/submission-state';
import type { Actor } from '@/services/access/actor';
import { findSubmission } from '@/services/submission/find';
import { submit } from '@/services/submission/submit';
import { formRequest } from './form-request';
import { unwrap } from './unwrap';
import { waitUntil } from './wait-until';

/** Who was the first to submit to a benchmark: no two teams have models of one name. */
const first = new Map<string, string>();

function nameModel({ userId, name }: Actor, slug: string): string {
  if (!first.has(slug)) first.set(slug, userId);
  return first.get(slug) === userId ? 'A model' : `A model of ${name}`;
}

/** Sends a prediction file as the API takes it; its receipt. */
export async function submitPredictions(
  actor: Actor,
  slug: string,
  file: string | Uint8Array,
  { model = nameModel(actor, slug), idempotencyKey = randomUUID() as string } = {},
): Promise<SubmissionView> {
  const submitted = unwrap(
    await submit(actor, slug, formRequest({ model }, 'file', file), { dryRun: false, idempotencyKey }),
  );
  if (submitted.kind !== 'accepted') throw new Error('only validated');
  return submitted.submission;
}

/** The submission once it is answered, rejected or failed. A scorer must be running. */
export function awaitFinal(actor: Actor, submissionId: string): Promise<SubmissionView> {
  return waitUntil(async () => {
    const view = unwrap(await findSubmission(actor, submissionId));
    return isSettled(view) && view;
  });
}
