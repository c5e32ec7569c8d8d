import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { findActor } from '@/services/access/find-actor';
import { findBenchmark } from '@/services/benchmark/find';
import { listFlags } from '@/services/flag/list';
import { listLinkedTeams } from '@/services/team/list-linked';
import { FlagsSection } from './flags-section';
import { LinkedTeamsSection } from './linked-teams-section';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Flags' };

type Props = { params: Promise<{ slug: string }> };

export default async function FlagsPage({ params }: Props) {
  const { slug } = await params;
  const actor = await findActor();
  if (!actor) redirect(signInPath(`/maintain/${slug}/flags`));
  const benchmark = await findBenchmark(actor, slug);
  if (!benchmark.ok) notFound();
  const { title, role } = benchmark.value;
  const [flags, linked] = await Promise.all([listFlags(actor, slug), listLinkedTeams(actor, slug)]);
  if (!flags.ok || !linked.ok || !role) return <NotAMaintainer slug={slug} title={title} />;
  return (
    <div className="page">
      <p className="crumb">
        <Link href="/maintain">Maintain</Link> / <Link href={`/maintain/${slug}`}>{title}</Link> / Flags
      </p>
      <h1>Flags</h1>
      <p className="lede measure">
        Suspicions from the numbers, raised once a round has its official ranking; very small edits at once.
        Any of them may be a false alarm, and nothing happens by itself: no score, rank or quota changes until
        you act.
      </p>
      <MaintainNav slug={slug} current="flags" />
      <FlagsSection slug={slug} flags={flags.value} isForMaintainer={role !== 'auditor'} />
      <LinkedTeamsSection
        slug={slug}
        groups={linked.value.groups}
        teams={linked.value.teams}
        isForMaintainer={role !== 'auditor'}
      />
    </div>
  );
}
