import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/controls/button';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Page, PageHead } from '@/app/_ui/page/page';
import { localPath } from '@/lib/core/sign-in/auth-route';
import { findOpenedLink } from '@/services/sign-in/link';
import { readBrowserNonce } from '@/services/sign-in/sign-in-cookies';
import { confirmSignIn, renewLink } from '../actions';

// The address contains the token. The referrer policy `same-origin` hides it from other sites, and still lets the form prove
// its origin.
export const metadata: Metadata = { title: 'Confirm', robots: { index: false }, referrer: 'same-origin' };

type Query = { token?: string | string[]; callbackUrl?: string | string[] };

/**
 * The page signs in by a button instead of when it is opened, since mail scanners open links too. The button works only in the
 * browser that requested the link.
 */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { token, callbackUrl } = await searchParams;
  const back = localPath(callbackUrl);
  const link = await findOpenedLink(typeof token === 'string' ? token : '', await readBrowserNonce());
  if (!link.ok || typeof token !== 'string')
    return (
      <Page width="form">
        <PageHead
          title="That link is no longer valid"
          lede="A link works once, within an hour. Request a new one."
        />
        <AskAgain callbackUrl={back} />
      </Page>
    );
  const { email, worksHere, canRenew } = link.value;
  if (!worksHere) return <OtherBrowser email={email} canRenew={canRenew} token={token} callbackUrl={back} />;
  return (
    <Page width="form">
      <PageHead
        title="Confirm"
        lede={
          <>
            Sign in as <b className="wrap-anywhere">{email}</b>?
          </>
        }
      />
      <ActionForm
        action={confirmSignIn}
        about={{ token, callbackUrl: back }}
        button="Sign in"
        busy="Signing in"
        look="main"
        shape="narrow"
      />
      <p className="text-small text-ink-2">
        If you did not ask for this, close the page: nothing has happened.
      </p>
    </Page>
  );
}

type Props = { email: string; canRenew: boolean; token: string; callbackUrl: string };

/** The message for a link that is opened in another browser than the one that requested it. */
function OtherBrowser({ email, canRenew, token, callbackUrl }: Props) {
  return (
    <Page width="form">
      <PageHead
        title="Open the link where you asked for it"
        lede={
          <>
            This link for <b className="wrap-anywhere">{email}</b> was requested in another browser, and signs
            in there only. Copy it from the mail and open it in that browser, within the hour.
          </>
        }
      />
      {canRenew ? (
        <>
          <p className="max-w-[37em] text-ink-2">
            Or sign in here instead: we send a fresh link that works in this browser. This one keeps working
            in the other.
          </p>
          <ActionForm
            action={renewLink}
            about={{ token, callbackUrl }}
            button="Send me a fresh link"
            busy="Sending"
            look="main"
            shape="narrow"
          />
        </>
      ) : (
        <AskAgain callbackUrl={callbackUrl} />
      )}
      <p className="text-small text-ink-2">
        If you did not ask for it, another person did. Close the page: nothing has happened, and they cannot
        sign in without your mail.
      </p>
    </Page>
  );
}

function AskAgain({ callbackUrl }: { callbackUrl: string }) {
  return (
    <p className="my-s4">
      <ButtonLink look="main" href={`/sign-in?${new URLSearchParams({ callbackUrl })}`}>
        Ask for a new link
      </ButtonLink>
    </p>
  );
}
