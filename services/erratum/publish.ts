import { setTimeout as sleep } from 'node:timers/promises';
import { webPlatform } from '@/adapters/web-platform';
import type { Database } from '@/db/client';
import { addJob } from '@/db/queries/add-job';
import { findErratumByNumber, type NamedErratum } from '@/db/queries/erratum-queries';
import { readClock } from '@/db/queries/read-clock';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintainedRound } from '../access/require-round';
import { viewOfMaintainedErratum } from './view';

const patienceMs = 20_000;
const pollIntervalMs = 150;

/**
 * Asks the scorer to sign and publish an erratum that two people want and the time for objections of which is over, and waits a while for it: the view says whether it is out.
 * Nothing can be taken back afterwards; a further error is a further erratum.
 */
export async function publishErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
): Promise<Result<MaintainedErratumView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const row = await findErratumByNumber(db, found.value.round.roundId, erratum);
  if (row?.state === 'proposed') return refuse({ kind: 'not_published_yet', what: 'comparison' });
  if (row?.state !== 'compared') return refuse({ kind: 'not_found', what: 'erratum that waits' });
  const { erratumId, objectionsUntil } = row;
  if (!objectionsUntil) return refuse({ kind: 'second_person_needed' });
  if ((await readClock(db)) < objectionsUntil)
    return refuse({ kind: 'objections_open', until: objectionsUntil });
  const payload = { erratumId, publishedBy: found.value.actor.userId };
  await addJob(db, 'publish_erratum', payload);
  return ok(viewOfMaintainedErratum(await awaitDecided(db, row)));
}

/** Published, dropped, or compared anew because the difference had changed; or as it stands when patience is over. */
async function awaitDecided(db: Database, asked: NamedErratum): Promise<NamedErratum> {
  for (let waitedMs = 0; ; waitedMs += pollIntervalMs) {
    const row = await findErratumByNumber(db, asked.roundId, asked.number);
    if (!row) throw new Error('an erratum has gone');
    const isDecided = row.state !== 'compared' || row.comparedAt?.getTime() !== asked.comparedAt?.getTime();
    if (isDecided || waitedMs >= patienceMs) return row;
    await sleep(pollIntervalMs);
  }
}
