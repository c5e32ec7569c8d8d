import { createTransport } from 'nodemailer';
import { insertInboxMail } from '@/db/queries/people-queries';
import type { WebPlatform } from './web-platform';

export type Mail = { recipient: string; subject: string; body: string };

/** By SMTP where there is one; else to the site's own inbox page, which only a site on loopback has. */
export async function sendMail(platform: WebPlatform, mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = platform.environment;
  if (!SMTP_URL) return insertInboxMail(platform.db, mail);
  await createTransport(SMTP_URL).sendMail({
    from: MAIL_FROM,
    to: mail.recipient,
    subject: mail.subject,
    text: mail.body,
  });
}
