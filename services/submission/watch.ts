import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';
import { findSubmission } from './find';
import { submissionStreams } from './submission-streams';

/**
 * A submission's changes as server-sent events, until it is finished and answered, the reader leaves, or ten minutes are over (an
 * EventSource comes back by itself). A person's streams and the site's are counted before anything is looked up.
 */
export async function watchSubmission(
  actor: Actor | null,
  id: string,
  left: AbortSignal,
): Promise<Result<ReadableStream<Uint8Array>, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const streams = submissionStreams();
  const place = streams.places.reserve(signedIn.value.userId);
  if (!place.ok) return place;
  const first = await findSubmission(actor, id).catch((cause: unknown) => {
    place.value.release();
    throw cause;
  });
  if (!first.ok) {
    place.value.release();
    return first;
  }
  return ok(streams.hub.open(place.value, first.value, left));
}
