import type { Metadata } from 'next';
import Link from 'next/link';
import type { TokenView } from '@/lib/contracts/people';
import { findSettingsPage } from '@/services/page/find-settings-page';
import { requireSignedIn } from '../_load/require';
import { SignOutButton } from '../_ui/account/session-buttons';
import { Button } from '../_ui/controls/button';
import { SubmitButton } from '../_ui/forms/submit-button';
import { IsoInstant } from '../_ui/instant';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';
import { CellNote, type Column, DataTable } from '../_ui/table/data-table';
import { Callout } from '../_ui/words/callout';
import { Fact, Facts } from '../_ui/words/descriptions';
import { revokeOwnToken } from './actions';
import { MailForm } from './mail-form';
import { ProfileSection, TeamsSection } from './profile-sections';
import { SessionsSection, SignInMethodsSection } from './sign-in-sections';
import { TokenForm } from './token-form';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage({ searchParams }: PageProps<'/settings'>) {
  const actor = await requireSignedIn('/settings');
  const { me, ways, moreWays, sessions, tokens, preferences } = await findSettingsPage(actor);
  const { ended, refused } = await searchParams;
  const hasEndedEarlier = ended === 'earlier';
  return (
    <Page width="form">
      <PageHead title="Settings" />
      <Facts>
        <Fact term="Signed in as">{me.email ?? me.name ?? 'a person without a name'}</Fact>
        {me.email && me.name && <Fact term="Name">{me.name}</Fact>}
      </Facts>
      {actor.isOperator && (
        <p className="mt-s4">
          <Link href="/operate">Operate this site</Link>
        </p>
      )}
      <div className="mt-s4">
        <SignOutButton look="plain" />
      </div>
      <nav aria-label="On this page" className="mt-s5">
        <ul className="flex flex-wrap gap-x-s4 gap-y-s2 text-small">
          {sections.map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <ProfileSection me={me} />
      <TeamsSection teams={me.teams} />
      <SignInMethodsSection ways={ways} moreWays={moreWays} hasEndedEarlier={hasEndedEarlier} />
      <SessionsSection sessions={sessions} />
      <Section
        id="mail"
        title="Mail"
        aside={me.email ? `to ${me.email}` : 'none: your account has no address'}
      >
        <MailForm preferences={preferences} />
      </Section>
      <Section id="webhooks" title="Webhooks" aside="for programs that wait for an event">
        <p>
          <Link href="/settings/webhooks">Webhooks</Link> send signed events to an address of yours.
        </p>
      </Section>
      <Section id="tokens" title="API tokens" aside="for scripts, which act as you">
        <TokenTable tokens={tokens} />
        <h3 className="mt-s6 mb-s3">Make a token</h3>
        <TokenForm teams={me.teams} />
        <p className="text-small text-ink-2">
          Send it as <code>Authorization: Bearer tdm_…</code>. What it may call is in the{' '}
          <Link href="/docs/api">API reference</Link>.
        </p>
      </Section>
      <OwnDataSection isRefused={refused === 'download'} />
    </Page>
  );
}

const sections = [
  ['profile', 'Profile'],
  ['teams', 'Teams'],
  ['sign-in-methods', 'Sign-in methods'],
  ['sessions', 'Where you are signed in'],
  ['mail', 'Mail'],
  ['webhooks', 'Webhooks'],
  ['tokens', 'API tokens'],
  ['own-data', 'Your data'],
] as const;

function OwnDataSection({ isRefused }: { isRefused: boolean }) {
  return (
    <Section id="own-data" title="Your data" aside="one JSON file">
      {isRefused && (
        <Callout tone="problem" role="alert">
          You have downloaded your data as often as the site allows within a day. Try again tomorrow.
        </Callout>
      )}
      <p className="mb-s4 max-w-[37em]">
        Everything that the site’s database has about you: account, teams, submissions with their receipts and
        feedback, entries, notes and settings. It has no token and no secret.
      </p>
      <form action="/settings/data" method="post">
        <Button type="submit" look="plain">
          Download my data
        </Button>
      </form>
      <p className="mt-s4">
        <Link href="/settings/delete" prefetch={false}>
          Delete the account
        </Link>
      </p>
    </Section>
  );
}

const columns: readonly Column<TokenView>[] = [
  { title: 'Token', isRowHeader: true, value: (token) => token.name },
  { title: 'Hint', cell: 'as-code whitespace-nowrap', value: (token) => token.hint },
  {
    title: 'May',
    value: ({ scope, benchmark, team }) => (
      <>
        {scope}
        {(benchmark ?? team) && (
          <CellNote>
            only {benchmark && `in ${benchmark}`} {team && `for ${team}`}
          </CellNote>
        )}
      </>
    ),
  },
  {
    title: 'Last used',
    value: (token) =>
      token.last_used_at ? <IsoInstant at={token.last_used_at} precision="hour" /> : 'never',
  },
  { title: 'Expires', value: (token) => <IsoInstant at={token.expires_at} /> },
  {
    title: 'Action',
    isTitleHidden: true,
    align: 'end',
    value: (token) => (
      <form action={revokeOwnToken.bind(null, token.id)}>
        <SubmitButton look="danger" busy="Revoking">
          Revoke
        </SubmitButton>
      </form>
    ),
  },
];

/** Valid tokens, by their first characters. */
function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  if (tokens.length === 0) return <p className="text-ink-2">No token yet.</p>;
  return <DataTable look="records" columns={columns} rows={tokens} keyOf={(token) => token.id} />;
}
