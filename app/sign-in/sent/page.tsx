import type { Metadata } from 'next';
import Link from 'next/link';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
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
    <Page width="form">
      <PageHead
        title="Open your mail"
        ledeRole="status"
        lede={
          <>
            {again ? 'Sent again' : 'A link is on its way'}
            {address && (
              <>
                {' '}
                to <b className="wrap-anywhere">{address}</b>
              </>
            )}
            . It opens a page with a button that signs you in. It works once, for an hour.
          </>
        }
      />
      {inbox.ok && (
        <Callout tone="note">
          This site sends no mail to the outside; what it would send is in its own{' '}
          <Link href="/inbox">inbox</Link>. That is so because it runs on this machine alone.
        </Callout>
      )}
      <Section title="Nothing came?">
        <p className="mb-s4 max-w-[37em] text-ink-2">
          Look into the spam folder, and check the address. Five links at most are valid for one address at a
          time; further requests send nothing.
        </p>
        <div className="flex flex-wrap items-center gap-s3">
          {address && <ResendForm email={address} callbackUrl={localPath(callbackUrl)} />}
          <ButtonLink
            look="text"
            href={`/sign-in?${new URLSearchParams({ callbackUrl: localPath(callbackUrl) })}`}
          >
            Use another address
          </ButtonLink>
        </div>
      </Section>
    </Page>
  );
}
