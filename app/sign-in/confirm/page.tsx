import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { localPath } from '@/lib/core/local-path';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Confirm', robots: { index: false }, referrer: 'no-referrer' };

type Query = { token?: string | string[]; email?: string | string[]; callbackUrl?: string | string[] };

/** Opening the link signs nobody in: mail scanners open links too. The button does. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { token, email, callbackUrl } = await searchParams;
  if (typeof token !== 'string' || typeof email !== 'string') redirect('/sign-in?error=Verification');
  return (
    <div className="page-narrow">
      <h1>Confirm</h1>
      <p className="lede">
        Sign in as <b className="breaks">{email}</b>?
      </p>
      <form action="/api/auth/callback/email" method="get" className="form narrow">
        <input type="hidden" name="callbackUrl" value={localPath(callbackUrl)} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="email" value={email} />
        <button type="submit" className="btn main">
          Sign in
        </button>
      </form>
      <p className="small muted">If you did not ask for this, close the page: nothing has happened.</p>
    </div>
  );
}
