import type { Metadata } from 'next';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { IsoInstant } from '@/app/_ui/instant';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import { roleWords } from '@/app/_ui/people/describe-role';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { InvitationView } from '@/lib/contracts/people';
import { findPeoplePage } from '@/services/page/find-maintained-pages';
import { resendInvitation, takeInvitationBack } from './actions';
import { InviteForm } from './invite-form';
import { PeopleTable } from './people-table';

const load = makeMaintainLoader('/people', findPeoplePage);

export async function generateMetadata({ params }: PageProps<'/maintain/[slug]/people'>): Promise<Metadata> {
  const { title, maintained } = await load((await params).slug);
  return titleMaintainPage(maintained && 'People', title);
}

export default async function PeoplePage({ params }: PageProps<'/maintain/[slug]/people'>) {
  const { slug } = await params;
  const { title, maintained } = await load(slug);
  if (!maintained) return <NotAMaintainer slug={slug} title={title} />;
  const { role, people, invitations } = maintained;
  const isForOwner = role === 'owner';
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="people"
      title="People"
      lede={
        isForOwner
          ? 'The people who run this benchmark with you, and its auditors.'
          : 'The people who run this benchmark. Its owners invite, change roles and remove people; every member may leave.'
      }
    >
      <div
        className={`grid gap-x-s7 *:min-w-0 ${isForOwner ? 'grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)] max-wide:grid-cols-1' : ''}`}
      >
        <div>
          <Section title="Roles" aside="a benchmark keeps at least one owner">
            <PeopleTable slug={slug} people={people} isForOwner={isForOwner} />
            <p className="mt-s3 text-small text-ink-2">
              Owners and maintainers may know the labels, since they made the test set. Submissions of their
              teams are shown below the ranking, without a rank, as host entries.
            </p>
          </Section>
          {invitations.length > 0 && (
            <Section title="Open invitations">
              <InvitationsTable slug={slug} invitations={invitations} isForOwner={isForOwner} />
            </Section>
          )}
        </div>
        {isForOwner && (
          <Section title="Invite a person">
            <InviteForm slug={slug} />
          </Section>
        )}
      </div>
    </MaintainPage>
  );
}

/** Open invitations. Owners can send them again with a new link, or take them back. */
function InvitationsTable(props: {
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
