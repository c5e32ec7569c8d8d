import { webPlatform } from '@/adapters/web-platform';
import { listSubmissionMarks, listSubmissionsFor } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import { ok, type Result, refuse } from '@/lib/core/result';
import { isSettled } from '@/lib/core/submission/submission-state';
import { type Actor, requireSignedIn } from '../access/caller';
import { findSubmission, viewOfSubmission } from './view';

const retryAfterSeconds = 15;

/** A reservation of one of the concurrent streams that a person may have; `release` frees it. */
export type StreamSlot = { readonly userId: string; readonly release: () => void };

/** Limits the concurrent streams of each person and of the process. */
export function makeStreamSlots(limits: { personMax: () => number; siteMax: () => number }) {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    /** Reserves a stream for the person, to be released once; or refuses with the reached limit. */
    reserve(userId: string): Result<StreamSlot> {
      const mine = counts.get(userId) ?? 0;
      const limit = limits.personMax();
      if (mine >= limit) return refuse({ kind: 'too_many_streams', limit, retryAfterSeconds });
      if (total >= limits.siteMax()) return refuse({ kind: 'streams_full', retryAfterSeconds });
      counts.set(userId, mine + 1);
      total += 1;
      let isHeld = true;
      const release = () => {
        if (!isHeld) return;
        isHeld = false;
        total -= 1;
        const left = (counts.get(userId) ?? 1) - 1;
        if (left > 0) counts.set(userId, left);
        else counts.delete(userId);
      };
      return ok({ userId, release });
    },
  };
}

type Sources = {
  /** Reads a string for each submission that changes whenever its view may change; one statement for any number of submissions. */
  readMarks: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Reads those of the submissions that the person may see, as they are now. */
  readViews: (userId: string, ids: readonly string[]) => Promise<readonly SubmissionView[]>;
};

type Stream = {
  readonly userId: string;
  readonly id: string;
  readonly endsAt: number;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /**
   * The last view that was sent, as JSON, and the submission's `readMarks` string at that time; undefined before the first
   * poll.
   */
  lastView: string;
  mark: string | undefined;
  /** Time at which the last message was sent. */
  sentAt: number;
};

type Pace = {
  readonly pollIntervalMs: number;
  readonly watchMaxMs: number;
  /**
   * Maximum time between messages, since proxies end silent connections, and since a reader who has left is only noticed by a
   * message.
   */
  readonly pingIntervalMs: number;
  /** Time for which a reader may leave a message unread before the stream ends. */
  readonly untakenMaxMs: number;
};

const usualPace: Pace = {
  pollIntervalMs: 700,
  watchMaxMs: 10 * 60_000,
  pingIntervalMs: 20_000,
  untakenMaxMs: 60_000,
};

/**
 * All submission streams of a process share one poll of the database every `pollIntervalMs`. It reads a mark for every watched
 * submission, and then the views of changed ones, person by person, so that a person who has lost access gets none.
 */
export function makeStreamHub(sources: Sources, pace: Pace = usualPace) {
  const streams = new Map<Stream, () => void>();
  const close = (stream: Stream) => streams.get(stream)?.();
  let timer: NodeJS.Timeout | undefined;
  let isEnding = false;

  function schedule(): void {
    if (timer !== undefined || streams.size === 0) return;
    timer = setTimeout(async () => {
      // If the database doesn't respond, the next poll tries again.
      await poll().catch(() => {});
      timer = undefined;
      schedule();
    }, pace.pollIntervalMs);
  }

  async function poll(): Promise<void> {
    const now = performance.now();
    for (const stream of [...streams.keys()])
      if (isOver(stream, now, pace)) close(stream);
      else if (isTaken(stream) && now - stream.sentAt >= pace.pingIntervalMs) send(stream, ping);
    if (streams.size === 0) return;
    const marks = await sources.readMarks(idsOf([...streams.keys()]));
    for (const [userId, theirs] of groupByPerson(changedOf([...streams.keys()], marks))) {
      const views = await sources.readViews(userId, idsOf(theirs));
      const viewOf = new Map(views.map((view) => [view.id, view]));
      for (const stream of theirs) {
        if (!streams.has(stream)) continue;
        stream.mark = marks.get(stream.id);
        const view = viewOf.get(stream.id);
        if (!view || sendView(stream, view)) close(stream);
      }
    }
  }

  return {
    /**
     * Ends all streams now, and each later one after its first message. The browser's EventSource then reconnects.
     */
    endAll() {
      isEnding = true;
      for (const end of [...streams.values()]) end();
    },
    /** Opens a stream that begins with the submission as found. The slot is freed however the stream ends. */
    open({ userId, release }: StreamSlot, first: SubmissionView, left: AbortSignal) {
      let stream: Stream | undefined;
      const end = () => {
        release();
        left.removeEventListener('abort', end);
        if (stream && streams.delete(stream)) stream.controller.close();
      };
      return new ReadableStream<Uint8Array>({
        start(controller) {
          stream = { ...blankOf(pace), userId, id: first.id, controller };
          streams.set(stream, end);
          left.addEventListener('abort', end, { once: true });
          if (sendView(stream, first) || left.aborted || isEnding) end();
          schedule();
        },
        cancel() {
          // The reader has closed the stream.
          if (stream) streams.delete(stream);
          end();
        },
      });
    },
  };
}

