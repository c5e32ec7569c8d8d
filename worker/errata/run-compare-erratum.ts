import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { listSubmissionsToRescore } from '@/db/hidden/evaluation-queries';
import { insertEvaluation } from '@/db/hidden/vault-queries';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  type ErratumRow,
  findErratumById,
  listPublishedErrata,
  updateErratumCompared,
} from '@/db/queries/erratum-queries';
import { lockRound } from '@/db/queries/round-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { recordAct } from '../record-act';
import type { ScorerPlatform } from '../scorer-platform';
import { scoreFile, sealScores } from '../scoring/score-file';
import type { OpenedRound, RoundVault } from '../vault/round-vault';
import { compareCorrectedModels, composeCorrection, correctRound } from './compose-correction';

/**
 * Scores every submission of a revealed round again, by the labels of a proposed erratum, and stores the
 * changes. The changes aren't public, use no quota and don't affect the published ranking. Stored evaluations
 * remain: after a kill the job continues with the next one, and two concurrent jobs score each submission
 * once. @throws when the erratum doesn't fit the round, or a file no longer parses
 */
export async function runCompareErratum(
  platform: ScorerPlatform,
  vault: RoundVault,
  { erratumId }: { erratumId: string },
): Promise<void> {
  const { db } = platform.client;
  const erratum = await findErratumById(db, erratumId);
  if (erratum?.state !== 'proposed') return;
  const found = await findRoundIn(db, erratum.roundId, 'revealed');
  if (!found) throw new Error('only a revealed round has errata');
  const { benchmark } = found;
  const published = await listPublishedErrata(db, erratum.roundId);
  const sealed = await vault.open(found.round, benchmark);
  const corrected = correctRound(sealed, benchmark, [...published, erratum]);
  await rescore(platform, erratum, benchmark, corrected);
  const compared = await compareCorrectedModels(platform, vault, { ...found, erratum });

  await db.transaction(async (tx) => {
    const round = await lockRound(tx, erratum.roundId);
    // Another job may have compared the erratum meanwhile, or a maintainer may have dropped it.
    const now = await findErratumById(tx, erratumId);
    if (round?.state !== 'revealed' || now?.state !== 'proposed') return;
    const { number } = erratum;
    const { scoreChanges } = await composeCorrection(tx, {
      key: corrected.key,
      round,
      benchmark,
      number,
      compared,
    });
    const comparedAt = await readClock(tx);
    await updateErratumCompared(tx, erratumId, { scoreChanges, comparedAt });
    await recordAct(tx, {
      act: 'erratum_compared',
      by: 'scorer',
      at: comparedAt,
      benchmarkId: round.benchmarkId,
      roundId: round.roundId,
      detail: { erratum: number, model_count: scoreChanges.length },
    });
  });
}

async function rescore(
  platform: ScorerPlatform,
  { roundId, number }: ErratumRow,
  benchmark: BenchmarkRow,
  corrected: OpenedRound,
): Promise<void> {
  const { db } = platform.client;
  const { scorerVersion } = corrected;
  const waiting = await listSubmissionsToRescore(db, { roundId, scorerVersion, erratumNumber: number });
  for (const { submissionId, fileSha256, attempt } of waiting) {
    const scored = await scoreFile(platform, { submissionId, fileSha256 }, benchmark, corrected);
    if (!scored.ok) throw new Error('a scored prediction file can no longer be parsed');
    const evaluationId = randomUUID();
    await db.transaction(async (tx) => {
      await insertEvaluation(tx, {
        evaluationId,
        roundId,
        submissionId,
        scorerVersion,
        erratumNumber: number,
        attempt,
        scoredAt: await readClock(tx),
        ...sealScores(corrected.key, evaluationId, scored.value),
      });
    });
    await setImmediate();
  }
}
