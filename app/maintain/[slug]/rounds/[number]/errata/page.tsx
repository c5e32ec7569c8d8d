import type { Metadata } from 'next';
import Link from 'next/link';
import { requireFound } from '@/app/_load/require-found';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { MaintainNav } from '@/app/_ui/maintain/maintain-nav';
import { NotAMaintainer } from '@/app/_ui/maintain/not-a-maintainer';
import { roundNumber } from '@/lib/contracts/round';
import { hasRole } from '@/lib/core/benchmark';
import { findMaintainedErrataPage } from '@/services/page/find-maintained-errata-page';
import { ErrataRecord } from './errata-record';
import { ProposeErratumForm } from './propose-erratum-form';
import { WaitingErratum } from './waiting-erratum';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Maintain errata' };

type Props = { params: Promise<{ slug: string; number: string }> };

export default async function MaintainErrataPage({ params }: Props) {
  const { slug, number } = await params;
  const actor = await requireSignedIn(`/maintain/${slug}/rounds/${number}/errata`);
  const { benchmark, maintained } = requireFound(
    await findMaintainedErrataPage(actor, slug, roundNumber(number)),
  );
  if (!maintained) return <NotAMaintainer slug={slug} title={benchmark.title} />;
  const { role, round, errata } = maintained;
  const { title, state, number: at } = round;
  const canAct = hasRole(role, 'maintainer');
  const waiting = errata.find((one) => one.state === 'proposed' || one.state === 'compared');
  const path = `/benchmarks/${slug}/rounds/${at}/errata`;
  return (
    <>
      <div className="page-head">
        <p className="crumb">
          <Link href="/maintain">Maintain</Link> / <Link href={`/maintain/${slug}`}>{benchmark.title}</Link> /{' '}
          <Link href={`/maintain/${slug}/rounds/${at}`}>round {at}</Link> / errata
        </p>
        <h1>Errata of {title}</h1>
        <p className="lede">
          Correct labels that were sealed wrong. You see what it changes before anything is public.
        </p>
        {state !== 'draft' && (
          <p className="small after">
            <Link href={path}>Their public page</Link>
          </p>
        )}
      </div>
      <MaintainNav slug={slug} current={null} />
      {state !== 'revealed' && (
        <p className="note">
          Labels can be corrected once the round is revealed. It is {state}, and its labels are hidden.
        </p>
      )}
      {waiting && (
        <WaitingErratum slug={slug} number={at} erratum={waiting} metric={benchmark.metric} canAct={canAct} />
      )}
      {!canAct && <p className="note">You look on as an auditor. Errata are the maintainers’ to propose.</p>}
      {canAct && state === 'revealed' && !waiting && (
        <section className="sec page-narrow">
          <div className="sec-head">
            <h2>Propose an erratum</h2>
          </div>
          <ProposeErratumForm
            slug={slug}
            number={at}
            example={benchmark.classes.at(-1) ?? (benchmark.task === 'text' ? 'Paris' : '0.5')}
          />
        </section>
      )}
      {errata.length > 0 && (
        <section className="sec">
          <div className="sec-head">
            <h2>On record</h2>
            <p className="small muted">newest first</p>
          </div>
          <ErrataRecord path={path} errata={errata} />
        </section>
      )}
    </>
  );
}
