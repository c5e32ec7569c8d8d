import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { makeLoader } from '@/app/_load/loaders';
import { signInPath } from '@/app/_load/require';
import { describeCadence, formatQuota } from '@/app/_ui/benchmark/describe-rules';
import { ActionForm } from '@/app/_ui/forms/action-form';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { settingsInForce } from '@/lib/contracts/benchmark';
import { addressOfSearch, allBenchmarks } from '@/lib/contracts/benchmark-search';
import { toContainerNeeds } from '@/lib/contracts/container-needs';
import { toSchedule } from '@/lib/contracts/schedule';
import { type FeedbackPolicyName, isArtefactKind } from '@/lib/core/benchmark';
import { textLengthMax } from '@/lib/core/files/cell-text';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-name';
import {
  type ContainerNeeds,
  describeContainerNeeds,
  describeTrainingHours,
} from '@/lib/core/model/container-needs';
import { findClip } from '@/lib/core/scoring/count-clipped';
import { listPredictionColumns } from '@/lib/core/submission/predictions';
import { findActor } from '@/services/access/page-request';
import { findRulesOfPage, type RulesAcceptance } from '@/services/entry/entry';
import { type BenchmarkPage, findBenchmarkPage } from '@/services/page/find-benchmark-page';
import type { RunnerView } from '@/services/runner/trusted';
import { BenchmarkHead, HostText } from '../benchmark-head';
import { acceptFromForm } from '../submit/actions';

type Benchmark = BenchmarkPage['benchmark'];

const load = makeLoader(findBenchmarkPage);

export async function generateMetadata({ params }: PageProps<'/benchmarks/[slug]/rules'>): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return { title: `Rules, ${benchmark.title}` };
}

/** The rules that the site enforces, those by the host, and the people who run the benchmark. */
export default async function RulesPage({ params }: PageProps<'/benchmarks/[slug]/rules'>) {
  const page = await load((await params).slug);
  const { benchmark, rounds } = page;
  const { acceptance, runners } = await findRulesOfPage(await findActor(), benchmark);
  const runsModels = benchmark.model_signature !== null || benchmark.container_needs !== null;
  return (
    <>
      <BenchmarkHead current="rules" {...{ benchmark, rounds }} now={new Date()} />
      <Section
        title="Rules"
        aside={<Link href={`/benchmarks/${benchmark.slug}/changelog`}>what changed</Link>}
      >
        <dl className="term-rows">
          {listRules(benchmark, rounds).map(({ term, text }) => (
            <Rule key={term} term={term}>
              {text}
            </Rule>
          ))}
          {runsModels && <Rule term="Models run on">{describeRunners(runners)}</Rule>}
        </dl>
      </Section>
      {benchmark.rules && (
        <Section
          id="host-rules"
          title={`Rules of the host, version ${benchmark.rules_version}`}
          aside={<RulesSince acceptance={acceptance} />}
        >
          <HostText>{benchmark.rules}</HostText>
          <Acceptance benchmark={benchmark} acceptance={acceptance} />
        </Section>
      )}
      <HostSection page={page} />
    </>
  );
}

const RulesSince = ({ acceptance }: { acceptance: RulesAcceptance | null }) =>
  acceptance && (
    <>
      since <Instant at={acceptance.since} />
    </>
  );

/** The reader's acceptance, or the form for it, and the hash that is on each receipt. */
function Acceptance({ benchmark, acceptance }: { benchmark: Benchmark; acceptance: RulesAcceptance | null }) {
  if (!acceptance) return null;
  const { slug, rules_version: version, rules_sha256: sha256 } = benchmark;
  return (
    <div className="mt-s4" data-testid="acceptance">
      {acceptance.by === 'visitor' && (
        <p>
          <Link className="underline" href={signInPath(`/benchmarks/${slug}/rules`)}>
            Sign in and accept
          </Link>
        </p>
      )}
      {acceptance.by === 'person' && acceptance.at === null && (
        <ActionForm
          action={acceptFromForm}
          about={{ slug, version: version ?? 0 }}
          button={`Accept version ${version}`}
          busy="Accepting"
          look="main"
          shape="bare"
        />
      )}
      {acceptance.at !== null && (
        <p role="status">
          You accepted version {version} on <Instant at={acceptance.at} />.
        </p>
      )}
      <p className="mt-s3 text-small wrap-anywhere text-ink-2">
        Each person accepts the rules before their first submission and after each change. Version and hash
        are on the receipt: SHA-256 <code>{sha256}</code>
      </p>
    </div>
  );
}

