import { webPlatform } from '@/adapters/web-platform';
import { findDryRunOf, type NamedDryRun } from '@/db/queries/dry-run-queries';
import type { DryRunView } from '@/lib/contracts/dry-run';
import { isUuid } from '@/lib/core/is-uuid';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { requireSignedIn } from '../access/require-signed-in';
import { viewOfDryRun } from './view';

/** For whoever sent it: the words of the runtime are about their model. To everybody else it isn't there. */
export async function findDryRun(
  actor: Actor | null,
  dryRunId: string,
): Promise<Result<DryRunView, Refusal>> {
  const found = await requireDryRun(actor, dryRunId);
  return found.ok ? ok(viewOfDryRun(found.value)) : found;
}

export type DryRunPage = { dryRun: DryRunView; benchmarkTitle: string };

export async function findDryRunPage(
  actor: Actor | null,
  dryRunId: string,
): Promise<Result<DryRunPage, Refusal>> {
  const found = await requireDryRun(actor, dryRunId);
  if (!found.ok) return found;
  return ok({ dryRun: viewOfDryRun(found.value), benchmarkTitle: found.value.benchmarkTitle });
}

async function requireDryRun(actor: Actor | null, dryRunId: string): Promise<Result<NamedDryRun, Refusal>> {
  const signedIn = requireSignedIn(actor);
  if (!signedIn.ok) return signedIn;
  const found = isUuid(dryRunId)
    ? await findDryRunOf(webPlatform().db, dryRunId, signedIn.value.userId)
    : undefined;
  return found ? ok(found) : refuse({ kind: 'not_found', what: 'dry run' });
}
