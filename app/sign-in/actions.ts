'use server';

import { redirect } from 'next/navigation';
import { type FormState, readFormValues, refusedForm } from '@/app/_ui/forms/form-state';
import { toProblem } from '@/lib/contracts/problem';
import type { Refusal } from '@/lib/core/refusal';
import { localPath } from '@/lib/core/sign-in/auth-route';
import { findCaller } from '@/services/access/page-request';
import { renewSignInLink, requestSignInLink, signInByLink } from '@/services/sign-in/link';
import {
  ensureBrowserNonce,
  readBrowserMark,
  readBrowserNonce,
  readSessionToken,
  setSignedInCookies,
} from '@/services/sign-in/sign-in-cookies';
import { respondRefused } from '../_http/respond';

/** Mails a sign-in link, for the first time or again. */
export async function requestMail(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { network, isFromOwnPage } = await findCaller();
  if (!isFromOwnPage) return refused(before, fromElsewhere, values);
  const { email = '', callbackUrl } = values;
  const back = localPath(callbackUrl);
  const browserNonce = await ensureBrowserNonce();
  const browserMark = await readBrowserMark();
  const sent = await requestSignInLink({ email, callbackUrl: back, browserNonce, network, browserMark });
  if (!sent.ok) return refused(before, sent.error, values);
  redirect(sentPath(email, back, values.again));
}

/** Mails a link for this browser, in exchange for one that was requested in another browser. */
export async function renewLink(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  if (!(await findCaller()).isFromOwnPage) return refused(before, fromElsewhere, {});
  const back = localPath(values.callbackUrl);
  const browserNonce = await ensureBrowserNonce();
  const sent = await renewSignInLink({ token: values.token ?? '', callbackUrl: back, browserNonce });
  if (!sent.ok) return refused(before, sent.error, {});
  redirect(sentPath(sent.value.email, back));
}

/** Signs in when the button on the link's page is pressed. */
export async function confirmSignIn(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const { browser, isFromOwnPage } = await findCaller();
  if (!isFromOwnPage) return refused(before, fromElsewhere, {});
  const signedIn = await signInByLink({
    token: values.token ?? '',
    browserNonce: await readBrowserNonce(),
    browser,
    sessionBefore: await readSessionToken(),
  });
  if (!signedIn.ok) return refused(before, signedIn.error, {});
  await setSignedInCookies(signedIn.value);
  redirect(
    signedIn.value.hasEndedEarlier
      ? '/settings?ended=earlier#sign-in-methods'
      : localPath(values.callbackUrl),
  );
}

const fromElsewhere: Refusal = { kind: 'forbidden', needs: 'a request from a page of this site' };

function refused(before: FormState, refusal: Refusal, values: Readonly<Record<string, string>>): FormState {
  respondRefused(refusal);
  return refusedForm(before, toProblem(refusal), values);
}

const sentPath = (email: string, callbackUrl: string, again?: string): string =>
  `/sign-in/sent?${new URLSearchParams({ email: email.trim(), callbackUrl, ...(again ? { again } : {}) })}`;
