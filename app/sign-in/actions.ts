'use server';

import { redirect } from 'next/navigation';
import { type FormState, refusedForm } from '@/app/_ui/forms/form-state';
import { readFormValues } from '@/app/_ui/forms/read-form-values';
import { toProblem } from '@/lib/contracts/problem';
import { localPath } from '@/lib/core/local-path';
import { requestSignInMail } from '@/services/account/request-sign-in-mail';

export async function requestMail(before: FormState, form: FormData): Promise<FormState> {
  const values = readFormValues(form);
  const callbackUrl = localPath(values.callbackUrl);
  const email = values.email ?? '';
  const sent = await requestSignInMail(email, callbackUrl);
  if (!sent.ok) return refusedForm(before, toProblem(sent.error), values);
  redirect(sentPath(email, callbackUrl));
}

export async function requestMailAgain(form: FormData): Promise<void> {
  const { email = '', callbackUrl } = readFormValues(form);
  const path = localPath(callbackUrl);
  const sent = await requestSignInMail(email, path);
  redirect(sent.ok ? `${sentPath(email, path)}&again=1` : '/sign-in');
}

const sentPath = (email: string, callbackUrl: string): string =>
  `/sign-in/sent?${new URLSearchParams({ email: email.trim(), callbackUrl })}`;
