import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findCaller } from '@/services/access/page-request';
import { listInboxMails } from '@/services/account/notices';
import { Instant } from '../_ui/instant';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';

export const metadata: Metadata = { title: 'Inbox', robots: { index: false } };

export default async function InboxPage() {
  const mails = await listInboxMails(await findCaller());
  if (!mails.ok) notFound();
  return (
    <Page width="form">
      <PageHead
        title="Inbox"
        lede="All mail of this site. The page exists only while the site is reachable from this machine alone and has no mail server."
      />
      <Section title="Mails" aside="newest first, the last 50">
        {mails.value.length === 0 && <p className="text-ink-2">No mail yet.</p>}
        {mails.value.map((mail, i) => (
          <article key={mail.id} className="border-t border-rule first-of-type:border-t-0">
            <details open={i < openCount} className="py-s3">
              <summary className="cursor-pointer">
                <h3 className="inline wrap-anywhere">{mail.subject}</h3>
                <span className="block text-small text-ink-2">
                  to <span className="wrap-anywhere">{mail.recipient}</span>, <Instant at={mail.sent_at} />
                </span>
              </summary>
              <MailBody text={mail.body} />
            </details>
          </article>
        ))}
      </Section>
    </Page>
  );
}

/** Number of the newest mails whose texts are unfolded at first. */
const openCount = 3;

/** The text of a mail, the same that would be sent by SMTP, with clickable links. */
function MailBody({ text }: { text: string }) {
  return (
    <div className="mt-s2 grid max-w-[68ch] gap-s2 text-data/[1.5] wrap-anywhere">
      {text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph) => (
          <p key={paragraph}>
            {/^https?:\/\/\S+$/.test(paragraph) ? <a href={paragraph}>{paragraph}</a> : paragraph}
          </p>
        ))}
    </div>
  );
}
