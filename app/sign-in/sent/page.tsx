import type { Metadata } from 'next';
import Link from 'next/link';
import { localPath } from '@/lib/core/local-path';
import { listInboxMails } from '@/services/account/list-inbox-mails';
import { ResendForm } from './resend-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Open your mail' };

type Query = { email?: string | string[]; callbackUrl?: string | string[]; again?: string };

export default async function SentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { email, callbackUrl, again } = await searchParams;
  const address = typeof email === 'string' ? email : null;
  const inbox = await listInboxMails();
  return (
    <div className="page-narrow">
      <h1>Open your mail</h1>
      <p className="lede" role="status">
        {again ? 'Sent again' : 'A link is on its way'}
        {address && (
          <>
            {' '}
            to <b className="breaks">{address}</b>
          </>
        )}
        . It opens a page with a button that signs you in. It works once, for an hour.
      </p>
      {inbox.ok && (
        <p className="note">
          This site sends no mail to the outside; what it would send is in its own{' '}
          <Link href="/inbox">inbox</Link>. That is so because it runs on this machine alone.
        </p>
      )}
      <section className="sec">
        <div className="sec-head">
          <h2>Nothing came?</h2>
        </div>
        <p className="muted gap">
          Look into the spam folder, and check the address. Five links at most are valid for one address at a
          time; further requests send nothing.
        </p>
        <div className="brow wraps">
          {address && <ResendForm email={address} callbackUrl={localPath(callbackUrl)} />}
          <Link
            className="btn text"
            href={`/sign-in?${new URLSearchParams({ callbackUrl: localPath(callbackUrl) })}`}
          >
            Use another address
          </Link>
        </div>
      </section>
    </div>
  );
}
