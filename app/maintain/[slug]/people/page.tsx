import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { requireFound } from '@/app/_load/require-found';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { findActor } from '@/services/access/find-actor';
import { findPeoplePage } from '@/services/page/find-people-page';
import { InvitationsTable } from './invitations-table';
import { InviteForm } from './invite-form';
import { PeopleTable } from './people-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'People' };

type Props = { params: Promise<{ slug: string }> };

export default async function PeoplePage({ params }: Props) {
  const { slug } = await params;
  const actor = await findActor();
  if (!actor) redirect(signInPath(`/maintain/${slug}/people`));
  const { title, maintained } = requireFound(await findPeoplePage(actor, slug));
  if (!maintained) return <NotAMaintainer slug={slug} title={title} />;
  const { role, people, invitations } = maintained;
  const isForOwner = role === 'owner';
  return (
    <div className="page">
      <p className="crumb">
        <Link href="/maintain">Maintain</Link> / <Link href={`/maintain/${slug}`}>{title}</Link> / People
      </p>
      <h1>People</h1>
      <p className="lede measure">
        {isForOwner
          ? 'Who runs this benchmark with you, and who looks over your shoulder.'
          : 'Who runs this benchmark. Its owners invite, change roles and remove; anybody may leave.'}
      </p>
      <MaintainNav slug={slug} current="people" />
      <section className="sec">
        <div className="sec-head">
          <h2>Roles</h2>
          <p className="small muted">a benchmark keeps at least one owner</p>
        </div>
        <PeopleTable slug={slug} people={people} isForOwner={isForOwner} />
      </section>
      {invitations.length > 0 && (
        <section className="sec">
          <div className="sec-head">
            <h2>Invitations that wait</h2>
          </div>
          <InvitationsTable slug={slug} invitations={invitations} isForOwner={isForOwner} />
        </section>
      )}
      {isForOwner && (
        <section className="sec">
          <div className="sec-head">
            <h2>Invite somebody</h2>
          </div>
          <InviteForm slug={slug} />
        </section>
      )}
    </div>
  );
}
