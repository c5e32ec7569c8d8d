import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findErratumByNumber } from '@/db/queries/erratum-queries';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireConsenter } from '../access/require-consenter';
import { requireMaintainedRound } from '../access/require-round';
import { viewOfMaintainedErratum } from './view';

/** One erratum, in whatever state, for the maintainers and auditors of its round, and for operators, who may consent to it. */
export async function findErratum(
  actor: Actor | null,
  slug: string,
  number: number,
  erratum: number,
): Promise<Result<MaintainedErratumView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireReader(db, actor, slug, number);
  if (!found.ok) return found;
  const row = await findErratumByNumber(db, found.value.round.roundId, erratum);
  return row ? ok(viewOfMaintainedErratum(row)) : refuse({ kind: 'not_found', what: 'erratum' });
}

async function requireReader(db: Executor, actor: Actor | null, slug: string, number: number) {
  const reader = await requireMaintainedRound(db, actor, slug, number, 'auditor');
  return reader.ok || !actor?.isOperator ? reader : requireConsenter(db, actor, slug, number);
}
