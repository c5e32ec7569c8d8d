import type { SiteLimits } from '@/adapters/environment';
import { isDiskFull } from '@/adapters/faults';
import { type UploadSlot, uploadsOfPersonMax } from '@/adapters/upload-slots';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor, Transaction } from '@/db/client';
import { countOf, lockCount } from '@/db/queries/count-queries';
import type { Countable } from '@/lib/core/quota/quota';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from './caller';

export const noSpace: Refusal = { kind: 'no_space', retryAfterSeconds: 300 };

/** Refuses uploads while the disk is short of space. Requests that only read don't need this check. */
export async function requireSpace(): Promise<Result<void>> {
  return (await webPlatform().space.isShort()) ? refuse(noSpace) : ok(undefined);
}

const settings = {
  benchmarks: ['TIDEMARK_BENCHMARKS_PER_PERSON_MAX', 'TIDEMARK_BENCHMARKS_MAX'],
  checks: ['TIDEMARK_CHECKS_PER_PERSON_MAX', 'TIDEMARK_CHECKS_MAX'],
  drafts: ['TIDEMARK_DRAFTS_PER_PERSON_MAX', 'TIDEMARK_DRAFTS_MAX'],
  dry_runs: ['TIDEMARK_DRY_RUNS_PER_PERSON_MAX', 'TIDEMARK_DRY_RUNS_MAX'],
  rounds: ['TIDEMARK_ROUNDS_PER_PERSON_MAX', 'TIDEMARK_ROUNDS_MAX'],
  tokens: ['TIDEMARK_TOKENS_PER_PERSON_MAX', 'TIDEMARK_TOKENS_MAX'],
} as const satisfies Record<Countable, readonly [keyof SiteLimits, keyof SiteLimits]>;

/**
 * Checks the limits of a person and of the site before an upload is read. Parallel requests may all pass this check;
 * `enforceLimit` decides.
 */
export async function requireBelowLimit(
  db: Executor,
  what: Countable,
  userId: string,
): Promise<Result<null>> {
  const { environment } = webPlatform();
  const [ofPerson, ofSite] = settings[what];
  const personMax = environment[ofPerson];
  const siteMax = environment[ofSite];
  const { person, site } = await countOf(db, what, userId);
  if (person >= personMax) return refuse({ kind: 'limit_reached', what, scope: 'person', limit: personMax });
  if (site >= siteMax) return refuse({ kind: 'limit_reached', what, scope: 'site', limit: siteMax });
  return ok(null);
}

/** Checks a limit under a lock: of concurrent transactions with the same limit, the second waits until the first has ended. */
export async function enforceLimit(tx: Transaction, what: Countable, userId: string): Promise<Result<null>> {
  await lockCount(tx, what);
  return requireBelowLimit(tx, what, userId);
}

/** Runs an upload if the disk has space and the person has an upload slot left; the slot is freed afterwards. */
export async function withUploadSlot<T>(
  { userId }: Pick<Actor, 'userId'>,
  work: (slot: UploadSlot) => Promise<Result<T>>,
): Promise<Result<T>> {
  const allowed = await requireSpace();
  if (!allowed.ok) return allowed;
  const slot = webPlatform().uploads.take(userId);
  if (slot === 'person')
    return refuse({ kind: 'files_in_line', count: uploadsOfPersonMax, retryAfterSeconds: 5 });
  try {
    return await work(slot);
  } catch (error) {
    // The disk ran out of space during the upload.
    if (isDiskFull(error)) return refuse(noSpace);
    throw error;
  } finally {
    slot.release();
  }
}
