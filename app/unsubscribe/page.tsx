import type { Metadata } from 'next';
import Link from 'next/link';
import { findUnsubscribeKind } from '@/services/account/notices';
import { buttonClasses } from '../_ui/controls/button';
import { noticeWords } from '../_ui/notice-words';
import { Page, PageHead } from '../_ui/page/page';

export const metadata: Metadata = { title: 'Unsubscribe', robots: { index: false } };

/** The page that mutes one kind of mail by the link in such a mail, without a sign-in. */
export default async function UnsubscribePage({ searchParams }: PageProps<'/unsubscribe'>) {
  const { token, done } = await searchParams;
  const kind = typeof token === 'string' ? findUnsubscribeKind(token) : null;
  return (
    <Page width="form">
      <PageHead title="Mail" />
      {done !== undefined ? (
        <p role="status">You get no more mail of this kind.</p>
      ) : kind && typeof token === 'string' ? (
        <form method="post" action={`/unsubscribe/${token}`}>
          <p className="mb-s4">
            Mail of this kind: <b className="font-semibold">{noticeWords[kind].title}</b>,{' '}
            {noticeWords[kind].hint}.
          </p>
          <button type="submit" className={buttonClasses('main')}>
            No more of these mails
          </button>
        </form>
      ) : (
        <p>This link is incomplete.</p>
      )}
      <p className="mt-s4 text-small text-ink-2">
        All kinds of mail are in your <Link href="/settings#mail">settings</Link>.
      </p>
    </Page>
  );
}
