import { composeObjectionPeriod } from '@/db/migrate';
import type { TestSite } from './make-test-site';

/** Sets the site's objection period, as its setting does. */
export async function setObjectionPeriod(site: TestSite, hours: number): Promise<void> {
  await site.superuser.unsafe(composeObjectionPeriod(hours));
}
