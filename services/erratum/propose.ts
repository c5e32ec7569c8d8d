import { readArchivedLabels } from '@/adapters/archived-labels';
import { webPlatform } from '@/adapters/web-platform';
import { addJob } from '@/db/queries/add-job';
import { findUnfinishedErratum, insertErratum, listPublishedErrata } from '@/db/queries/erratum-queries';
import { readClock } from '@/db/queries/read-clock';
import { lockRound } from '@/db/queries/round-queries';
import { type MaintainedErratumView, newErratumSchema } from '@/lib/contracts/erratum';
import { parseWith } from '@/lib/contracts/field-faults';
import { type CorrectionFault, decideCorrections } from '@/lib/core/errata/decide-corrections';
import { normalizeName } from '@/lib/core/files/combining-marks';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';
import { viewOfMaintainedErratum } from './view';

/**
 * Proposes to correct labels of a revealed round, and asks the scorer what that would change. The labels to correct are
 * those of the public archive, as published errata have corrected them; one erratum of a round is under way at a time.
 */
export async function proposeErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<MaintainedErratumView, Refusal>> {
  const { db, objects } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const { benchmark, round, actor: maintainer } = found.value;
  const { roundId, benchmarkId } = round;
  if (round.state !== 'revealed') return refuse({ kind: 'not_revealed', state: round.state });
  const parsed = parseWith(newErratumSchema, input);
  if (!parsed.ok) return parsed;
  const { corrections: wanted, reason } = parsed.value;
  // A revealed round is final and its archive never changes, so that it can be read before the lock.
  const ids = new Set(wanted.map(({ id }) => normalizeName(id)));
  const labels = await readArchivedLabels(objects, roundId, ids);

  return db.transaction(async (tx): Promise<Result<MaintainedErratumView, Refusal>> => {
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
    await recordAct(tx, {
      act: 'erratum_proposed',
      actor: maintainer,
      benchmarkId,
      roundId,
      detail: { erratum: erratum.number, correction_count: corrections.length, reason },
    });
    const { erratumId } = erratum;
    await addJob(tx, 'compare_erratum', { erratumId });
    const names = { proposerName: maintainer.name, consenterName: null, isByMaintainer: true };
    return ok(viewOfMaintainedErratum({ ...erratum, ...names }));
  });
}

const fieldFault = ({ position, half, code, detail }: CorrectionFault) => ({
  code,
  field: `corrections.${position}.${half}`,
  detail,
});
