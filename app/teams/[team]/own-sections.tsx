import Link from 'next/link';
import type { ReactNode } from 'react';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { TextField } from '@/app/_ui/forms/form-fields';
import { IsoInstant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { MemberView, OwnTeamView, TeamInvitationView } from '@/lib/contracts/team';
import { changeOwnNaming, changeRoleOf, describeTeam, removeFromTeam, takeInvitationBack } from './actions';
import { InviteForm } from './invite-form';

/**
 * Sections of a team's page for its members: who they are, and for captains forms to change that.
 * @param children sections to show before the members
 */
export function OwnSections({ own, children }: { own: OwnTeamView; children: ReactNode }) {
  const isCaptain = own.your_role === 'captain';
  return (
    <>
      {isCaptain && <DescribeForm own={own} />}
      {children}
      <div
        className={`grid gap-x-s7 *:min-w-0 ${isCaptain ? 'grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)] max-wide:grid-cols-1' : ''}`}
      >
        <Section title="Members" aside="all share submissions, files and feedback">
          <MembersTable own={own} />
          <p className="mt-s3 text-small text-ink-2">
            In a round, a person submits for one team only. Someone who leaves still counts with the team
            until the round closes. A team without a captain passes to its oldest member.
          </p>
          {own.invitations.length > 0 && <InvitationsTable own={own} />}
        </Section>
        {isCaptain && (
          <Section title="Invite">
            <InviteForm team={own.team} />
          </Section>
        )}
      </div>
    </>
  );
}

function DescribeForm({ own: { team, name, description } }: { own: OwnTeamView }) {
  return (
    <ActionForm
      action={describeTeam}
      about={{ team }}
      shape="folded"
      foldedUnder="Rename and describe"
      button="Save"
      busy="Saving"
      note="The former name stays taken, and is shown with today’s date. Published rankings keep it."
    >
      <TextField name="name" label="Name" defaultValue={name} minLength={2} maxLength={60} required />
      <TextField
        name="description"
        label="Description"
        hint="one line, at most 200 characters"
        defaultValue={description}
        maxLength={200}
        isOptional
      />
    </ActionForm>
  );
}

const nameOf = ({ name }: MemberView): string => name ?? 'a person without a name';

function MembersTable({ own }: { own: OwnTeamView }) {
  const isCaptain = own.your_role === 'captain';
  return (
    <DataTable
      look="records"
      testId="team-members"
      rows={own.members}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Person',
          isRowHeader: true,
          value: (member) => (
            <>
              {nameOf(member)}
              {member.is_you && ' (you)'}
              <CellNote>{member.named ? 'may be named on this page' : 'not named to others'}</CellNote>
            </>
          ),
        },
        { title: 'Role', value: ({ role }) => (role === 'captain' ? 'Captain' : 'Member') },
        { title: 'Since', value: ({ joined_at }) => <IsoInstant at={joined_at} /> },
        {
          title: 'Action',
          isTitleHidden: true,
          value: (member) => (
            <div className="grid gap-s2">
              {member.is_you && <NamingForm team={own.team} member={member} />}
              {isCaptain && own.members.length > 1 && <RoleForm team={own.team} member={member} />}
              {(isCaptain || member.is_you) && own.members.length > 1 && (
                <RemoveForm team={own.team} member={member} />
              )}
            </div>
          ),
        },
      ]}
    />
  );
}

type OfMember = { team: string; member: MemberView };

const NamingForm = ({ team, member: { id, named } }: OfMember) => (
  <ActionForm
    action={changeOwnNaming}
    about={{ team, id, named: named ? 'no' : 'yes' }}
    shape="bare"
    place="table"
    button={named ? 'Don’t name me' : 'Name me here'}
    busy="Saving"
    look="plain"
    note={
      named ? undefined : (
        <>
          as your <Link href="/settings#profile">profile</Link> shows you
        </>
      )
    }
  />
);

const RoleForm = ({ team, member }: OfMember) => (
  <ActionForm
    action={changeRoleOf}
    about={{ team, id: member.id, role: member.role === 'captain' ? 'member' : 'captain' }}
    shape="bare"
    place="table"
    button={member.role === 'captain' ? 'Make a member' : 'Make a captain'}
    busy="Changing"
    look="plain"
  />
);

/** The form that removes a member. The button is folded, so that a removal takes two clicks. */
const RemoveForm = ({ team, member }: OfMember) => (
  <ActionForm
    action={removeFromTeam}
    about={{ team, id: member.id }}
    shape="sure"
    place="table"
    foldedUnder={member.is_you ? 'Leave' : 'Remove'}
    button={member.is_you ? 'Leave this team' : `Remove ${nameOf(member)}`}
    busy={member.is_you ? 'Leaving' : 'Removing'}
    look="danger"
  />
);

function InvitationsTable({ own: { team, invitations } }: { own: OwnTeamView }) {
  return (
    <DataTable
      look="records"
      testId="team-invitations"
      rows={invitations}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'Invited',
          isRowHeader: true,
          value: ({ email, invited_by }: TeamInvitationView) => (
            <>
              {email ?? 'by a link'}
              {invited_by && <CellNote>by {invited_by}</CellNote>}
            </>
          ),
        },
        { title: 'Role', value: ({ role }) => (role === 'captain' ? 'Captain' : 'Member') },
        { title: 'Works until', value: ({ expires_at }) => <IsoInstant at={expires_at} /> },
        {
          title: 'Action',
          isTitleHidden: true,
          value: ({ id }) => (
            <ActionForm
              action={takeInvitationBack}
              about={{ team, id }}
              shape="bare"
              place="table"
              button="Take back"
              busy="Taking it back"
              look="danger"
            />
          ),
        },
      ]}
    />
  );
}
