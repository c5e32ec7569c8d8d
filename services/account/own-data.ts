import { webPlatform } from '@/adapters/web-platform';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/clock-queries';
import { listOwnData, type OwnDataSection, ownDataSections } from '@/db/queries/own-data-queries';
import { listSubmissionsOfUser } from '@/db/queries/submission-queries';
import { auditActs } from '@/lib/core/audit/audit-act';
import { keysOf } from '@/lib/core/keys-of';
import { ok, type Result, refuse } from '@/lib/core/result';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { viewOfSubmission } from '../submission/view';

/** Rows of a section that are in memory at a time, and limits of one download: rows of a section, bytes, and duration. */
export const ownDataLimits = {
  rowsAtOnce: 500,
  rowsPerSectionMax: 20_000,
  bytesMax: 256 * 1024 ** 2,
  msMax: 600_000,
};

/**
 * Everything that the database holds about the actor, as one JSON document that is composed while it is sent. A submission
 * contains what its page shows to its team. Requires a session: no program needs all of this, so API tokens are refused.
 */
export async function streamOwnData(
  actor: Actor | null,
  limits = ownDataLimits,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  if (!actor) return refuse({ kind: 'not_signed_in' });
  if (actor.token) return refuse({ kind: 'forbidden', needs: 'a sign-in in a browser' });
  const { userId } = actor;
  const allowed = await transact(async (tx) => {
    const act = 'own_data_downloaded';
    const { isPublic } = auditActs[act];
    await insertAuditEvent(tx, { act, actorKind: 'participant', userId, detail: {}, isPublic });
    return ok(await readClock(tx));
  });
  return allowed.ok ? ok(composeOwnData(userId, allowed.value, limits)) : allowed;
}

/** The JSON document in pieces. `left_off` lists the sections of which not all rows fit. */
async function* composeOwnData(
  userId: string,
  madeAt: Date,
  limits: typeof ownDataLimits,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const leftOff: string[] = [];
  const late = AbortSignal.timeout(limits.msMax);
  let byteCount = 0;
  const encode = (text: string): Uint8Array => {
    const bytes = encoder.encode(text);
    byteCount += bytes.length;
    return bytes;
  };

  yield encode(`{"format":"tidemark-own-data-1","made_at":${JSON.stringify(madeAt)}`);
  for (const name of [...keysOf(ownDataSections), 'submissions'] as const) {
    let count = 0;
    yield encode(`,\n"${name}":[`);
    for await (const rows of readSection(name, userId, limits.rowsAtOnce)) {
      late.throwIfAborted();
      if (count + rows.length > limits.rowsPerSectionMax || byteCount > limits.bytesMax) {
        leftOff.push(name);
        break;
      }
      yield encode(`${count > 0 ? ',' : ''}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`);
      count += rows.length;
    }
    yield encode(']');
  }
  yield encode(`,\n"left_off":${JSON.stringify(leftOff)}}\n`);
}

/** The rows of a section in batches, none of them empty. */
async function* readSection(
  name: OwnDataSection | 'submissions',
  userId: string,
  rowsAtOnce: number,
): AsyncGenerator<unknown[]> {
  const { db } = webPlatform();
  if (name === 'submissions') {
    for (let after: string | null = null; ; ) {
      const found = await listSubmissionsOfUser(db, userId, { limit: rowsAtOnce, after, sentBy: userId });
      // Another member of the team may have written a submission's note; the actor's own notes are a section of their own.
      if (found.length > 0) yield found.map((row) => ({ ...viewOfSubmission(row), note: undefined }));
      if (found.length < rowsAtOnce) return;
      after = found.at(-1)?.submission.submissionId ?? null;
    }
  }
  for (let offset = 0; ; offset += rowsAtOnce) {
    const rows = await listOwnData(db, name, userId, { limit: rowsAtOnce, offset });
    if (rows.length > 0) yield rows;
    if (rows.length < rowsAtOnce) return;
  }
}
