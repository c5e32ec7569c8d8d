import { composeObjectionPeriod } from '@/db/migrate';
import type { TestSite } from './make-test-site';

/** The site's time for objections to errata, as its setting puts it. */
export async function setObjectionPeriod(site: TestSite, hours: number): Promise<void> {
  await site.superuser.unsafe(composeObjectionPeriod(hours));
}
