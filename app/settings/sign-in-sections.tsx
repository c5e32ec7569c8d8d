import type { SessionView, SignInMethodView } from '@/lib/contracts/people';
import { freshMinutes } from '@/lib/core/sign-in/session';
import type { SettingsPage } from '@/services/page/find-settings-page';
import { ProviderButton } from '../_ui/account/session-buttons';
import { ActionForm } from '../_ui/forms/action-form';
import { SubmitButton } from '../_ui/forms/submit-button';
import { IsoInstant } from '../_ui/instant';
import { Section } from '../_ui/page/section';
import { type Column, DataTable } from '../_ui/table/data-table';
import { Callout } from '../_ui/words/callout';
import { endOwnOthers, endOwnSession, endOwnSignInMethod } from './actions';

type Props = Pick<SettingsPage, 'ways' | 'moreWays'> & {
  /** True right after the first sign-in by mail, which ended all earlier sign-in methods. */
  hasEndedEarlier: boolean;
};

export function SignInMethodsSection({ ways, moreWays, hasEndedEarlier }: Props) {
  return (
    <Section id="sign-in-methods" title="Sign-in methods">
      {hasEndedEarlier && (
        <Callout tone="caution" role="status">
          Your address was proved by mail for the first time. Earlier sign-in methods, sessions and tokens of
          the account were ended, since another person could have made them. Add yours again.
        </Callout>
      )}
      <DataTable look="records" columns={columns} rows={ways} keyOf={({ way }) => way} />
      {moreWays.length > 0 && (
        <p className="mt-s3 flex flex-wrap items-center gap-s3">
          {moreWays.map(({ id, name }) => (
            <ProviderButton key={id} id={id} name={name} callbackUrl="/settings" label={`Add ${name}`} />
          ))}
          <span className="text-small text-ink-2">within {freshMinutes} minutes of a sign-in</span>
        </p>
      )}
    </Section>
  );
}

const columns: readonly Column<SignInMethodView>[] = [
  { title: 'Method', isRowHeader: true, value: ({ name }) => name },
  { title: 'Status', value: (way) => <MethodStatus {...way} /> },
  {
    title: 'Action',
    isTitleHidden: true,
    align: 'end',
    value: ({ way, name, can_end }) =>
      can_end && (
        <ActionForm
          action={endOwnSignInMethod}
          about={{ way }}
          button={`End ${name}`}
          busy="Ending it"
          look="danger"
          shape="bare"
          place="table"
        />
      ),
  },
];

function MethodStatus({ way, address, since }: SignInMethodView) {
  if (way !== 'email')
    return since ? (
      <>
        added <IsoInstant at={since} />
      </>
    ) : (
      'added'
    );
  return (
    <>
      <span className="wrap-anywhere">{address}</span>,{' '}
      {since ? (
        <>
          proved <IsoInstant at={since} />
        </>
      ) : (
        'not proved by mail yet: the first link that you use ends the other sign-in methods'
      )}
    </>
  );
}

/** The person's sessions, with buttons that end all but the current one. */
export function SessionsSection({ sessions }: { sessions: readonly SessionView[] }) {
  return (
    <Section id="sessions" title="Where you are signed in" aside="last use to the hour">
      <DataTable look="records" columns={sessionColumns} rows={sessions} keyOf={({ id }) => id} />
      <form action={endOwnOthers} className="mt-s3">
        <SubmitButton look="danger" busy="Ending them">
          End all others
        </SubmitButton>
        <p className="mt-s2 text-small text-ink-2">
          Signs you out everywhere but here, and revokes every API token.
        </p>
      </form>
    </Section>
  );
}

const sessionColumns: readonly Column<SessionView>[] = [
  {
    title: 'Browser',
    isRowHeader: true,
    value: ({ browser, is_this_one }) => `${browser ?? 'unknown'}${is_this_one ? ', this one' : ''}`,
  },
  { title: 'By', value: ({ name }) => name },
  { title: 'Since', value: ({ since }) => <IsoInstant at={since} /> },
  {
    title: 'Last used',
    value: ({ last_used_at }) => (last_used_at ? <IsoInstant at={last_used_at} precision="hour" /> : 'never'),
  },
  {
    title: 'Action',
    isTitleHidden: true,
    align: 'end',
    // The current session has no button here, since the sign-out button ends it.
    value: ({ id, is_this_one }) =>
      !is_this_one && (
        <form action={endOwnSession.bind(null, id)}>
          <SubmitButton look="danger" busy="Ending it">
            End
          </SubmitButton>
        </form>
      ),
  },
];
