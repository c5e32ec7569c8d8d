import { webPlatform } from '@/adapters/web-platform';
import { listSubmissionMarks, listSubmissionsFor } from '@/db/queries/submission-queries';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import { type Actor, requireSignedIn } from '../access/caller';
import { findSubmission } from './find';
import { makeStreamHub } from './stream-hub';
import { makeStreamPlaces } from './stream-places';
import { viewOfSubmission } from './view';

declare global {
  var tidemarkSubmissionStreams: ReturnType<typeof makeSubmissionStreams> | undefined;
}

/**
 * A submission's changes as server-sent events, until it is finished with its feedback, the reader leaves, or ten minutes have
 * passed (an EventSource reconnects). A person's streams and the site's are counted before any query.
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

/** The streams of the process, all of its bundles together: Next bundles this module more than once. */
function submissionStreams() {
  globalThis.tidemarkSubmissionStreams ??= makeSubmissionStreams();
  return globalThis.tidemarkSubmissionStreams;
}

function makeSubmissionStreams() {
  return {
    places: makeStreamPlaces({
      personMax: () => webPlatform().environment.TIDEMARK_STREAMS_PER_PERSON_MAX,
      siteMax: () => webPlatform().environment.TIDEMARK_STREAMS_MAX,
    }),
    hub: makeStreamHub({
      readMarks: (ids) => listSubmissionMarks(webPlatform().db, ids),
      readViews: async (userId, ids) =>
        (await listSubmissionsFor(webPlatform().db, ids, userId)).map(viewOfSubmission),
    }),
  };
}
