import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Button } from '@/app/_ui/controls/button';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { localPath } from '@/lib/core/local-path';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Confirm', robots: { index: false }, referrer: 'no-referrer' };

type Query = { token?: string | string[]; email?: string | string[]; callbackUrl?: string | string[] };

/** Opening the link signs nobody in: mail scanners open links too. The button does. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { token, email, callbackUrl } = await searchParams;
  if (typeof token !== 'string' || typeof email !== 'string') redirect('/sign-in?error=Verification');
  return (
    <Page width="form">
      <PageHead
        title="Confirm"
        lede={
          <>
            Sign in as <b className="wrap-anywhere">{email}</b>?
          </>
        }
      />
      <form action="/api/auth/callback/email" method="get" className="my-s4 grid max-w-360 gap-s3">
        <input type="hidden" name="callbackUrl" value={localPath(callbackUrl)} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="email" value={email} />
        <Button type="submit" look="main">
          Sign in
        </Button>
      </form>
      <p className="text-small text-ink-2">
        If you did not ask for this, close the page: nothing has happened.
      </p>
    </Page>
  );
}