const Rule = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </>
);

const describeRunners = (runners: readonly RunnerView[]): string =>
  runners.length === 0
    ? 'No runner at present: models wait.'
    : `${runners.map(({ name, place }) => (place ? `${name} (${place})` : name)).join(', ')}. A runner gets models and hidden inputs, which its operator can read, but no labels.`;

type RuleText = { readonly term: string; readonly text: ReactNode };

function listRules(benchmark: Benchmark, rounds: BenchmarkPage['rounds']): RuleText[] {
  const { feedback_share: share, feedback_policy: policy, open_round: open } = benchmark;
  const now = settingsInForce(benchmark);
  const { accepts } = now;
  const isQuotaChanging =
    now.quota_per_round !== benchmark.quota_per_round || now.quota_per_day !== benchmark.quota_per_day;
  const inForce = open?.feedback_policy ?? policy;
  const percent = Math.round(share * 100);
  // Newest first; a round keeps the policy that it was sealed with.
  const next = rounds.findLast((round) => round.state === 'sealed' && round.feedback_policy === policy);
  return [
    {
      term: 'File',
      text: [
        ...(accepts.includes('predictions') ? [describePredictions(benchmark)] : []),
        ...(accepts.includes('onnx')
          ? ['An ONNX model, which is run on this round and every later one.']
          : []),
        ...(accepts.includes('container') && benchmark.container_needs
          ? [describeImages(toContainerNeeds(benchmark.container_needs))]
          : []),
      ].join(' Or: '),
    },
    {
      term: 'Submissions',
      text: (
        <>
          <b>{formatQuota(now.quota_per_round, now.quota_per_day)}</b> for a team and the teams linked with
          it. A file with an error uses none.
          {isQuotaChanging && (
            <> From the next round on: {formatQuota(benchmark.quota_per_round, benchmark.quota_per_day)}.</>
          )}
        </>
      ),
    },
    {
      term: 'Teams',
      text:
        benchmark.team_size_max === 1
          ? 'Individuals only.'
          : `Of at most ${benchmark.team_size_max} people. A person submits for one team in a round, from that team’s first submission until the close.`,
    },
    {
      term: 'Feedback',
      text: (
        <>
          {describeFeedback(inForce, percent)}
          {inForce !== policy && (
            <>
              {' '}
              From {next ? <bdi>{next.title}</bdi> : 'the next sealed round'} on:{' '}
              {describeFeedback(policy, percent)}
            </>
          )}
        </>
      ),
    },
    {
      term: 'What counts',
      text: 'One version of each model: the one that its team chooses before the close, else the best reported one, else the newest.',
    },
    {
      term: 'Ranking',
      text: (
        <>
          {formatMetric(benchmark.metric)}, {benchmark.direction} is better
          {share > 0 ? `, on the other ${100 - percent} % of the items` : ', on all items'}. They are scored{' '}
          <b>once</b>, at the close. {describeAlso(benchmark)}
        </>
      ),
    },
    { term: 'Afterwards', text: describeReveal(benchmark) },
    { term: 'Schedule', text: describeSchedule(benchmark) },
  ];
}

/** The policy's text with the size of the feedback split. */
const describeFeedback = (policy: FeedbackPolicyName, percent: number): string =>
  policyTexts[policy].replace('feedback split', `feedback split, ${percent} % of the items at random`);

/** The feedback that a team gets while a round is open. */
const policyTexts: Readonly<Record<FeedbackPolicyName, string>> = {
  exact:
    'After each submission its exact score on the feedback split. Nothing guards it: this benchmark shows that attacks work.',
  'final-only': 'No feedback before the close.',
  'guarded-ladder':
    'After each submission: whether it is significantly better than the team’s current best and, if so, its score on the feedback split. Automatic evaluations get none: their outcome is shown at the close.',
  'exact-with-budget':
    'After each submission its rounded score on the feedback split, until another one would use the split up.',
};

