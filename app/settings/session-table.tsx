import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import type { SessionView } from '@/lib/contracts/person';
import { signInWayNames } from '@/lib/core/sign-in/sign-in-way';
import { endOwnSession } from './actions';
import { LastUse } from './last-use';

const columns: readonly Column<SessionView>[] = [
  {
    title: 'Browser',
    isRowHeader: true,
    value: ({ browser, is_this_one }) => `${browser ?? 'unknown'}${is_this_one ? ', this one' : ''}`,
  },
  { title: 'By', value: ({ way }) => signInWayNames[way] },
  { title: 'Since', value: ({ since }) => <IsoInstant at={since} /> },
  {
    title: 'Last used',
    value: ({ last_used_at }) => (last_used_at ? <LastUse at={last_used_at} /> : 'never'),
  },
  {
    title: 'Action',
    isTitleHidden: true,
    align: 'end',
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

/** Where a person is signed in, each with its end; the one that looks has its own, signing out. */
export function SessionTable({ sessions }: { sessions: readonly SessionView[] }) {
  return <DataTable look="records" columns={columns} rows={sessions} keyOf={({ id }) => id} />;
}
