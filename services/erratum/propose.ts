import { setTimeout as sleep } from 'node:timers/promises';
import { readArchivedLabels } from '@/adapters/published-round-files';
import { webPlatform } from '@/adapters/web-platform';
import type { Database } from '@/db/client';
import { readClock } from '@/db/queries/clock-queries';
import {
  findErratumByNumber,
  findUnfinishedErratum,
  insertErratum,
  listPublishedErrata,
  type NamedErratum,
  updateErratumConsented,
  updateErratumDropped,
} from '@/db/queries/erratum-queries';
import { addJob } from '@/db/queries/job-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { lockRound } from '@/db/queries/round-queries';
import { type MaintainedErratumView, newErratumSchema } from '@/lib/contracts/erratum';
import { consentSchema } from '@/lib/contracts/moderation';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { type CorrectionFault, decideCorrections } from '@/lib/core/errata/decide-corrections';
import { normalizeName } from '@/lib/core/files/cell-text';
import { faultyField } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { transact } from '../access/budgets';
import type { Actor } from '../access/caller';
import { requireSecondPerson } from '../access/proposal';
import { recordAuditEvent } from '../access/record-audit-event';
import { requireConsenter, requireMaintainedRound } from '../access/require-benchmark';
import { nameComparison, viewOfMaintainedErratum } from './view';

/**
 * Proposes corrections of a revealed round's labels, and queues their comparison. The labels are those of the public archive, as
 * corrected by published errata; a round has one open erratum at a time.
 */
export async function proposeErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<MaintainedErratumView>> {
  const { db, objects } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { benchmark, round, actor: maintainer } = found.value;
  const { roundId, benchmarkId } = round;
  if (round.state !== 'revealed') return refuse({ kind: 'not_revealed', state: round.state });
  const parsed = parseWith(newErratumSchema, input);
  if (!parsed.ok) return parsed;
  const { corrections: wanted, reason } = parsed.value;
  // A revealed round is final and its archive is immutable, so the archive can be read before the lock is taken.
  const ids = new Set(wanted.map(({ id }) => normalizeName(id)));
  const labels = await readArchivedLabels(objects, roundId, ids);

  return transact(async (tx): Promise<Result<MaintainedErratumView>> => {
    await lockRound(tx, roundId);
    const unfinished = await findUnfinishedErratum(tx, roundId);
    if (unfinished) return refuse({ kind: 'erratum_unfinished', number: unfinished.number });
    for (const { corrections } of await listPublishedErrata(tx, roundId))
      for (const { id, to } of corrections) if (labels.has(id)) labels.set(id, to);
    const { task, classes } = benchmark;
    const decided = decideCorrections(wanted, { task, classes, currentLabelOf: (id) => labels.get(id) });
    if (!decided.ok) return refuse({ kind: 'invalid_request', faults: decided.error.map(fieldFault) });
    const corrections = decided.value;
    const at = await readClock(tx);
    const proposedBy = maintainer.userId;
    const erratum = await insertErratum(tx, { roundId, corrections, reason, proposedBy, proposedAt: at });
    await recordAuditEvent(tx, 'erratum_proposed', {
      actor: maintainer,
      benchmarkId,
      roundId,
      detail: { erratum: erratum.number, correction_count: corrections.length, reason },
    });
    const { erratumId } = erratum;
    await addJob(tx, 'compare_erratum', { erratumId });
    await insertNotice(tx, {
      key: `consent_needed:${erratumId}`,
      kind: 'consent_needed',
      benchmarkId,
      roundId,
      detail: { what: 'erratum', reason, proposed_by: proposedBy },
      createdAt: at,
    });
    const names = { proposerName: maintainer.name, consenterName: null, isByMaintainer: true };
    return ok(viewOfMaintainedErratum({ ...erratum, ...names }));
  });
}

const fieldFault = ({ position, half, code, detail }: CorrectionFault) => ({
  code,
  field: `corrections.${position}.${half}`,
  detail,
});

/**
 * Records the consent of a second person (another maintainer, or an operator) to an erratum's changes. From then on the erratum
 * is public, with its two people and its reason, and open for objections until it can be published.
 */
