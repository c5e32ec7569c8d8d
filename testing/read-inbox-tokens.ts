import type { TestSite } from './make-test-site';

/** The tokens of the links that were mailed to this address, as the site's `/inbox` stores them, newest first. */
export async function readInboxTokens(site: TestSite, email: string): Promise<string[]> {
  const mails = await site.superuser<{ body: string }[]>`
    select body from inbox_mails where recipient = ${email} order by sent_at desc`;
  return mails.map(({ body }) => /token=([0-9a-f]{64})/.exec(body)?.[1] ?? '');
}
