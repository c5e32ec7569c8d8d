import { webPlatform } from '@/adapters/web-platform';
import type { CheckReportView } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireMaintainedRound } from '../access/require-round';
import { viewOfCheckReport } from './view';

/**
 * What the scorer found in the test set of a round in any state, for its maintainers and auditors: no more than their page shows. It
 * quotes no cell, and shares of classes are whole per cent.
 */
export async function findCheckReport(
  actor: Actor | null,
  slug: string,
  number: number,
): Promise<Result<CheckReportView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number, 'auditor');
  if (!found.ok) return found;
  const { state, checkReport } = found.value.round;
  if (!checkReport) return refuse({ kind: 'not_published_yet', what: 'check report' });
  const { checks, ...report } = viewOfCheckReport(checkReport);
  return ok({ round: number, state, ...report, checks: checks.map(({ numbers: _, ...check }) => check) });
}
