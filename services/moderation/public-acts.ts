import { webPlatform } from '@/adapters/web-platform';
import { listOperatorActs } from '@/db/queries/operator-act-queries';
import type { ChangelogEntry } from '@/lib/contracts/changelog';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { viewOfEvent } from '../publication/list-changelog';
import { type DoneAct, doOperatorAct, requireOperator } from './act';

const pageSize = 50;

export type PublicActs = { acts: readonly ChangelogEntry[]; next: number | null };

/** Acts of the site's operators, newest first, for every reader. */
export async function listPublicActs(before: number | null): Promise<PublicActs> {
  const rows = await listOperatorActs(webPlatform().db, { before, count: pageSize + 1 });
  const shown = rows.slice(0, pageSize);
  return {
    acts: shown.map(viewOfEvent),
    next: rows.length > pageSize ? (shown.at(-1)?.auditEventId ?? null) : null,
  };
}

const findAct = async (id: string) =>
  /^[1-9]\d{0,15}$/.test(id) ? (await listOperatorActs(webPlatform().db, { id: Number(id) }))[0] : undefined;

/** One moderation act with its public reason, shown in place of what it withdrew. */
export async function findPublicAct(id: string): Promise<Result<ChangelogEntry>> {
  const row = await findAct(id);
  return row ? ok(viewOfEvent(row)) : refuse({ kind: 'not_found', what: 'act of an operator' });
}

/**
 * The refusal shown to a suspended person who signs in with a provider. @param id of the public act; the result is null unless
 * that act is a suspension
 */
export async function findSuspension(id: string): Promise<Refusal | null> {
  const row = await findAct(id);
  const { did, kind, reason } = row?.detail ?? {};
  return did === 'suspend' && kind === 'person' && typeof reason === 'string'
    ? { kind: 'account_suspended', reason }
    : null;
}

/** Carries out an operator's act that was entered on a page, with the rights of the web process. */
export async function actOnPage(actor: Actor | null, input: unknown): Promise<Result<DoneAct>> {
  const operator = requireOperator(actor);
  if (!operator.ok) return operator;
  const { db } = webPlatform();
  return doOperatorAct({ db, operatorId: operator.value.userId, secret: null }, input);
}