function describePredictions({ task, classes, metric }: Benchmark): string {
  const formats = 'CSV, JSON Lines, Parquet or .npz';
  if (task === 'regression') return `${formats} with id, prediction.`;
  if (task === 'text')
    return `${formats} with id, prediction; at most ${textLengthMax.toLocaleString('en')} characters a text.`;
  const probabilities = classes.slice(0, 3).map((name) => `p_${name}`);
  const all = `id, ${probabilities.join(', ')}${classes.length > 3 ? ', …' : ''}`;
  return listPredictionColumns({ classes, metric }).includes('prediction')
    ? `${formats} with id, prediction, or with ${all}.`
    : `${formats} with ${all}.`;
}

function describeAlso(benchmark: Benchmark): string {
  const { log_loss_clip: clip } = benchmark;
  const { secondary_metrics: secondary } = settingsInForce(benchmark);
  const clipped = findClip({ ...benchmark, secondaryMetrics: secondary, logLossClip: clip }) !== null;
  return [
    secondary.length > 0 && `Also computed: ${secondary.map((name) => metricByName[name].title).join(', ')}.`,
    clipped && `For log loss, probabilities are clipped to ${clip} from 0 and from 1.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function describeReveal({ reveals_after_rounds: after, inputs, accepts }: Benchmark): string {
  const labels = `Labels and files become public ${describeRevealTime(after)}.`;
  const again = accepts.some(isArtefactKind)
    ? ` ${describeArtefacts(accepts)} is scored again in each new round.`
    : '';
  return `${labels}${inputs === 'hidden' ? ' Until then the inputs are hidden, too.' : ''}${again}`;
}

function describeImages(needs: ContainerNeeds): string {
  const training = describeTrainingHours(needs);
  return [
    'A container image, which is run on this round and every later one.',
    `Each run has ${describeContainerNeeds(needs)}, and no network.`,
    ...(training
      ? [`At each reveal a team has ${training} for images that train themselves on all revealed rounds.`]
      : []),
  ].join(' ');
}

function describeArtefacts(accepts: Benchmark['accepts']): string {
  const names = { onnx: 'An ONNX model', container: 'a container image' };
  const named = accepts
    .filter(isArtefactKind)
    .map((kind) => names[kind])
    .join(' or ');
  return `${named.slice(0, 1).toUpperCase()}${named.slice(1)}`;
}

function describeRevealTime(laterRounds: number | null): string {
  if (laterRounds === null) return 'when the host reveals the round';
  if (laterRounds === 0) return 'with the official ranking';
  return laterRounds === 1 ? 'one round later' : `${laterRounds} rounds later`;
}

function describeSchedule({ schedule, next_rotation_at: next }: Benchmark): ReactNode {
  const cadence = describeCadence(toSchedule(schedule));
  if (schedule.cadence.kind === 'none') return 'The host opens and closes rounds by hand.';
  return (
    <>
      A new test set {cadence}
      {next && (
        <>
          , next on{' '}
          <b>
            <Instant at={next} />
          </b>
        </>
      )}
      . If it is late, the ranking becomes “aging”.
    </>
  );
}

function HostSection({ page: { benchmark, ownerNames } }: { page: BenchmarkPage }) {
  const { slug, links, contacts, tags, role } = benchmark;
  return (
    <Section id="host" title="Who runs it">
      <dl className="term-rows">
        <Rule term="Host">
          {ownerNames.length > 0 ? <bdi>{ownerNames.join(', ')}</bdi> : 'The host gives no name.'}
          {role && (
            <>
              {' '}
              <Link href={`/maintain/${slug}`}>Maintain</Link>
            </>
          )}
        </Rule>
        {contacts.length > 0 && (
          <Rule term="Contact">
            {contacts.map((contact) => (
              <a
                key={contact}
                href={/^https?:/.test(contact) ? contact : `mailto:${contact}`}
                rel="nofollow noopener"
                className="block break-words"
              >
                {contact}
              </a>
            ))}
          </Rule>
        )}
        {links.length > 0 && (
          <Rule term="Links">
            {links.map(({ title, url }) => (
              <a key={`${title} ${url}`} href={url} rel="nofollow noopener" className="block">
                {title}
              </a>
            ))}
          </Rule>
        )}
        {tags.length > 0 && (
          <Rule term="Tags">
            {tags.map((tag, i) => (
              <span key={tag}>
                {i > 0 && ', '}
                <Link href={addressOfSearch({ ...allBenchmarks, tag })}>{tag}</Link>
              </span>
            ))}
          </Rule>
        )}
      </dl>
    </Section>
  );
}
