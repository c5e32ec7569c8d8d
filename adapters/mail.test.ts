import { afterEach, describe, expect, it } from 'vitest';
import { startTestSmtp, type TestSmtp } from '@/testing/start-test-smtp';
import { describeMailFailure, isPermanentRefusal, sendMail } from './mail';
import { makeWebMetrics } from './web-metrics';
import type { WebPlatform } from './web-platform';

let smtp: TestSmtp | undefined;
describe('mailer', () => {
  afterEach(() => smtp?.stop());

  const platformOf = (url: string) =>
    ({
      environment: { SMTP_URL: url, MAIL_FROM: 'Tidemark <no-reply@tidemark.example>' },
      metrics: makeWebMetrics(),
    }) as WebPlatform;
  const mail = { recipient: 'ada@example.org', subject: 'A round is open', body: 'Round 5 is open.\n' };
  const failureOf = async (sending: Promise<void>): Promise<unknown> => {
    try {
      await sending;
    } catch (error) {
      return error;
    }
    throw new Error('it was sent');
  };
  const headersOf = (message: string) => message.slice(0, message.indexOf('\r\n\r\n'));

  it('sends a text mail to one address', async () => {
    smtp = await startTestSmtp();
    await sendMail(platformOf(smtp.url), mail);
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]!.recipients).toEqual(['ada@example.org']);
    const headers = headersOf(smtp.received[0]!.message);
    expect(headers).toContain('Subject: A round is open');
    expect(headers).toContain('To: ada@example.org');
    expect(headers).toMatch(/Content-Type: text\/plain/);
    expect(headers).toContain('Auto-Submitted: auto-generated');
  });

  it('adds no header and no recipient for a subject with line breaks', async () => {
    smtp = await startTestSmtp();
    await sendMail(platformOf(smtp.url), { ...mail, subject: 'May\r\nBcc: victim@example.org\r\n\r\nHello' });
    expect(smtp.received.flatMap(({ recipients }) => recipients)).toEqual(['ada@example.org']);
    expect(headersOf(smtp.received[0]!.message).match(/^Bcc:/gim)).toBeNull();
  });

  it('treats a recipient as one address, even if the text contains a second one', async () => {
    smtp = await startTestSmtp();
    await sendMail(platformOf(smtp.url), { ...mail, recipient: 'ada@example.org, eve@example.org' }).catch(
      () => {},
    );
    expect(smtp.received.flatMap(({ recipients }) => recipients)).not.toContain('eve@example.org');
  });

  it.each(['hang', 'trickle'] as const)(
    'gives up on a mail server that does nothing but %s',
    async (behaviour) => {
      smtp = await startTestSmtp(behaviour);
      const begun = performance.now();
      const error = await failureOf(sendMail(platformOf(smtp.url), mail, 500));
      expect(performance.now() - begun).toBeLessThan(3_000);
      expect(isPermanentRefusal(error)).toBe(false);
    },
  );

  it('counts accepted and refused mails separately', async () => {
    smtp = await startTestSmtp();
    smtp.refused.add('eve@example.org');
    const platform = platformOf(smtp.url);
    await sendMail(platform, mail);
    await failureOf(sendMail(platform, { ...mail, recipient: 'eve@example.org' }));
    const { values } = await platform.metrics.mails.get();
    expect(values.map(({ labels: { outcome }, value }) => [outcome, value])).toEqual([
      ['sent', 1],
      ['failed', 1],
    ]);
  });

  it('distinguishes a refused recipient from a server that is down, and never quotes the address', async () => {
    smtp = await startTestSmtp();
    smtp.refused.add('ada@example.org');
    const refusal = await failureOf(sendMail(platformOf(smtp.url), mail));
    expect(String(refusal)).toContain('ada@example.org');
    expect(isPermanentRefusal(refusal)).toBe(true);
    expect(describeMailFailure(refusal)).toBe('EENVELOPE 550');
    const { url } = smtp;
    await smtp.stop();
    const down = await failureOf(sendMail(platformOf(url), mail));
    expect(isPermanentRefusal(down)).toBe(false);
    expect(describeMailFailure(down)).not.toContain('ada');
  });
});
