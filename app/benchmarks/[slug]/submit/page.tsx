import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { ExposureMeter } from '@/app/_ui/round/exposure-meter';
import { FrozenBanner } from '@/app/_ui/trouble/frozen-banner';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { findActor } from '@/services/access/find-actor';
import { findMe } from '@/services/account/find-me';
import { findBenchmark } from '@/services/benchmark/find';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { findRound } from '@/services/round/find';
import { findQuota } from '@/services/submission/find-quota';
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
  const found = await findBenchmark(actor, slug);
  if (!found.ok) notFound();
  const benchmark = found.value;
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
  if (!actor)
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
  const me = await findMe(actor);
  const team = me.teams.find((candidate) => candidate.slug === asked) ?? me.teams[0] ?? null;
  const quota = await findQuota(actor, slug, team?.slug);
  if (!quota.ok) notFound();
  const round = await findRound(slug, open_round.number);
  const exposure = round.ok ? round.value.exposure_detail : null;
  return (
    <div className="submit">
      <div>
        <SubmitHead benchmark={benchmark} teamName={team?.name ?? actor.name} now={now} />
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
          quota={quota.value}
        />
        <SubmitByCommand slug={slug} siteUrl={findPublicUrl()} />
      </div>
      <aside>
        <QuotaMeter quota={quota.value} now={now} />
        {exposure && <ExposureMeter exposure={exposure} own={quota.value.exposure} />}
        <TeamChoice path={path} teams={me.teams} chosen={team?.slug ?? ''} />
      </aside>
    </div>
  );
}
