import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { objectKeys } from '@/adapters/object-store/object-store';
import { storeSubmittedFile } from '@/adapters/object-store/submitted-file';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { SubmissionView } from '@/lib/contracts/submission';
import { isSettled } from '@/lib/core/submission/submission-state';
import type { Actor } from '@/services/access/caller';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { closeRound } from '@/services/round/openings';
import { submit } from '@/services/submission/submit';
import { findSubmission } from '@/services/submission/view';
import { formRequest } from './form-request';
import type { TestSite } from './make-test-site';
import { unwrap } from './unwrap';
import { waitUntil } from './wait-until';

/** The person who submitted first, by benchmark: others use another model name, since a name can belong to one team only. */
const first = new Map<string, string>();

function nameModel({ userId, name }: Actor, slug: string): string {
  if (!first.has(slug)) first.set(slug, userId);
  return first.get(slug) === userId ? 'A model' : `A model of ${name}`;
}

/**
 * Submits a prediction file by the same service as the API. @returns the receipt. If a person sends the same text again, blank
 * lines are added, which the site ignores: a round accepts each file of a team only once.
 */
export async function submitPredictions(
  actor: Actor,
  slug: string,
  file: string | Uint8Array,
  { model = nameModel(actor, slug), idempotencyKey = randomUUID(), ...wishes }: Wishes = {},
): Promise<SubmissionView> {
  const sent = typeof file === 'string' ? asNewFile(actor, slug, file) : file;
  const version = wishes.version ?? versionOf(sent);
  const submitted = unwrap(
    await submit(
      actor,
      slug,
      formRequest({ model, version, baseline: wishes.baseline, disclosure: wishes.disclosure }, 'file', sent),
      {
        dryRun: false,
        idempotencyKey,
      },
    ),
  );
  if (submitted.kind !== 'accepted') throw new Error('only validated');
  return submitted.submission;
}

type Wishes = {
  model?: string;
  version?: string;
  idempotencyKey?: string;
  baseline?: boolean;
  disclosure?: string | object;
};

const timesSent = new Map<string, number>();

function asNewFile({ userId }: Actor, slug: string, file: string): string {
  const what = JSON.stringify([userId, slug, file]);
  const times = timesSent.get(what) ?? 0;
  timesSent.set(what, times + 1);
  return file + '\n'.repeat(times);
}

/** A version name made of the file's content, since each version has a file of its own. */
const versionOf = (file: string | Uint8Array): string =>
  createHash('sha256').update(file).digest('hex').slice(0, 12);

/** Submits a request as the API does, without a dry run and without an idempotency key. */
export const submitForm = (actor: Actor | null, slug: string, request: Request) =>
  submit(actor, slug, request, { dryRun: false, idempotencyKey: null });

/** Submits predictions, and waits for their feedback. A scorer must be running. */
export async function scorePredictions(
  ...sent: Parameters<typeof submitPredictions>
): Promise<SubmissionView> {
  return awaitFinal(sent[0], (await submitPredictions(...sent)).id);
}

/** Waits until the submission has feedback, or was rejected or failed. A scorer must be running. */
export function awaitFinal(actor: Actor, submissionId: string): Promise<SubmissionView> {
  return waitUntil(async () => {
    const view = unwrap(await findSubmission(actor, submissionId));
    return isSettled(view) && view;
  });
}

/** Waits until the official ranking of a closed round is published. A scorer must be running. */
export const awaitOfficial = (slug: string, number: number) =>
  waitUntil(async () => {
    const found = await findLeaderboard(slug, number);
    return found.ok && found.value.split === 'final' && found.value;
  });

/** Closes a round, and waits for its official ranking. A scorer must be running. */
export async function closeAndRank(
  maintainer: Actor,
  slug: string,
  number: number,
): Promise<LeaderboardView> {
  unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
  return awaitOfficial(slug, number);
}

/** Replaces the file of an accepted submission by one that the web process should have refused. */
export async function replaceAcceptedFile(site: TestSite, submissionId: string, file: string): Promise<void> {
  await site.web.objects.delete(objectKeys.submission(submissionId));
  await storeSubmittedFile(site.web.objects, submissionId, Readable.from([Buffer.from(file)]));
  const sha256 = createHash('sha256').update(file).digest('hex');
  await site.superuser`
    update submissions set file_sha256 = ${sha256}, file_byte_count = ${Buffer.byteLength(file)}
    where submission_id = ${submissionId}`;
}
