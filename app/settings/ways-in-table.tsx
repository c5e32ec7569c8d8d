import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import type { WayInView } from '@/lib/contracts/person';
import { signInWayNames } from '@/lib/core/sign-in/sign-in-way';
import { endOwnWayIn } from './actions';

const columns: readonly Column<WayInView>[] = [
  { title: 'Way', isRowHeader: true, value: ({ way }) => signInWayNames[way] },
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
          button={`End ${signInWayNames[way]}`}
          busy="Ending it"
          look="danger"
          shape="bare"
          place="table"
        />
      ),
  },
];

function Standing({ way, address, since }: WayInView) {
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
export function WaysInTable({ ways }: { ways: readonly WayInView[] }) {
  return <DataTable look="records" columns={columns} rows={ways} keyOf={({ way }) => way} />;
}