export async function consentToErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
  input: unknown,
): Promise<Result<MaintainedErratumView>> {
  const { db } = webPlatform();
  const found = await requireConsenter(db, actor, slug, number);
  if (!found.ok) return found;
  const parsed = parseWith(consentSchema, input);
  if (!parsed.ok) return parsed;
  const { round, actor: person, as } = found.value;
  const { roundId, benchmarkId } = round;
  return transact(async (tx): Promise<Result<MaintainedErratumView>> => {
    await lockRound(tx, roundId);
    const row = await findErratumByNumber(tx, roundId, erratum);
    if (row?.state === 'proposed') return refuse({ kind: 'not_published_yet', what: 'comparison' });
    if (row?.state !== 'compared' || row.consentedBy)
      return refuse({ kind: 'not_found', what: 'erratum that needs a consent' });
    if (nameComparison(row) !== parsed.value.consent_to) return otherComparison;
    const proposer = requireSecondPerson(row, person);
    if (!proposer.ok) return proposer;
    const consented = await updateErratumConsented(tx, row.erratumId, person.userId);
    const view = viewOfMaintainedErratum({ ...row, ...consented, consenterName: person.name });
    await recordAuditEvent(tx, 'erratum_consented', {
      actor: person,
      actorKind: as,
      benchmarkId,
      roundId,
      detail: {
        erratum,
        correction_count: row.corrections.length,
        reason: row.reason,
        proposed_by: view.proposed_by,
        consented_by: view.consented_by,
        objections_until: view.objections_until,
      },
    });
    await insertNotice(tx, {
      // The notice's key contains the time of the comparison, since a new comparison requires a new consent and objection period.
      key: `objections_begun:${row.erratumId}:${view.compared_at}`,
      kind: 'objections_begun',
      benchmarkId,
      roundId,
      detail: { number: erratum, reason: row.reason, objections_until: view.objections_until },
      createdAt: consented.consentedAt!,
    });
    return ok(view);
  });
}

const otherComparison = refuse(
  faultyField('invalid', 'consent_to', 'the comparison has been computed again since: read the new one'),
);

/** Drops an unpublished erratum, as any maintainer or operator may. Its number isn't reused. */
export async function dropErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
): Promise<Result<MaintainedErratumView>> {
  const { db } = webPlatform();
  const found = await requireConsenter(db, actor, slug, number);
  if (!found.ok) return found;
  const { round, actor: person, as } = found.value;
  const { roundId, benchmarkId } = round;
  return transact(async (tx): Promise<Result<MaintainedErratumView>> => {
    await lockRound(tx, roundId);
    const row = await findErratumByNumber(tx, roundId, erratum);
    if (row?.state !== 'proposed' && row?.state !== 'compared')
      return refuse({ kind: 'not_found', what: 'unpublished erratum' });
    const dropped = await updateErratumDropped(tx, row.erratumId);
    await recordAuditEvent(tx, 'erratum_dropped', {
      actor: person,
      actorKind: as,
      benchmarkId,
      roundId,
      detail: { erratum },
    });
    return ok(viewOfMaintainedErratum({ ...row, ...dropped }));
  });
}

const timeoutMs = 20_000;

const pollIntervalMs = 150;

/**
 * Asks the scorer to sign and publish an erratum with two people's agreement and an ended objection period, and waits a while:
 * the view says whether it is published. Publishing is final; a further error needs a further erratum.
 */
export async function publishErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
): Promise<Result<MaintainedErratumView>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const row = await findErratumByNumber(db, found.value.round.roundId, erratum);
  if (row?.state === 'proposed') return refuse({ kind: 'not_published_yet', what: 'comparison' });
  if (row?.state !== 'compared') return refuse({ kind: 'not_found', what: 'unpublished erratum' });
  const { erratumId, objectionsUntil } = row;
  if (!objectionsUntil) return refuse({ kind: 'second_person_needed' });
  if ((await readClock(db)) < objectionsUntil)
    return refuse({ kind: 'objections_open', until: objectionsUntil });
  const payload = { erratumId, publishedBy: found.value.actor.userId };
  await addJob(db, 'publish_erratum', payload);
  return ok(viewOfMaintainedErratum(await awaitDecided(db, row)));
}

/**
 * Waits until the erratum is published, dropped, or compared again because its changes differ. At the time limit it is returned
 * unchanged.
 */
async function awaitDecided(db: Database, before: NamedErratum): Promise<NamedErratum> {
  for (let waitedMs = 0; ; waitedMs += pollIntervalMs) {
    const row = await findErratumByNumber(db, before.roundId, before.number);
    if (!row) throw new Error('the erratum is missing');
    const isDecided = row.state !== 'compared' || row.comparedAt?.getTime() !== before.comparedAt?.getTime();
    if (isDecided || waitedMs >= timeoutMs) return row;
    await sleep(pollIntervalMs);
  }
}
