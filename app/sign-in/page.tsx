import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { toProblem } from '@/lib/contracts/problem';
import { localPath } from '@/lib/core/sign-in/auth-route';
import { findActor } from '@/services/access/page-request';
import { listSignInProviders } from '@/services/account/account';
import { findSuspension } from '@/services/moderation/public-acts';
import { ProviderButton } from '../_ui/account/session-buttons';
import { ProblemBox } from '../_ui/forms/problem-box';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';
import { Callout } from '../_ui/words/callout';
import { SignInForm } from './sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { callbackUrl, deleted, error, suspension } = await searchParams;
  // `/submit` tells newcomers what to do next.
  const back = callbackUrl === undefined ? '/submit' : localPath(callbackUrl);
  const fault = typeof error === 'string' ? describeSignInError(error) : null;
  const suspended = typeof suspension === 'string' ? await findSuspension(suspension) : null;
  if (!fault && !suspended && (await findActor())) redirect(back);
  const others = listSignInProviders().filter(({ id }) => id !== 'email');
  return (
    <Page width="form">
      <PageHead
        title="Sign in"
        lede="To submit, to watch your submissions, and to run a benchmark. Reading needs no account."
      />
      {deleted !== undefined && (
        <Callout tone="note" role="status">
          The account is deleted. A new sign-in makes a new account.
        </Callout>
      )}
      <ProblemBox problem={suspended && toProblem(suspended)} />
      {fault && (
        <Callout tone="problem" role="alert">
          <p>
            <b className="font-semibold">{fault.title}</b>
          </p>
          <p>{fault.detail}</p>
        </Callout>
      )}
      <Section title="By e-mail">
        <p className="mb-s4 max-w-[37em] text-ink-2">
          We send a link that works once, for an hour, in this browser. There is no password. A first sign-in
          makes your account and a team of one.
        </p>
        <SignInForm callbackUrl={back} />
      </Section>
      {others.length > 0 && (
        <Section title="With another account">
          <p className="flex flex-wrap items-center gap-s3">
            {others.map(({ id, name }) => (
              <ProviderButton key={id} id={id} name={name} callbackUrl={back} />
            ))}
          </p>
        </Section>
      )}
    </Page>
  );
}

/** Explains next-auth's `?error=` to the reader, with a remedy. */
function describeSignInError(code: string): { title: string; detail: string } {
  return known.get(code) ?? unknown;
}

const unknown = {
  title: 'Signing in did not work',
  detail: 'Nothing was changed. Try again, or use another sign-in method.',
};

const known = new Map([
  [
    'OAuthAccountNotLinked',
    {
      title: 'That address belongs to an account with another sign-in method',
      detail: 'Sign in by e-mail. Then add this method in your settings.',
    },
  ],
  [
    'AccessDenied',
    { title: 'Access was denied', detail: 'The other site did not let you through, or you cancelled there.' },
  ],
  [
    'Configuration',
    {
      title: 'Sign-in is not configured correctly on this site',
      detail: 'Its operators find the reason in the log of the web process.',
    },
  ],
  ['SessionRequired', { title: 'Sign in first', detail: 'That page is for people who are signed in.' }],
  [
    'OAuthSignin',
    {
      title: 'The other site could not be reached',
      detail:
        'It didn’t respond in time, or sent an unexpected response. Try again later, or sign in by e-mail.',
    },
  ],
  [
    'Callback',
    {
      title: 'This sign-in method could not be used',
      detail:
        'To add it to your account, sign out, sign in again, and add it in your settings within ten minutes. Otherwise try again, or sign in by e-mail. Nothing was changed.',
    },
  ],
  ...['OAuthCallback', 'OAuthCreateAccount'].map(
    (code) =>
      [
        code,
        {
          title: 'The other site did not prove who you are',
          detail:
            'Its response was incomplete, late, or belongs to another sign-in. No account was made. Try again, or sign in by e-mail.',
        },
      ] as const,
  ),
]);
