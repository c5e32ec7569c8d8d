import type { SignInMethodView } from '@/lib/contracts/people';
import { signInMethodNames } from '@/lib/core/sign-in/auth-route';
import type { SettingsPage } from '@/services/page/find-settings-page';
import { ProviderButton } from '../_ui/account/provider-button';
import { ActionForm } from '../_ui/forms/action-form';
import { IsoInstant } from '../_ui/iso-instant';
import { Section } from '../_ui/page/section';
import { type Column, DataTable } from '../_ui/table/data-table';
import { Callout } from '../_ui/words/callout';
import { endOwnWayIn } from './actions';

type Props = Pick<SettingsPage, 'ways' | 'moreWays'> & {
  /** Whether one has just come in by the first link that proved the address. */
  hasEndedEarlier: boolean;
};

/** How one signs in, and what could be added. */
export function WaysInSection({ ways, moreWays, hasEndedEarlier }: Props) {
  return (
    <Section id="ways-in" title="Sign-in methods">
      {hasEndedEarlier && (
        <Callout tone="caution" role="status">
          Your address was proved by mail for the first time. Earlier sign-in methods, sessions and tokens of
          the account were ended, since another person could have made them. Add yours again.
        </Callout>
      )}
      <WaysInTable ways={ways} />
      {moreWays.length > 0 && (
        <p className="mt-s3 flex flex-wrap items-center gap-s3">
          {moreWays.map(({ id, name }) => (
            <ProviderButton key={id} id={id} name={name} callbackUrl="/settings" label={`Add ${name}`} />
          ))}
        </p>
      )}
    </Section>
  );
}

const columns: readonly Column<SignInMethodView>[] = [
  { title: 'Way', isRowHeader: true, value: ({ way }) => signInMethodNames[way] },
  { title: 'Status', value: (way) => <Standing {...way} /> },
  {
    title: 'Action',
    isTitleHidden: true,
    align: 'end',
    value: ({ way, can_end }) =>
      can_end && (
        <ActionForm
          action={endOwnWayIn}
          about={{ way }}
          button={`End ${signInMethodNames[way]}`}
          busy="Ending it"
          look="danger"
          shape="bare"
          place="table"
        />
      ),
  },
];

function Standing({ way, address, since }: SignInMethodView) {
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

/** How a person signs in. */
function WaysInTable({ ways }: { ways: readonly SignInMethodView[] }) {
  return <DataTable look="records" columns={columns} rows={ways} keyOf={({ way }) => way} />;
}
