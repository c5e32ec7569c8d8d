import type { SessionView } from '@/lib/contracts/people';
import { signInMethodNames } from '@/lib/core/sign-in/auth-route';
import { SubmitButton } from '../_ui/forms/submit-button';
import { IsoInstant } from '../_ui/iso-instant';
import { Section } from '../_ui/page/section';
import { type Column, DataTable } from '../_ui/table/data-table';
import { endOwnOthers, endOwnSession } from './actions';
import { LastUse } from './last-use';

/** Where one is signed in, and the end of all but here. */
export function SessionsSection({ sessions }: { sessions: readonly SessionView[] }) {
  return (
    <Section id="sessions" title="Where you are signed in" aside="last use to the hour">
      <SessionTable sessions={sessions} />
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
  { title: 'By', value: ({ way }) => signInMethodNames[way] },
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
function SessionTable({ sessions }: { sessions: readonly SessionView[] }) {
  return <DataTable look="records" columns={sessionColumns} rows={sessions} keyOf={({ id }) => id} />;
}
