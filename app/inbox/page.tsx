import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Instant } from '@/app/_ui/instant';
import { listInboxMails } from '@/services/account/list-inbox-mails';
import { MailBody } from './mail-body';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Inbox', robots: { index: false } };

export default async function InboxPage() {
  const mails = await listInboxMails();
  if (!mails.ok) notFound();
  return (
    <div className="page-narrow">
      <h1>Inbox</h1>
      <p className="lede">
        What this site would have mailed, to anybody. The page exists only while the site runs on this machine
        alone and has no way to send mail.
      </p>
      <section className="sec">
        <div className="sec-head">
          <h2>Mails</h2>
          <p className="small muted">newest first, the last 50</p>
        </div>
        {mails.value.length === 0 && <p className="muted">No mail yet.</p>}
        {mails.value.map((mail) => (
          <article key={mail.id} className="mail">
            <h3>{mail.subject}</h3>
            <p className="small muted">
              to <span className="breaks">{mail.recipient}</span>, <Instant at={mail.sent_at} />
            </p>
            <MailBody text={mail.body} />
          </article>
        ))}
      </section>
    </div>
  );
}
