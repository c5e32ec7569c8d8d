import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { makeLoader } from '@/app/_load/loaders';
import { signInPath } from '@/app/_load/require';
import { Instant } from '@/app/_ui/instant';
import { FrozenBanner } from '@/app/_ui/moderation/moderation-banner';
import { listBenchmarkCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead, PageWithAside } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { Tab, Tabs } from '@/app/_ui/page/tabs';
import { Callout } from '@/app/_ui/words/callout';
import { type BenchmarkView, settingsInForce } from '@/lib/contracts/benchmark';
import { type Problem, toProblem } from '@/lib/contracts/problem';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { FeedbackPolicyName, SubmissionKind } from '@/lib/core/benchmark';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { proposeVersion } from '@/lib/core/name/name';
import { findClip } from '@/lib/core/scoring/count-clipped';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import { listPredictionColumns } from '@/lib/core/submission/predictions';
import { type SubmitPage as Found, findSubmitPage } from '@/services/page/find-submit-page';
import { DataStep } from './data-step';
import { EntryPanel } from './entry-panel';
import { describePublicFacts, SentSection, VersionsSection } from './sent-section';
import { StartSection } from './start-section';
import { SubmitAside } from './submit-aside';
import { type NextVersion, SubmitForm } from './submit-form';
import type { SentKind } from './use-submit';

type Query = { team?: string | string[]; kind?: string | string[]; model?: string | string[] };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

const load = makeLoader(findSubmitPage);

const teamOf = ({ team }: Query) => (typeof team === 'string' ? team : null);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { benchmark } = await load((await params).slug, teamOf(await searchParams));
  const { title, open_round } = benchmark;
  return { title: open_round ? `Submit to ${open_round.title}, ${title}` : `Submit to ${title}` };
}

export default async function SubmitPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const query = await searchParams;
  const found = await load(slug, teamOf(query));
  const { benchmark, participant, training } = found;
  const { accepts } = settingsInForce(benchmark);
  const kind = accepts.find((one) => one === query.kind) ?? accepts[0] ?? 'predictions';
  const now = new Date();
  if (!benchmark.open_round) return <NoOpenRound found={found} kind={kind} />;
  const nextVersions = listNextVersions(participant?.sent ?? []);
  const hrefOf = (wanted: { kind?: SubmissionKind; team?: string }) => pathOf(slug, { ...query, ...wanted });
  const tabs = <KindTabs accepts={accepts} chosen={kind} hrefOf={(other) => hrefOf({ kind: other })} />;
  if (!participant) return <VisitorView found={found} kind={kind} tabs={tabs} back={hrefOf({})} />;
  const { teams, team, isBound, unfit, inRound, quota, feedbackCount, isMaintainer, entry, sent } =
    participant;
  const { rules_version: version } = benchmark;
  const aside = (
    <SubmitAside {...{ benchmark, quota, sent, feedbackCount, training, now }} round={benchmark.open_round} />
  );
  return (
    <>
      <SubmitHead benchmark={benchmark} kind={kind} />
      <PageWithAside aside={aside}>
        {tabs}
        <NeedsScript />
        <TeamChoice hrefOf={(other) => hrefOf({ team: other })} teams={teams} chosen={team.slug} />
        {isBound && <BoundNote teamName={team.name} closesAt={benchmark.open_round.closes_at} />}
        {unfit && <UnfitNote {...toProblem(unfit)} />}
        {inRound.isHost && <HostNote teamName={team.name} />}
        <DataStep benchmark={benchmark} kind={kind} training={training} />
        {!entry.isHost && entry.way === null ? (
          <EntryPanel
            {...{ slug, entry: benchmark.entry, questions: benchmark.entry_questions }}
            {...{ state: entry.state, reason: entry.reason }}
          />
        ) : (
          <SubmitForm
            key={kind}
            slug={slug}
            team={team.slug}
            sent={sentKindOf(benchmark, kind)}
            quota={quota}
            isTeamFit={unfit === null}
            mayBeBaseline={isMaintainer}
            nextVersions={nextVersions}
            model={nextVersions.find(({ model }) => model === query.model)?.model ?? ''}
            publicName={inRound}
            rules={
              version === null
                ? null
                : { version, isAccepted: entry.isHost || entry.acceptedVersion === version }
            }
            publicFacts={describePublicFacts(benchmark.open_round.feedback_policy ?? 'final-only')}
          />
        )}
        <SentSection benchmark={benchmark} sent={sent} left={quota.round.left} />
        <StartSection benchmark={benchmark} kind={kind} training={training} />
        <VersionsSection slug={slug} versions={found.versions} />
      </PageWithAside>
    </>
  );
}

