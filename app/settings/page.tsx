import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { SignOutButton } from '@/app/_ui/account/sign-out-button';
import { Page } from '@/app/_ui/page/page';
import { PageHead } from '@/app/_ui/page/page-head';
import { Section } from '@/app/_ui/page/section';
import { Fact, Facts } from '@/app/_ui/words/facts';
import { findSettingsPage } from '@/services/page/find-settings-page';
import { MailForm } from './mail-form';
import { SessionsSection } from './sessions-section';
import { TokenForm } from './token-form';
import { TokenTable } from './token-table';
import { WaysInSection } from './ways-in-section';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Settings' };

type Props = { searchParams: Promise<{ ended?: string | string[] }> };

export default async function SettingsPage({ searchParams }: Props) {
  const actor = await requireSignedIn('/settings');
  const { me, ways, moreWays, sessions, tokens, preferences } = await findSettingsPage(actor);
  const hasEndedEarlier = (await searchParams).ended === 'earlier';
  return (
    <Page width="form">
      <PageHead title="Settings" />
      <Facts>
        <Fact term="Signed in as">{me.email ?? me.name ?? 'a person without a name'}</Fact>
        {me.name && <Fact term="Name">{me.name}</Fact>}
        <Fact term={me.teams.length === 1 ? 'Team' : 'Teams'}>
          {me.teams.map((team) => team.name).join(', ') || 'one is made with your first submission'}
        </Fact>
      </Facts>
      <div className="mt-s4">
        <SignOutButton look="plain" />
      </div>
      <WaysInSection ways={ways} moreWays={moreWays} hasEndedEarlier={hasEndedEarlier} />
      <SessionsSection sessions={sessions} />
      <Section
        id="mail"
        title="Mail"
        aside={me.email ? `to ${me.email}` : 'none: your account has no address'}
      >
        <MailForm preferences={preferences} />
      </Section>
      <Section id="tokens" title="API tokens" aside="for scripts, which act as you">
        <TokenTable tokens={tokens} />
        <h3 className="mt-s6 mb-s3">Make a token</h3>
        <TokenForm />
        <p className="text-small text-ink-2">
          Send it as <code>Authorization: Bearer tdm_…</code>. What it may call is in the{' '}
          <Link href="/docs/api">API reference</Link>.
        </p>
      </Section>
    </Page>
  );
}
