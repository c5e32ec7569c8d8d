import type { Metadata } from 'next';
import Link from 'next/link';
import { describePage } from '@/app/_load/describe-page';
import { makeLoader } from '@/app/_load/loaders';
import { Instant } from '@/app/_ui/instant';
import { describeTable, EntryEvidence, RankInRound, ScoreInRound } from '@/app/_ui/model/rank-in-round';
import { listBenchmarkCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead, TwoColumns } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { type SharedFile, ShareSection } from '@/app/_ui/share/share-section';
import { CellNote, type Column, DataTable, None } from '@/app/_ui/table/data-table';
import { Fact, Facts } from '@/app/_ui/words/descriptions';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import { type Citation, composeCitation } from '@/lib/contracts/exports/compose-citation';
import { findHubDataset } from '@/lib/contracts/exports/hugging-face';
import type { ModelInRoundView, ModelView } from '@/lib/contracts/model';
import { formatInterval, formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { findModelPage, type ModelPage as Shown } from '@/services/page/find-model-page';
import { findPublicUrl } from '@/services/publication/find-operator';
import { DisclosuresSection } from './disclosures-section';
import { ModelStatus } from './model-status';
import { shapeVersionHistory, VersionHistoryPlot } from './version-history-plot';

type Props = { params: Promise<{ slug: string; model: string }> };

const load = makeLoader(findModelPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, model } = await params;
  const page = await load(slug, model);
  return describePage({
    path: `/benchmarks/${slug}/models/${model}`,
    title: `${page.model.model}, ${page.benchmark.title}`,
    card: hasOfficialScore(page.model) ? `/card/${slug}/models/${model}.png` : `/card/${slug}.png`,
    description: `${page.model.model} by ${page.model.team} on ${page.benchmark.title}: its scores in every round.`,
  });
}

export default async function ModelPage({ params }: Props) {
  const { slug, model: modelSlug } = await params;
  const { benchmark, model, isSystem, unshown } = await load(slug, modelSlug);
  const versions = new Set(
    model.rounds.flatMap(({ entry, reference_entries }) =>
      [entry, ...reference_entries].map(({ version }) => version),
    ),
  );
  return (
    <Page>
      <div className="grid grid-cols-[minmax(0,1fr)_340px] items-start gap-x-64 gap-y-s5 *:min-w-0 max-wide:grid-cols-1">
        <div>
          <PageHead
            crumbs={{ above: listBenchmarkCrumbs(slug, benchmark.title), here: 'models' }}
            title={<span className="wrap-anywhere">{model.model}</span>}
          />
          <Facts>
            <Fact term="Team">
              {benchmark.visibility === 'public' ? (
                <Link href={`/teams/${model.team_slug}`}>{model.team}</Link>
              ) : (
                model.team
              )}
            </Fact>
            <Fact term="Rounds">{model.rounds.length}</Fact>
            <Fact term="Versions">
              {isSystem ? (
                <Link href={`/benchmarks/${slug}/models/${modelSlug}/system`}>{versions.size}, compared</Link>
              ) : (
                versions.size
              )}
            </Fact>
            <Fact term="Metric">
              {formatMetric(benchmark.metric)}, {benchmark.direction} is better
            </Fact>
          </Facts>
          {unshown && <UnshownNote unshown={unshown} />}
        </div>
        <ModelStatus model={model} />
      </div>
      <VersionHistorySection model={model} />
      <Section title="Scores" aside="as the rankings have them, newest round first">
        <ModelRoundsTable slug={slug} model={model} />
      </Section>
      <TwoColumns of="sections">
        <DisclosuresSection rounds={model.rounds} />
        <Section title="Receipts" aside="a file’s SHA-256 is shown here from the reveal on">
          <ReceiptsTable rounds={model.rounds} />
        </Section>
      </TwoColumns>
      <ModelShare benchmark={benchmark} model={model} />
    </Page>
  );
}

/** Shown to the model's team only. */
const UnshownNote = ({
  unshown: { submissionId, version, roundTitle },
}: {
  unshown: NonNullable<Shown['unshown']>;
}) => (
  <p className="mt-s3 text-small text-ink-2" data-testid="unshown">
    Only your team sees this: in {roundTitle} your{' '}
    <Link href={`/submissions/${submissionId}`}>version {version}</Link> counts. No table shows it before its
    score is reported.
  </p>
);

/** A model's scores over the rounds; nothing if fewer than two are on one scale. */
function VersionHistorySection({ model: { rounds, metric, direction } }: { model: ModelView }) {
  const shape = shapeVersionHistory(rounds);
  if (!shape) return null;
  return (
    <Section
      title="Over rounds"
      aside={
        <>
          {formatMetric(metric)} on the final split, on the scale of round {shape.baseRound}
        </>
      }
    >
      <VersionHistoryPlot shape={shape} metric={metric} direction={direction} />
      <p className="mt-s2 max-w-[66ch] text-small text-ink-2">
        Scores of other rounds are converted: about what the model would have got on the items of round{' '}
        {shape.baseRound}. Thin lines are the table’s intervals, thick bars their middle half. Grey: versions
        shown beside the one that counts. That a later score is higher doesn’t show that the model is better:
        the rounds have different items.
      </p>
    </Section>
  );
}

