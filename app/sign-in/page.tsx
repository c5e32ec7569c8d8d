import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ProviderButton } from '@/app/_ui/account/provider-button';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { localPath } from '@/lib/core/local-path';
import { findActor } from '@/services/access/find-actor';
import { listSignInProviders } from '@/services/account/list-sign-in-providers';
import { describeSignInError } from './describe-sign-in-error';
import { SignInForm } from './sign-in-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  // A newcomer reads there what to do next.
  const back = callbackUrl === undefined ? '/submit' : localPath(callbackUrl);
  const fault = typeof error === 'string' ? describeSignInError(error) : null;
  if (!fault && (await findActor())) redirect(back);
  const others = listSignInProviders().filter(({ id }) => id !== 'email');
  return (
    <Page width="form">
      <PageHead
        title="Sign in"
        lede="To submit, to watch your submissions, and to run a benchmark. Reading needs no account."
      />
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
