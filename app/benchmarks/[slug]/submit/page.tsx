import type { Metadata } from 'next';
import Link from 'next/link';
import { requireFound } from '@/app/_load/require-found';
import { signInPath } from '@/app/_load/sign-in-path';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import { FrozenBanner } from '@/app/_ui/trouble/frozen-banner';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { findActor } from '@/services/access/find-actor';
import { findSubmitPage } from '@/services/page/find-submit-page';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { InputsSection } from './inputs-section';
import { NeedsScript } from './needs-script';
import { QuotaMeter } from './quota-meter';
import { SubmitByCommand } from './submit-by-command';
import { SubmitForm } from './submit-form';
import { SubmitHead } from './submit-head';
import { TeamChoice } from './team-choice';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Submit' };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ team?: string | string[] }>;
};

export default async function SubmitPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { team: asked } = await searchParams;
  const path = `/benchmarks/${slug}/submit`;
  const actor = await findActor();
  const { benchmark, participant } = requireFound(
    await findSubmitPage(actor, slug, typeof asked === 'string' ? asked : null),
  );
  const now = new Date();
  const { open_round } = benchmark;
  if (!open_round)
    return (
      <div className="page-narrow">
        <SubmitHead benchmark={benchmark} teamName={null} now={now} />
        {benchmark.frozen_round?.frozen_from === 'open' && (
          <FrozenBanner round={benchmark.frozen_round} slug={slug} />
        )}
        <p className="note">
          No round of this benchmark is open, so nothing can be submitted.{' '}
          <Link href={`/benchmarks/${slug}`}>See its rounds</Link>.
        </p>
      </div>
    );
  const inputsUrl = `/api/v1/benchmarks/${slug}/rounds/${open_round.number}/inputs`;
  if (!participant)
    return (
      <div className="page-narrow">
        <SubmitHead benchmark={benchmark} teamName={null} now={now} />
        <p className="note">
          Submitting needs an account, so that every team has the same quota.{' '}
          <Link href={signInPath(path)}>Sign in</Link>, and you come back here.
        </p>
        <InputsSection benchmark={benchmark} inputsUrl={inputsUrl} />
      </div>
    );
  const { teams, team, quota, exposure } = participant;
  return (
    <div className="submit">
      <div>
        <SubmitHead benchmark={benchmark} teamName={team?.name ?? actor?.name ?? null} now={now} />
        <NeedsScript />
        <InputsSection benchmark={benchmark} inputsUrl={inputsUrl} />
        <SubmitForm
          slug={slug}
          team={team?.slug ?? null}
          spec={{
            task: benchmark.task,
            classes: benchmark.classes,
            needsProbabilities: metricByName[benchmark.metric].needs === 'probabilities',
            inputsUrl,
          }}
          quota={quota}
        />
        <SubmitByCommand slug={slug} siteUrl={findPublicUrl()} />
      </div>
      <aside>
        <QuotaMeter quota={quota} now={now} />
        {exposure && <ExposureMeter exposure={exposure} own={quota.exposure} />}
        <TeamChoice path={path} teams={teams} chosen={team?.slug ?? ''} />
      </aside>
    </div>
  );
}
