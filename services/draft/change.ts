import { webPlatform } from '@/adapters/web-platform';
import type { Transaction } from '@/db/client';
import { updateDraft } from '@/db/queries/draft-queries';
import { parseWith } from '@/lib/contracts/parse-metadata';
import { changedDraftSchema, type MaintainedRoundView, newRoundSchema } from '@/lib/contracts/round';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { recordAct } from '../access/record-act';
import { requireMaintainedRound } from '../access/require-round';
import { findDraft } from './find';
import { requireLockedDraft } from './require-locked';

/** Corrects the title and the planned dates of a draft; sealing fixes them. */
export async function changeDraft(
  actor: Actor | null,
  slug: string,
  number: number,
  input: unknown,
): Promise<Result<MaintainedRoundView, Refusal>> {
  const { db } = webPlatform();
  const found = await requireMaintainedRound(db, actor, slug, number);
  if (!found.ok) return found;
  const changed = await db.transaction((tx) =>
    save(tx, found.value.actor, { roundId: found.value.round.roundId, input }),
  );
  return changed.ok ? findDraft(actor, slug, number) : changed;
}

async function save(
  tx: Transaction,
  actor: Actor,
  { roundId, input }: { roundId: string; input: unknown },
): Promise<Result<null, Refusal>> {
  const draft = await requireLockedDraft(tx, roundId);
  if (!draft.ok) return draft;
  const wanted = parseWith(changedDraftSchema, input);
  if (!wanted.ok) return wanted;
  const { title, opensAt, closesAt, benchmarkId, number } = draft.value;
  const before = {
    title,
    opens_at: opensAt?.toISOString() ?? null,
    closes_at: closesAt?.toISOString() ?? null,
  };
  const given = Object.entries(wanted.value).filter(([, value]) => value !== undefined);
  // Validated together: the close must be after the opening, whichever of them is given.
  const together = parseWith(newRoundSchema, { ...before, ...Object.fromEntries(given) });
  if (!together.ok) return together;
  const plan = together.value;
  const after = {
    title: plan.title,
    opensAt: plan.opens_at ? new Date(plan.opens_at) : null,
    closesAt: plan.closes_at ? new Date(plan.closes_at) : null,
  };
  await updateDraft(tx, roundId, after);
  await recordAct(tx, {
    act: 'draft_changed',
    actor,
    benchmarkId,
    roundId,
    detail: {
      round: number,
      title_before: title,
      title_after: after.title,
      opens_at: after.opensAt?.toISOString() ?? null,
      closes_at: after.closesAt?.toISOString() ?? null,
    },
  });
  return ok(null);
}
