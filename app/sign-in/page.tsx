import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { localPath } from '@/lib/core/local-path';
import { findActor } from '@/services/access/find-actor';
import { listSignInProviders } from '@/services/account/list-sign-in-providers';
import { describeSignInError } from './describe-sign-in-error';
import { ProviderButton } from './provider-button';
import { SignInForm } from './sign-in-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const back = localPath(callbackUrl);
  const fault = typeof error === 'string' ? describeSignInError(error) : null;
  if (!fault && (await findActor())) redirect(back);
  const others = listSignInProviders().filter(({ id }) => id !== 'email');
  return (
    <div className="page-narrow">
      <h1>Sign in</h1>
      <p className="lede">
        To submit, to watch your submissions, and to run a benchmark. Reading needs no account.
      </p>
      {fault && (
        <div className="problem" role="alert">
          <p>
            <b>{fault.title}</b>
          </p>
          <p>{fault.detail}</p>
        </div>
      )}
      <section className="sec">
        <div className="sec-head">
          <h2>By e-mail</h2>
        </div>
        <p className="muted gap">
          We send a link that works once, for an hour. There is no password. A first sign-in makes your
          account and a team of one.
        </p>
        <SignInForm callbackUrl={back} />
      </section>
      {others.length > 0 && (
        <section className="sec">
          <div className="sec-head">
            <h2>With another account</h2>
          </div>
          <p className="brow wraps">
            {others.map(({ id, name }) => (
              <ProviderButton key={id} id={id} name={name} callbackUrl={back} />
            ))}
          </p>
        </section>
      )}
    </div>
  );
}
