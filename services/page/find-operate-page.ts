import { webPlatform } from '@/adapters/web-platform';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/caller';
import { requireOperator } from '../moderation/act';
import { readSiteStatus, type SiteStatus } from '../moderation/site-status';

/** The operators' page. To other people it is reported as missing. */
export async function findOperatePage(actor: Actor): Promise<Result<SiteStatus>> {
  const operator = requireOperator(actor);
  return operator.ok
    ? ok(await readSiteStatus(webPlatform().db))
    : refuse({ kind: 'not_found', what: 'page' });
}
