import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from '@/db/client';
import { insertAuditEvent } from '@/db/queries/audit-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  type ErratumRow,
  findErratumById,
  updateErratumCompared,
  updateErratumPublished,
} from '@/db/queries/erratum-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { insertNotice } from '@/db/queries/notice-queries';
import { insertPairs } from '@/db/queries/pair-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { insertSnapshot } from '@/db/queries/snapshot-queries';
import { auditActs } from '@/lib/core/audit/audit-act';
import { formatErratumDocument, type ScoreChange } from '@/lib/core/errata/erratum';
import { composePairs } from '@/lib/core/feedback/compose-leaderboard';
import type { RevealedRound } from '@/lib/core/round/round';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import { measureHalfWidths } from '../snapshot/compare-ranked-models';
import type { RoundVault } from '../vault/round-vault';
import { compareCorrectedModels, composeCorrection } from './compose-correction';

/**
 * Publishes an erratum with two people's agreement, after the objection period: at one instant the corrected
 * ranking and the signed document become public, and the changelog shows the event. It publishes exactly the
 * comparison that was consented to. If the comparison has changed since, the new one is stored, the consent
 * no longer counts, and nothing is published. Does nothing to a published or dropped erratum.
 */
export async function runPublishErratum(
  platform: ScorerPlatform,
  vault: RoundVault,
  { erratumId, publishedBy }: { erratumId: string; publishedBy: string },
): Promise<void> {
  const { db } = platform.client;
  const asked = await findErratumById(db, erratumId);
  if (asked?.state !== 'compared') return;
  const found = await findRoundIn(db, asked.roundId, 'revealed');
  if (!found) throw new Error('only a revealed round has errata');
  const { benchmark } = found;
  const { roundId } = found.round;
  const key = await vault.openKey(roundId);
  const compared = await measureHalfWidths(
    await compareCorrectedModels(platform, vault, { ...found, erratum: asked }),
  );
  await db.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    const erratum = await findErratumById(tx, erratumId);
    if (round?.state !== 'revealed' || erratum?.state !== 'compared') return;
    const { number } = erratum;
    const { leaderboard, models, scoreChanges } = await composeCorrection(tx, {
      key,
      round,
      benchmark,
      number,
      compared,
    });
    const at = await readClock(tx);
    // A job that comes before the end of the objection period does nothing; the database would refuse to
    // publish.
    if (!erratum.objectionsUntil || at < erratum.objectionsUntil) return;
    if (!isDeepStrictEqual(scoreChanges, erratum.scoreChanges))
      return noteOtherDifference(tx, { erratum, round, scoreChanges, at });
    const signed = sign(platform, { benchmark, round, erratum, scoreChanges, at });
    const snapshotId = await insertSnapshot(tx, { roundId, publishedAt: at, leaderboard });
    await insertPairs(tx, snapshotId, composePairs(leaderboard, models, compared.comparison));
    await updateErratumPublished(tx, erratumId, { publishedAt: at, publishedBy, ...signed });
    await describeAll(tx, { round, erratum, publishedBy, signature: signed.signature, at });
  });
}

/** Records the event, and queues a new adjustment of scores and the mails to the round's participants. */
async function describeAll(
  tx: Transaction,
  {
    round: { benchmarkId, roundId },
    erratum: { erratumId, number, reason, corrections },
    publishedBy,
    signature,
    at,
  }: Pick<Switch, 'round' | 'erratum' | 'at'> & { publishedBy: string; signature: string },
): Promise<void> {
  const event = {
    act: 'erratum_published',
    actorKind: 'maintainer',
    userId: publishedBy,
    benchmarkId,
    roundId,
    detail: { erratum: number, correction_count: corrections.length, reason, signature },
    isPublic: auditActs.erratum_published.isPublic,
  } as const;
  await insertAuditEvent(tx, event, at);
  await addScorerJob(tx, 'equate_rounds', { benchmarkId, scope: 'all' });
  await insertNotice(tx, {
    key: `erratum_published:${erratumId}`,
    kind: 'erratum_published',
    benchmarkId,
    roundId,
    detail: { number, reason },
    createdAt: at,
  });
}

type Switch = { erratum: ErratumRow; round: RevealedRound; scoreChanges: ScoreChange[]; at: Date };

function sign(
  { identity }: ScorerPlatform,
  { benchmark, round, erratum, scoreChanges, at }: Switch & { benchmark: BenchmarkRow },
): { document: string; signature: string } {
  const document = formatErratumDocument({
    benchmark: benchmark.slug,
    round: round.number,
    number: erratum.number,
    root: round.commitment.root,
    corrections: erratum.corrections.map(({ id, from, to }) => ({ id, from, to })),
    reason: erratum.reason,
    published_at: at.toISOString(),
    score_changes: scoreChanges,
    public_key: identity.publicKey,
  });
  return { document, signature: Buffer.from(identity.sign(Buffer.from(document))).toString('base64') };
}

async function noteOtherDifference(
  tx: Transaction,
  { erratum, round, scoreChanges, at }: Switch,
): Promise<void> {
  await updateErratumCompared(tx, erratum.erratumId, { scoreChanges, comparedAt: at });
  await recordAct(tx, {
    act: 'erratum_compared',
    by: 'scorer',
    at,
    benchmarkId: round.benchmarkId,
    roundId: round.roundId,
    detail: { erratum: erratum.number, model_count: scoreChanges.length },
  });
}