type TeamChoiceProps = {
  /** @param team slug */
  hrefOf: (team: string) => string;
  teams: readonly { slug: string; name: string }[];
  chosen: string;
};

/** Chooses the team, for people in several teams. The choices are links, so that they work without scripts. */
function TeamChoice({ teams, hrefOf, chosen }: TeamChoiceProps) {
  if (teams.length < 2) return null;
  return (
    <Section title="Submit as" aside="one team in a round">
      <nav aria-label="Team">
        <ul className="flex flex-wrap gap-x-s4 gap-y-s2">
          {teams.map(({ slug, name }) => (
            <li key={slug}>
              <a
                href={hrefOf(slug)}
                aria-current={slug === chosen ? 'true' : undefined}
                className="wrap-anywhere aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p className="mt-s2 text-small text-ink-2">
        The first submission binds you and the team’s other members to it until the round closes.
      </p>
    </Section>
  );
}

/** Why a person in several teams has no choice. */
const BoundNote = ({ teamName, closesAt }: { teamName: string; closesAt: string | null }) => (
  <Callout tone="note">
    You submit for <b>{teamName}</b> in this round: its first submission has bound all its members
    {closesAt && (
      <>
        {' '}
        until <Instant at={closesAt} />
      </>
    )}
    .
  </Callout>
);

const UnfitNote = ({ title, detail }: Pick<Problem, 'title' | 'detail'>) => (
  <Callout tone="problem">
    <b>{title}.</b> {detail}
  </Callout>
);

/** The next version of each model that the team has sent to the round. @param sent newest first */
const listNextVersions = (sent: readonly SubmissionView[]): NextVersion[] =>
  [...new Set(sent.map(({ model }) => model))].map((model) => {
    const versions = sent.flatMap((one) => (one.model === model ? [one.version] : []));
    return { model, version: proposeVersion(versions[0]!, versions) };
  });

/** For visitors: the data, and a link to sign in. @param back the page's own address */
function VisitorView({
  found: { benchmark, training },
  kind,
  tabs,
  back,
}: {
  found: Found;
  kind: SubmissionKind;
  tabs: ReactNode;
  back: string;
}) {
  return (
    <Page width="form">
      <SubmitHead benchmark={benchmark} kind={kind} />
      {tabs}
      <Callout tone="note">
        Submitting needs an account, so that every team has the same quota.{' '}
        <Link href={signInPath(back)}>Sign in</Link>, and you come back here. New to this? There is a{' '}
        <Link href="/submit">quick start</Link>.
      </Callout>
      <DataStep benchmark={benchmark} kind={kind} training={training} />
      <StartSection benchmark={benchmark} kind={kind} training={training} />
    </Page>
  );
}

function pathOf(slug: string, query: Query): string {
  const chosen = Object.entries(query).flatMap(([name, value]) =>
    ['kind', 'team', 'model'].includes(name) && typeof value === 'string' ? [[name, value]] : [],
  );
  return `/benchmarks/${slug}/submit${chosen.length > 0 ? `?${new URLSearchParams(chosen)}` : ''}`;
}

/** Without an open round a participant can still prepare a model or retire a version. */
function NoOpenRound({ found, kind }: { found: Found; kind: SubmissionKind }) {
  const { benchmark, versions, training } = found;
  const { slug, frozen_round } = benchmark;
  return (
    <Page width="form">
      <SubmitHead benchmark={benchmark} kind={kind} />
      {frozen_round?.frozen_from === 'open' && <FrozenBanner round={frozen_round} slug={slug} />}
      <Callout tone="note">
        No round of this benchmark is open, so nothing can be submitted.{' '}
        <Link href={`/benchmarks/${slug}`}>See its rounds</Link>.
      </Callout>
      {kind !== 'predictions' && <DataStep benchmark={benchmark} kind={kind} training={training} />}
      <VersionsSection slug={slug} versions={versions} />
    </Page>
  );
}

const HostNote = ({ teamName }: { teamName: string }) => (
  <Callout tone="note">
    {teamName} is a host here: one of its members, or of a linked team, has had access to the labels. Its
    submissions are scored and shown, and never ranked.
  </Callout>
);

function NeedsScript() {
  return (
    <noscript>
      <Callout tone="note">
        The form below needs JavaScript. Without it, create a token in the <a href="/settings">settings</a>{' '}
        and send the file with the command at the end of this page.
      </Callout>
    </noscript>
  );
}

const feedbackByPolicy: Record<FeedbackPolicyName, string> = {
  'guarded-ladder': 'Its score is reported if it is significantly better than your current best',
  'exact-with-budget': 'You get a rounded score as feedback, until the feedback split is used up',
  exact: 'You get its score on the feedback split at once',
  'final-only': 'No score is reported before the round closes',
};

const count = new Intl.NumberFormat('en');

function SubmitHead({
  benchmark: { slug, title, open_round, inputs },
  kind,
}: {
  benchmark: BenchmarkView;
  kind: SubmissionKind;
}) {
  const items = `${count.format(open_round?.item_count ?? 0)}${inputs === 'hidden' ? ' hidden' : ''} items`;
  return (
    <div className="pt-s4">
      <PageHead
        crumbs={{ above: listBenchmarkCrumbs(slug, title), here: 'Submit' }}
        title={<>Submit to {open_round?.title ?? title}</>}
        lede={
          open_round && (
            <>
              {ledes[kind](items)}
              {feedbackByPolicy[open_round.feedback_policy ?? 'final-only']}; your rank follows when the round
              closes.
            </>
          )
        }
      />
    </div>
  );
}

const ledes: Readonly<Record<SubmissionKind, (items: string) => string>> = {
  predictions: (items) => `One prediction for each of ${items}. `,
  onnx: (items) => `Your model is run on ${items}. `,
  container: (items) => `Your image is run on ${items}. `,
};

const kindTitles: Readonly<Record<SubmissionKind, string>> = {
  predictions: 'Prediction file',
  onnx: 'ONNX model',
  container: 'Container image',
};

type KindTabsProps = {
  accepts: readonly SubmissionKind[];
  chosen: SubmissionKind;
  hrefOf: (kind: SubmissionKind) => string;
};

/** Nothing if the benchmark accepts one kind only. */
function KindTabs({ accepts, chosen, hrefOf }: KindTabsProps) {
  if (accepts.length < 2) return null;
  return (
    <Tabs label="Kind of submission">
      {accepts.map((kind) => (
        <Tab key={kind} href={hrefOf(kind)} isCurrent={kind === chosen} title={kindTitles[kind]} />
      ))}
    </Tabs>
  );
}

function sentKindOf(benchmark: BenchmarkView, kind: SubmissionKind): SentKind {
  const { slug, task, classes, metric, log_loss_clip, inputs, open_round, model_signature } = benchmark;
  if (kind === 'onnx' && model_signature)
    return { kind, signature: model_signature, mayCost: inputs === 'hidden' };
  if (kind === 'container')
    return {
      ...{ kind, hasSample: benchmark.model_sample !== null, mayCost: inputs === 'hidden' },
      mayTrain: (benchmark.container_needs?.training_hours ?? 0) > 0,
    };
  const needsProbabilities = metricByName[metric].needs === 'probabilities';
  const inputsUrl = `/api/v1/benchmarks/${slug}/rounds/${open_round?.number}/inputs`;
  const { secondary_metrics: secondaryMetrics } = settingsInForce(benchmark);
  const logLossClip = findClip({ metric, secondaryMetrics, logLossClip: log_loss_clip });
  return {
    kind: 'predictions',
    spec: { task, classes, needsProbabilities, inputsUrl, logLossClip },
    columns: listPredictionColumns(benchmark),
    bytesMax: countPlainBytesMax({ task, classes, itemCount: open_round?.item_count ?? 0 }),
  };
}