const blankOf = ({ watchMaxMs }: Pace) => ({
  ...{ lastView: '', mark: undefined, sentAt: 0 },
  endsAt: performance.now() + watchMaxMs,
});

const idsOf = (streams: readonly Stream[]): string[] => [...new Set(streams.map(({ id }) => id))];

/**
 * Streams whose submission has changed. A reader that hasn't read its last message yet is skipped, and gets the newest view
 * afterwards.
 */
const changedOf = (streams: readonly Stream[], marks: ReadonlyMap<string, string>): Stream[] =>
  streams.filter((stream) => marks.get(stream.id) !== stream.mark && isTaken(stream));

const isTaken = ({ controller }: Stream): boolean => (controller.desiredSize ?? 0) > 0;

const isOver = (stream: Stream, now: number, { untakenMaxMs }: Pace): boolean =>
  now >= stream.endsAt || (!isTaken(stream) && now - stream.sentAt >= untakenMaxMs);

/** A comment line, which event-stream readers ignore (WHATWG HTML, 9.2.6). */
const ping = ': still here\n\n';

function groupByPerson(streams: readonly Stream[]): Map<string, Stream[]> {
  const groups = new Map<string, Stream[]>();
  for (const stream of streams) groups.set(stream.userId, [...(groups.get(stream.userId) ?? []), stream]);
  return groups;
}

/** Sends a view. @returns true if it was the last message of the stream */
function sendView(stream: Stream, view: SubmissionView): boolean {
  const data = JSON.stringify(view);
  if (data !== stream.lastView) {
    stream.lastView = data;
    send(stream, `event: submission\ndata: ${data}\n\n`);
  }
  return isSettled(view);
}

function send(stream: Stream, text: string): void {
  stream.sentAt = performance.now();
  stream.controller.enqueue(encoder.encode(text));
}

const encoder = new TextEncoder();

declare global {
  var tidemarkSubmissionStreams: ReturnType<typeof makeSubmissionStreams> | undefined;
}

/**
 * A submission's changes as server-sent events. The stream ends when the submission is finished and has its feedback, when the
 * reader leaves, or after ten minutes (an EventSource reconnects). The limits of streams for a person and for the site are
 * checked before any query.
 */
export async function watchSubmission(
  actor: Actor | null,
  id: string,
  left: AbortSignal,
): Promise<Result<ReadableStream<Uint8Array>>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const streams = submissionStreams();
  const slot = streams.slots.reserve(signedIn.value.userId);
  if (!slot.ok) return slot;
  const first = await findSubmission(actor, id).catch((cause: unknown) => {
    slot.value.release();
    throw cause;
  });
  if (!first.ok) {
    slot.value.release();
    return first;
  }
  return ok(streams.hub.open(slot.value, first.value, left));
}

/** The hub of this process, stored globally, since Next bundles this module several times. */
function submissionStreams() {
  globalThis.tidemarkSubmissionStreams ??= makeSubmissionStreams();
  return globalThis.tidemarkSubmissionStreams;
}

function makeSubmissionStreams() {
  return {
    slots: makeStreamSlots({
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
