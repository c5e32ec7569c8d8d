import { describe, expect, it } from 'vitest';
import type { SubmissionView } from '@/lib/contracts/submission';
import { waitUntil } from '@/testing/wait-until';
import { makeStreamHub, makeStreamSlots } from './stream-hub';

const viewOf = (id: string, state: SubmissionView['state'], queuePlace: number | null = null) =>
  ({ id, state, queue_place: queuePlace, feedback: null, score_at: null }) as SubmissionView;

/** A hub of event streams on fake submissions that the test changes, which records its queries. */
function makeHub(pace: object = {}) {
  const views = new Map<string, SubmissionView>();
  const queries = { marks: [] as number[], views: [] as string[] };
  const hub = makeStreamHub(
    {
      readMarks: async (ids) => {
        queries.marks.push(ids.length);
        return new Map(ids.map((id) => [id, JSON.stringify(views.get(id) ?? 'gone')]));
      },
      readViews: async (userId, ids) => {
        queries.views.push(userId);
        return ids.flatMap((id) => views.get(id) ?? []);
      },
    },
    { pollIntervalMs: 5, watchMaxMs: 60_000, pingIntervalMs: 60_000, untakenMaxMs: 60_000, ...pace },
  );
  return { views, queries, hub };
}

const unlimited = () => makeStreamSlots({ personMax: () => 10_000, siteMax: () => 10_000 });

function reserve(slots: ReturnType<typeof makeStreamSlots>, userId: string) {
  const slot = slots.reserve(userId);
  if (!slot.ok) throw new Error(slot.error.kind);
  return slot.value;
}

const staying = () => new AbortController().signal;

const readAll = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

const eventCount = (text: string) => text.split('event: submission').length - 1;

describe('event streams of submissions', () => {
  it('all end when the process begins to drain, and later ones after their first message', async () => {
    const { hub } = makeHub();
    const slots = makeStreamSlots({ personMax: () => 1, siteMax: () => 1 });
    const waiting = viewOf('s', 'queued');
    const text = readAll(hub.open(reserve(slots, 'p'), waiting, staying()));
    hub.endAll();
    expect(eventCount(await text)).toBe(1);
    expect(eventCount(await readAll(hub.open(reserve(slots, 'p'), waiting, staying())))).toBe(1);
  });

  it('share one database query per poll among a thousand streams, and send nothing while nothing changes', async () => {
    const { views, queries, hub } = makeHub();
    const slots = unlimited();
    const texts = Array.from({ length: 1_000 }, (_, i) => {
      const view = viewOf(`s${i % 100}`, 'queued', i % 100);
      views.set(view.id, view);
      return readAll(hub.open(reserve(slots, `p${i % 20}`), view, staying()));
    });
    await waitUntil(async () => queries.marks.length >= 6);
    expect(new Set(queries.marks)).toEqual(new Set([100]));
    // The views are read with one statement for each person at the first poll, and not again while no submission changes.
    expect(queries.views).toHaveLength(20);
    for (const id of views.keys()) views.set(id, viewOf(id, 'rejected'));
    for (const text of await Promise.all(texts)) expect(eventCount(text)).toBe(2);
    const pollCount = queries.marks.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(queries.marks.length).toBe(pollCount);
  });

  it('send each change in order, and end after the last one', async () => {
    const { views, hub } = makeHub();
    views.set('a', viewOf('a', 'queued', 1));
    const reader = hub.open(reserve(unlimited(), 'p'), viewOf('a', 'queued', 1), staying()).getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toContain('"queue_place":1');
    views.set('a', viewOf('a', 'queued', 0));
    expect(await next()).toContain('"queue_place":0');
    views.set('a', viewOf('a', 'failed'));
    expect(await next()).toContain('"state":"failed"');
    expect((await reader.read()).done).toBe(true);
  });

  it('end for a person who may no longer see the submission, and send nothing more of it', async () => {
    const { hub } = makeHub();
    const text = await readAll(hub.open(reserve(unlimited(), 'p'), viewOf('a', 'queued', 3), staying()));
    expect(eventCount(text)).toBe(1);
  });

  it('end after their time limit', async () => {
    const { views, hub } = makeHub({ watchMaxMs: 20 });
    views.set('a', viewOf('a', 'queued', 3));
    expect(
      eventCount(await readAll(hub.open(reserve(unlimited(), 'p'), viewOf('a', 'queued', 3), staying()))),
    ).toBe(1);
  });

  it('send a comment, which readers ignore, while nothing changes', async () => {
    const { views, hub } = makeHub({ pingIntervalMs: 20, watchMaxMs: 200 });
    views.set('a', viewOf('a', 'queued', 3));
    const text = await readAll(hub.open(reserve(unlimited(), 'p'), viewOf('a', 'queued', 3), staying()));
    expect(eventCount(text)).toBe(1);
    const pings = text.split('\n\n').filter((part) => part.startsWith(':'));
    expect(pings.length).toBeGreaterThan(2);
    expect(pings.length).toBeLessThan(11);
    expect(text.split('\n').filter((line) => !/^(?:event: submission|data: .*|: .*|)$/.test(line))).toEqual(
      [],
    );
  });

  it('end for a reader who never reads, and free the reader’s slot', async () => {
    const { views, hub } = makeHub({ pingIntervalMs: 20, untakenMaxMs: 60 });
    views.set('a', viewOf('a', 'queued', 3));
    const slots = makeStreamSlots({ personMax: () => 1, siteMax: () => 1 });
    hub.open(reserve(slots, 'p'), viewOf('a', 'queued', 3), staying());
    expect(slots.reserve('p').ok).toBe(false);
    await waitUntil(async () => {
      const slot = slots.reserve('p');
      if (slot.ok) slot.value.release();
      return slot.ok;
    });
  });

  it('free their slot exactly once, whichever way they end', async () => {
    const { views, hub } = makeHub();
    views.set('a', viewOf('a', 'queued', 0));
    const slots = makeStreamSlots({ personMax: () => 2, siteMax: () => 3 });
    const open = (left: AbortSignal) => hub.open(reserve(slots, 'p'), viewOf('a', 'queued', 0), left);
    const leaving = new AbortController();
    const cancelled = open(leaving.signal);
    const left = open(leaving.signal);
    expect(slots.reserve('p')).toMatchObject({ ok: false, error: { kind: 'too_many_streams', limit: 2 } });
    await cancelled.cancel();
    leaving.abort();
    expect(eventCount(await readAll(left))).toBe(1);
    const settled = hub.open(reserve(slots, 'p'), viewOf('a', 'failed'), staying());
    await readAll(settled);
    reserve(slots, 'p');
    reserve(slots, 'p');
    reserve(slots, 'q');
    expect(slots.reserve('r')).toMatchObject({ ok: false, error: { kind: 'streams_full' } });
  });
});