/** The file hash and receipt time of each version. */
function ReceiptsTable({ rounds }: { rounds: readonly ModelInRoundView[] }) {
  return (
    <DataTable
      look="reference"
      rows={rounds}
      keyOf={({ round }) => round}
      columns={[
        {
          title: 'Round',
          isRowHeader: true,
          value: ({ title, entry }) => (
            <>
              <bdi className="whitespace-normal">{title}</bdi>
              <CellNote>version {entry.version}</CellNote>
            </>
          ),
        },
        { title: 'Received', value: ({ entry }) => <Instant at={entry.submitted_at} /> },
        {
          title: 'SHA-256',
          cell: 'wrap-anywhere',
          value: ({ sha256, state }) =>
            sha256 ? (
              <code>{sha256}</code>
            ) : (
              <span className="text-ink-3">{state === 'revealed' ? '–' : 'with the reveal'}</span>
            ),
        },
      ]}
    />
  );
}

function ModelShare({ benchmark, model }: { benchmark: BenchmarkFacts; model: ModelView }) {
  const { slug, title } = benchmark;
  return (
    <ShareSection
      title={`${model.model}, ${title}`}
      publicUrl={findPublicUrl()}
      pagePath={`/benchmarks/${slug}/models/${model.model_slug}`}
      badgePath={`/badge/${slug}/${model.model_slug}`}
      citation={citeModel(benchmark, model)}
      files={listFiles(benchmark, model)}
    />
  );
}

/** Official scores in the formats of the Hugging Face Hub. */
function listFiles({ slug, links }: BenchmarkFacts, model: ModelView): SharedFile[] {
  if (!hasOfficialScore(model)) return [];
  const of = `/api/v1/benchmarks/${slug}/models/${model.model_slug}`;
  return [
    { title: 'model-index of a Hugging Face model card', href: `${of}/model-index` },
    ...(findHubDataset(links) === null ? [] : [{ title: '.eval_results file', href: `${of}/eval-results` }]),
  ];
}

/** A citation of the newest official score; null if there is none. */
function citeModel(benchmark: BenchmarkFacts, model: ModelView): Citation | null {
  const official = model.rounds.find(({ provisional, state }) => !provisional && state !== 'invalidated');
  if (!official) return null;
  const { entry, round, title, published_at, item_count } = official;
  const interval = entry.interval ? ` (${formatInterval(model.metric, entry.interval)})` : '';
  return composeCitation({
    benchmark,
    round: { number: round, title },
    publishedAt: published_at,
    model: {
      name: model.model,
      team: model.team,
      score: `${formatMetric(model.metric)} ${formatScore(model.metric, entry.score)}${interval}`,
    },
    itemCount: item_count,
    url: new URL(`/benchmarks/${benchmark.slug}/rounds/${round}`, findPublicUrl()).href,
  });
}

const hasOfficialScore = ({ rounds }: ModelView): boolean =>
  rounds.some(({ state }) => state === 'closed' || state === 'revealed');

/** A row for each ranking of the model, followed by its reference entries in that ranking. */
function ModelRoundsTable({ slug, model }: { slug: string; model: ModelView }) {
  const { metric } = model;
  return (
    <DataTable
      look="records"
      testId="model-rounds"
      rows={model.rounds.flatMap(listRows)}
      keyOf={({ round, entry }) => JSON.stringify([round, entry.version])}
      columns={[
        {
          title: 'Round',
          isRowHeader: true,
          value: ({ round, title, ...inRound }) => (
            <>
              <Link href={`/benchmarks/${slug}/rounds/${round}`}>{title}</Link>
              <CellNote>{describeTable(inRound)}</CellNote>
            </>
          ),
        },
        { title: 'Version', value: ({ entry }) => entry.version },
        { title: 'Rank', value: (inRound) => <RankInRound inRound={inRound} counts={inRound.counts} /> },
        {
          title: 'Score',
          align: 'end',
          value: (inRound) => <ScoreInRound inRound={inRound} metric={metric} />,
        },
        {
          title: 'Model frozen',
          // The table of a round in progress shows no evidence either.
          value: ({ entry, provisional }) =>
            provisional ? (
              <span className="text-ink-3">reported with the ranking</span>
            ) : (
              <EntryEvidence entry={entry} />
            ),
        },
        ...(model.rounds.some(({ entry }) => entry.equated !== null) ? [adjustedColumn(metric)] : []),
      ]}
    />
  );
}

const adjustedColumn = (metric: MetricName): Column<Row> => ({
  title: 'Adjusted',
  heading: 'Adjusted to the base round’s difficulty',
  align: 'end',
  value: ({ entry: { equated } }) =>
    equated === null ? (
      <None />
    ) : (
      <>
        {formatScore(metric, equated.score)}
        <CellNote>{formatInterval(metric, equated)}</CellNote>
      </>
    ),
});

type Row = ModelInRoundView & { counts: boolean };

const listRows = (inRound: ModelInRoundView): Row[] => [
  { ...inRound, counts: true },
  ...inRound.reference_entries.map((entry) => ({ ...inRound, entry, counts: false })),
];
