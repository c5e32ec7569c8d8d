import { setTimeout as sleep } from 'node:timers/promises';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listOverdueLinks } from '@/db/queries/audit-queries';
import { findClockHold, readClock } from '@/db/queries/clock-queries';
import { listActiveSandboxes } from '@/db/queries/runner-queries';
import { findNewestHeartbeat, listVersionsWithoutScorer } from '@/db/queries/scorer-status-queries';
import { linkedWithinMs } from '@/lib/core/audit/audit-chain';
import { runnerSilentMs } from '@/lib/core/run/run';

export type Readiness = {
  database: 'ok' | 'unreachable';
  scorer: 'ok' | 'silent' | 'unknown';
  /** `held`: the server's clock has jumped, and no round opens, closes or is revealed until an operator accepts the new time. */
  clock: 'ok' | 'held' | 'unknown';
  /** `short`: the disk has too little space. Uploads, seals, openings and reveals are refused, and accepted submissions wait. */
  disk: 'ok' | 'short';
  /** `unreachable`: the object store doesn't respond. Uploads and downloads of files fail, and jobs that write files wait. */
  objects: 'ok' | 'unreachable';
  /** Scorer versions that a round requires for its waiting submissions and that no running scorer has. */
  versions_without_scorer: readonly string[];
  /**
   * `unlinked`: an audit event older than a minute has no link in the audit log's hash chain; `npm run admin -- verify-audit`
   * names it.
   */
  audit: 'ok' | 'unlinked' | 'unknown';
  /**
   * State of the sandboxes in which runners run models. `ok`: some connected runner passed its sandbox's self-test; `failed`:
   * all connected runners failed it, with the failed attacks by name; `missing`: bubblewrap isn't installed; `silent`: no
   * runner is connected, so models wait.
   */
  sandbox: SandboxReadiness['sandbox'] | 'unknown';
  sandbox_failed: readonly string[];
};

/** A scorer without a heartbeat for this long is reported. Much longer than the 35 s after which its jobs are unlocked. */
const silentAfterMs = 60_000;

const responseTimeoutMs = 3_000;

/**
 * State of the site's parts. A site without a scorer counts as ready, since it still accepts submissions, which wait in the
 * queue.
 */
export async function findReadiness(): Promise<Readiness> {
  const { db, space, hasStore } = webPlatform();
  const [isShort, isStored] = await Promise.all([
    space.isShort(),
    withinMs(responseTimeoutMs, hasStore()).catch(() => false),
  ]);
  const files = { disk: isShort ? 'short' : 'ok', objects: isStored ? 'ok' : 'unreachable' } as const;
  try {
    return await withinMs(responseTimeoutMs, readReadiness(db, files));
  } catch {
    return {
      database: 'unreachable',
      scorer: 'unknown',
      audit: 'unknown',
      clock: 'unknown',
      ...files,
      versions_without_scorer: [],
      sandbox: 'unknown',
      sandbox_failed: [],
    };
  }
}

async function readReadiness(db: Executor, files: Pick<Readiness, 'disk' | 'objects'>): Promise<Readiness> {
  const [now, beatAt] = [await readClock(db), await findNewestHeartbeat(db)];
  const hold = await findClockHold(db);
  const unlinked = await listOverdueLinks(db, new Date(now.getTime() - linkedWithinMs), 1);
  return {
    database: 'ok',
    scorer: beatAt && now.getTime() - beatAt.getTime() < silentAfterMs ? 'ok' : 'silent',
    audit: unlinked.length === 0 ? 'ok' : 'unlinked',
    clock: hold ? 'held' : 'ok',
    ...files,
    versions_without_scorer: await listMissingVersions(db, now),
    ...(await readSandboxes(db, now)),
  };
}

type SandboxReadiness = { sandbox: 'ok' | 'failed' | 'missing' | 'silent'; sandbox_failed: string[] };

/** One runner with a working sandbox is enough, since runners without one get no models. */
async function readSandboxes(db: Executor, now: Date): Promise<SandboxReadiness> {
  const heard = await listActiveSandboxes(db, new Date(now.getTime() - runnerSilentMs));
  if (heard.length === 0) return { sandbox: 'silent', sandbox_failed: [] };
  if (heard.some((failed) => failed?.length === 0)) return { sandbox: 'ok', sandbox_failed: [] };
  const failed = [...new Set(heard.flatMap((one) => one ?? []))].sort();
  return { sandbox: failed.length > 0 ? 'failed' : 'missing', sandbox_failed: failed };
}

/** Limits the time of one check. @throws when the time is over, so that the health check responds even if the database hangs */
export const withinMs = <T>(ms: number, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    sleep(ms, undefined, { ref: false }).then(() => {
      throw new Error(`no response within ${ms} ms`);
    }),
  ]);

/** Scorer versions that rounds with waiting submissions require and that no running scorer has. */
export const listMissingVersions = (db: Executor, now: Date): Promise<string[]> =>
  listVersionsWithoutScorer(db, new Date(now.getTime() - silentAfterMs));
