import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/iso-instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import type { InvitationView } from '@/lib/contracts/people';
import { resendInvitation, takeInvitationBack } from './actions';

/** The invitations that wait. Owners send them again, with a new link, or take them back. */
export function InvitationsTable(props: {
  slug: string;
  invitations: readonly InvitationView[];
  isForOwner: boolean;
}) {
  return (
    <DataTable
      look="records"
      rows={props.invitations}
      keyOf={(invitation) => invitation.id}
      columns={[
        {
          title: 'Invited',
          isRowHeader: true,
          value: (invitation) => (
            <>
              {invitation.email}
              <CellNote>
                {invitation.invited_by && `by ${invitation.invited_by}, `}
                <IsoInstant at={invitation.invited_at} />
              </CellNote>
            </>
          ),
        },
        { title: 'Role', cell: 'whitespace-nowrap', value: (invitation) => roleWords[invitation.role].title },
        { title: 'Works until', value: (invitation) => <IsoInstant at={invitation.expires_at} /> },
        props.isForOwner && {
          title: 'Action',
          isTitleHidden: true,
          value: (invitation) => <InvitationActs slug={props.slug} invitation={invitation} />,
        },
      ]}
    />
  );
}

function InvitationActs({ slug, invitation }: { slug: string; invitation: InvitationView }) {
  return (
    <div className="flex flex-wrap items-center gap-s3">
      <ActionForm
        action={resendInvitation}
        about={{ slug, email: invitation.email, role: invitation.role }}
        shape="bare"
        place="table"
        button="Send again"
        busy="Sending"
        look="plain"
      />
      <ActionForm
        action={takeInvitationBack}
        about={{ slug, id: invitation.id }}
        shape="bare"
        place="table"
        button="Take back"
        busy="Taking it back"
        look="danger"
      />
    </div>
  );
}
