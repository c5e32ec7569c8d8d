import { ActionForm } from '@/app/_ui/forms/action-form';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { renewLink } from '../actions';
import { AskAgain } from './ask-again';

type Props = { email: string; canRenew: boolean; token: string; callbackUrl: string };

/** A link that was opened where nobody asked for it: where it works, and how to come in here. */
export function OtherBrowser({ email, canRenew, token, callbackUrl }: Props) {
  return (
    <Page width="form">
      <PageHead
        title="Open the link where you asked for it"
        lede={
          <>
            This link for <b className="wrap-anywhere">{email}</b> was asked for in another browser, and signs
            in there only. Copy it from the mail and open it in that browser, within the hour.
          </>
        }
      />
      {canRenew ? (
        <>
          <p className="max-w-[37em] text-ink-2">
            Or sign in here instead: we send a fresh link that works in this browser. This one then stops
            working.
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
