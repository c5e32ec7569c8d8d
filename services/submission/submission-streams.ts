import { webPlatform } from '@/adapters/web-platform';
import { listSubmissionMarks, listSubmissionsFor } from '@/db/queries/submission-queries';
import { makeStreamHub } from './stream-hub';
import { makeStreamPlaces } from './stream-places';
import { viewOfSubmission } from './view';

declare global {
  var tidemarkSubmissionStreams: ReturnType<typeof makeSubmissionStreams> | undefined;
}

/** The streams of the process, all of its bundles together: Next bundles this module more than once. */
export function submissionStreams() {
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
