import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { SignOutButton } from '@/app/_ui/account/sign-out-button';
import { findActor } from '@/services/access/find-actor';
import { findSettingsPage } from '@/services/page/find-settings-page';
import { MailForm } from './mail-form';
import { TokenForm } from './token-form';
import { TokenTable } from './token-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const actor = await findActor();
  if (!actor) redirect(signInPath('/settings'));
  const { me, tokens, preferences } = await findSettingsPage(actor);
  return (
    <div className="page-narrow">
      <h1>Settings</h1>
      <dl className="facts">
        <div>
          <dt>Signed in as</dt>
          <dd className="breaks">{me.email ?? me.name ?? 'a person without a name'}</dd>
        </div>
        {me.name && (
          <div>
            <dt>Name</dt>
            <dd>{me.name}</dd>
          </div>
        )}
        <div>
          <dt>{me.teams.length === 1 ? 'Team' : 'Teams'}</dt>
          <dd>{me.teams.map((team) => team.name).join(', ') || 'one is made with your first submission'}</dd>
        </div>
      </dl>
      <div className="after">
        <SignOutButton className="btn" />
      </div>
      <section className="sec" id="mail">
        <div className="sec-head">
          <h2>Mail</h2>
          <p className="small muted">{me.email ? `to ${me.email}` : 'none: your account has no address'}</p>
        </div>
        <MailForm preferences={preferences} />
      </section>
      <section className="sec">
        <div className="sec-head">
          <h2>API tokens</h2>
          <p className="small muted">for scripts: everything the site does, they can do as you</p>
        </div>
        <TokenTable tokens={tokens} />
        <h3 className="sub-title">Make a token</h3>
        <TokenForm />
        <p className="small muted">
          Send it as <code>Authorization: Bearer tdm_…</code>. The calls are described in{' '}
          <a href="/api/v1/openapi.json">openapi.json</a>.
        </p>
      </section>
    </div>
  );
}
