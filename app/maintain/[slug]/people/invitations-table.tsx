import { SubmitButton } from '@/app/_ui/forms/submit-button';
import { Instant } from '@/app/_ui/instant';
import { roleWords } from '@/app/_ui/people/describe-role';
import { RefusableForm } from '@/app/_ui/people/refusable-form';
import type { InvitationView } from '@/lib/contracts/people';
import { resendInvitation, takeInvitationBack } from './actions';

/** The invitations that wait. Owners send them again, with a new link, or take them back. */
export function InvitationsTable(of: {
  slug: string;
  invitations: readonly InvitationView[];
  isForOwner: boolean;
}) {
  return (
    <table className="cards-t">
      <thead>
        <tr>
          <th scope="col">Invited</th>
          <th scope="col">Role</th>
          <th scope="col">Works until</th>
          {of.isForOwner && (
            <th scope="col">
              <span className="vh">Action</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {of.invitations.map((invitation) => (
          <tr key={invitation.id}>
            <th scope="row">
              {invitation.email}
              <span>
                {invitation.invited_by && `by ${invitation.invited_by}, `}
                <Instant at={invitation.invited_at} precision="day" />
              </span>
            </th>
            <td data-l="Role">{roleWords[invitation.role].title}</td>
            <td data-l="Works until">
              <Instant at={invitation.expires_at} />
            </td>
            {of.isForOwner && (
              <td>
                <div className="brow wraps">
                  <RefusableForm
                    action={resendInvitation}
                    about={{ slug: of.slug, email: invitation.email, role: invitation.role }}
                  >
                    <SubmitButton className="btn" busy="Sending">
                      Send again
                    </SubmitButton>
                  </RefusableForm>
                  <RefusableForm action={takeInvitationBack} about={{ slug: of.slug, id: invitation.id }}>
                    <SubmitButton className="btn danger" busy="Taking it back">
                      Take back
                    </SubmitButton>
                  </RefusableForm>
                </div>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
