import type { Metadata } from 'next';
import Link from 'next/link';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { localPath } from '@/lib/core/sign-in/auth-route';
import { mailsMax } from '@/lib/core/sign-in/mail-limits';
import { findCaller } from '@/services/access/page-request';
import { listInboxMails } from '@/services/account/notices';
import { requestMail } from '../actions';

export const metadata: Metadata = { title: 'Open your mail' };

type Query = { email?: string | string[]; callbackUrl?: string | string[]; again?: string };

export default async function SentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { email, callbackUrl, again } = await searchParams;
  const address = typeof email === 'string' ? email : null;
  const inbox = await listInboxMails(await findCaller());
  return (
    <Page width="form">
      <PageHead
        title="Open your mail"
        ledeRole="status"
        lede={
          <>
            {again ? 'Sent again' : 'A link was sent'}
            {address && (
              <>
                {' '}
                to <b className="wrap-anywhere">{address}</b>
              </>
            )}
            . Open it in this browser: its page has a button that signs you in. It works once, for an hour.
          </>
        }
      />
      {inbox.ok && (
        <Callout tone="note">
          This site sends no mail to the outside; what it would send is in its own{' '}
          <Link href="/inbox">inbox</Link>. That is so because it runs on this machine alone.
        </Callout>
      )}
      <Section title="No mail?">
        <p className="mb-s4 max-w-[37em] text-ink-2">
          Check the spam folder and the address. At most {mailsMax.address} unused links go to one address in
          an hour; the form says when there are no more.
        </p>
        {address && (
          <ActionForm
            action={requestMail}
            about={{ email: address, callbackUrl: localPath(callbackUrl), again: 1 }}
            button="Send it again"
            busy="Sending"
            shape="bare"
          />
        )}
        <p className="mt-s3">
          <Link href={`/sign-in?${new URLSearchParams({ callbackUrl: localPath(callbackUrl) })}`}>
            Use another address
          </Link>
        </p>
      </Section>
    </Page>
  );
}
