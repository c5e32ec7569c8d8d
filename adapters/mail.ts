import { createTransport } from 'nodemailer';
import { insertInboxMail } from '@/db/queries/people-queries';
import type { WebPlatform } from './web-platform';

export type Mail = {
  recipient: string;
  subject: string;
  body: string;
  /**
   * URL at which one POST without sign-in unsubscribes from mails of this kind (RFC 8058); null or absent for
   * mails from which a person can't unsubscribe.
   */
  unsubscribeUrl?: string | null;
};

/** Time limit for sending one mail, in milliseconds; connection and replies have limits of their own. */
export const mailTimeoutMs = 45_000;

const timeoutsMs = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/**
 * Sends a mail by SMTP if that is configured; otherwise stores it for the site's own inbox page, which only a
 * site on loopback has. @throws when the mail server can't be reached, refuses, or takes longer than
 * `timeoutMs`
 */
export async function sendMail(platform: WebPlatform, mail: Mail, timeoutMs = mailTimeoutMs): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = platform.environment;
  if (!SMTP_URL) {
    const { recipient, subject, body } = mail;
    return insertInboxMail(platform.db, { recipient, subject, body });
  }
  const sending = createTransport({ url: SMTP_URL, ...timeoutsMs }).sendMail({
    from: MAIL_FROM,
    // An object holds exactly one address; nodemailer would parse a string as a list of addresses.
    to: { name: '', address: mail.recipient },
    subject: mail.subject,
    text: mail.body,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(mail.unsubscribeUrl && {
        'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const count = (outcome: 'sent' | 'failed') => platform.metrics.mails.inc({ outcome });
  await sending.then(
    () => count('sent'),
    (error: unknown) => {
      count('failed');
      throw error;
    },
  );
}

/** Codes of a mail failure for the log: the server's message would quote addresses. */
export function describeMailFailure(error: unknown): string {
  const { code, responseCode } = readCodes(error);
  return [code, responseCode].filter((part) => /^\w{1,30}$/.test(String(part ?? ''))).join(' ') || 'unknown';
}

/**
 * True if the mail server refused this recipient or this mail for good; mails to other recipients may still
 * be delivered.
 */
export function isPermanentRefusal(error: unknown): boolean {
  const { code, responseCode } = readCodes(error);
  return (
    typeof responseCode === 'number' && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
  );
}

function readCodes(error: unknown): { code: unknown; responseCode: unknown } {
  const thrown = typeof error === 'object' && error !== null ? error : {};
  return {
    code: 'code' in thrown ? thrown.code : undefined,
    responseCode: 'responseCode' in thrown ? thrown.responseCode : undefined,
  };
}
