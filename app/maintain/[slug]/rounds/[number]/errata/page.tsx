import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { requireFound, requireSignedIn } from '@/app/_load/require';
import { countLabels } from '@/app/_ui/errata/erratum-parts';
import { IsoInstant } from '@/app/_ui/instant';
import { MaintainNav, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { listMaintainCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import { Callout } from '@/app/_ui/words/callout';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import type { MaintainedErratumView } from '@/lib/contracts/erratum';
import { roundNumber } from '@/lib/contracts/round';
import { hasRole } from '@/lib/core/benchmark';
import { findMaintainedErrataPage } from '@/services/page/find-maintained-round-page';
import { ProposeErratumForm } from './propose-erratum-form';
import { WaitingErratum } from './waiting-erratum';

type Props = { params: Promise<{ slug: string; number: string }> };

const load = cache(async (slug: string, number: string) => {
  const actor = await requireSignedIn(`/maintain/${slug}/rounds/${number}/errata`);
  return requireFound(await findMaintainedErrataPage(actor, slug, roundNumber(number)));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, number } = await params;
  const { benchmark, maintained } = await load(slug, number);
  return titleMaintainPage(maintained && `Errata of ${maintained.round.title}`, benchmark.title);
}

export default async function MaintainErrataPage({ params }: Props) {
  const { slug, number } = await params;
  const { benchmark, maintained } = await load(slug, number);
  if (!maintained) return <NotAMaintainer slug={slug} title={benchmark.title} />;
  const { role, round, errata } = maintained;
  const { title, state, number: at } = round;
  const isOperator = role === 'operator';
  const canPublish = !isOperator && hasRole(role, 'maintainer');
  const canAct = isOperator || canPublish;
  const waiting = errata.find((one) => one.state === 'proposed' || one.state === 'compared');
  const path = `/benchmarks/${slug}/rounds/${at}/errata`;
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [
            ...listMaintainCrumbs(slug, benchmark.title),
            { href: `/maintain/${slug}/rounds/${at}`, title: <>round {at}</> },
          ],
          here: 'errata',
        }}
        title={<>Errata of {title}</>}
        lede="Correct labels that were sealed wrong. You see what it changes before anything is public."
      />
      {state !== 'draft' && (
        <p className="mt-s4 text-small">
          <Link href={path}>Their public page</Link>
        </p>
      )}
      <MaintainNav slug={slug} current="rounds" isBelow />
      {state !== 'revealed' && <NotRevealedNote state={state} />}
      {waiting && (
        <WaitingErratum
          slug={slug}
          number={at}
          erratum={waiting}
          metric={benchmark.metric}
          canAct={canAct}
          canPublish={canPublish}
        />
      )}
      {!canAct && (
        <Callout tone="note">
          You are an auditor: you read everything here; only maintainers propose errata.
        </Callout>
      )}
      {canPublish && state === 'revealed' && !waiting && (
        <ProposeSection slug={slug} number={at} benchmark={benchmark} />
      )}
      {errata.length > 0 && (
        <Section title="On record" aside="newest first">
          <ErrataRecord path={path} errata={errata} />
        </Section>
      )}
    </Page>
  );
}

const NotRevealedNote = ({ state }: { state: string }) => (
  <Callout tone="note">
    Labels can be corrected once the round is revealed. It is {state}, and its labels are hidden.
  </Callout>
);

const ProposeSection = ({
  slug,
  number,
  benchmark: { classes, task },
}: {
  slug: string;
  number: number;
  benchmark: BenchmarkFacts;
}) => (
  <div className="max-w-form pt-s5">
    <Section title="Propose an erratum">
      <ProposeErratumForm
        slug={slug}
        number={number}
        example={classes.at(-1) ?? (task === 'text' ? 'Paris' : '0.5')}
      />
    </Section>
  </div>
);

/** All errata of a round, dropped ones included, newest first. */
function ErrataRecord({ path, errata }: { path: string; errata: readonly MaintainedErratumView[] }) {
  return (
    <DataTable
      look="records"
      rows={errata}
      keyOf={({ number }) => number}
      columns={[
        {
          title: 'Erratum',
          isRowHeader: true,
          value: ({ number, state, corrections }) => (
            <>
              {state === 'published' ? (
                <Link href={`${path}#erratum-${number}`}>Erratum {number}</Link>
              ) : (
                `Erratum ${number}`
              )}
              <CellNote>{countLabels(corrections.length)}</CellNote>
            </>
          ),
        },
        {
          title: 'State',
          value: ({ state, objections_until }) =>
            state === 'compared' && objections_until && Date.parse(objections_until) > Date.now() ? (
              <>
                open to objections until <IsoInstant at={objections_until} />
              </>
            ) : (
              state
            ),
        },
        { title: 'Reason', value: ({ reason }) => reason },
        { title: 'Proposed', value: ({ proposed_at }) => <IsoInstant at={proposed_at} /> },
        { title: 'Published', value: ({ published_at }) => <IsoInstant at={published_at} /> },
      ]}
    />
  );
}
