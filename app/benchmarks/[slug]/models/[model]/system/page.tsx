import type { Metadata } from 'next';
import Link from 'next/link';
import { Fragment } from 'react';
import { describePage } from '@/app/_load/describe-page';
import { makeLoader } from '@/app/_load/loaders';
import { Figure, FigurePlot, shownAt } from '@/app/_ui/figure/figure-plot';
import { Instant } from '@/app/_ui/instant';
import { listBenchmarkCrumbs } from '@/app/_ui/page/crumbs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { Section } from '@/app/_ui/page/section';
import { EvidenceBadge } from '@/app/_ui/ranking/evidence-badge';
import { drawAges, drawGains } from '@/app/_ui/system/draw-system';
import { CellNote, DataTable, None } from '@/app/_ui/table/data-table';
import type { SystemView } from '@/lib/contracts/system';
import { formatMetric, formatScore } from '@/lib/core/metrics/format-score';
import { findSystemPage } from '@/services/page/find-model-page';
import { describeAges, describeAging, describeGain, describeGains } from './describe-system';
import { describeTrainings } from './describe-training';
import { TrainingsSection } from './trainings-section';

type Props = { params: Promise<{ slug: string; model: string }> };

const load = makeLoader(findSystemPage);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, model } = await params;
  const { benchmark, system } = await load(slug, model);
  return describePage({
    path: `/benchmarks/${slug}/models/${model}/system`,
    title: `Versions of ${system.model}, ${benchmark.title}`,
    description: `What renewing ${system.model} by ${system.team} gained on ${benchmark.title}, and what its versions lose with age.`,
  });
}

export default async function SystemPage({ params }: Props) {
  const { slug, model } = await params;
  const { benchmark, system, logs } = await load(slug, model);
  const [newest] = system.versions;
  const trainings = describeTrainings(system.trainings);
  return (
    <Page>
      <PageHead
        crumbs={{
          above: [
            ...listBenchmarkCrumbs(slug, benchmark.title),
            { href: `/benchmarks/${slug}/models/${model}`, title: system.model },
          ],
          here: 'versions',
        }}
        title={<span className="wrap-anywhere">{system.model}</span>}
        lede={
          <>
            A model by {system.team}
            {system.trainings.length > 0 && ' that trains itself on the revealed rounds'}, with{' '}
            {system.versions.length} version{system.versions.length === 1 ? '' : 's'} in official rankings
            {newest && <>, the newest {newest.version}</>}. Each is frozen, and evaluated beside the newer
            ones.
          </>
        }
      />
      <p className="mt-s5 max-w-[50em] border-l-4 border-ink pl-s4 font-serif text-h2/[1.35] font-stretch-normal text-pretty normal-nums max-phone:text-lede">
        {[describeGain(system), describeAging(system)].filter((one) => one !== null).join(' ')}
      </p>
      {trainings && <p className="mt-s4 max-w-[50em]">{trainings}</p>}
      <Curves system={system} />
      <VersionsSection system={system} />
      <TrainingsSection trainings={system.trainings} logs={logs ?? []} />
    </Page>
  );
}

const widths = [
  { width: 568, shown: shownAt.wide },
  { width: 700, shown: shownAt.middle },
  { width: 348, shown: shownAt.phone },
  { width: 288, shown: shownAt.narrow },
] as const;

function Curves({ system }: { system: SystemView }) {
  const { gains, ages, mean_gain: mean, metric, benchmark, model_slug } = system;
  if (gains.length === 0) return null;
  const call = `/api/v1/benchmarks/${benchmark}/models/${model_slug}/system`;
  return (
    <>
      <div className="mt-s6 grid grid-cols-2 items-start gap-x-64 gap-y-s6 *:min-w-0 max-wide:grid-cols-1">
        <Figure
          title="What renewing gained, round by round"
          note={`Newest version minus the first, ${formatMetric(metric)}, same items, 95 % interval; above 0 is better`}
          caption={
            <>
              Filled: significant in its round.
              {mean &&
                ` The diamond is their mean, with an interval of ${mean.unit === 'items' ? 'these rounds alone' : 'rounds like these'}.`}
            </>
          }
        >
          <FigurePlot
            widths={widths}
            draw={(width) => drawGains(system, width)}
            label={describeGains(system)}
            boxLabel="Gains by round, drawn"
            hasTitles={() => false}
          />
        </Figure>
        {ages.length > 0 && (
          <Figure
            title="How a version changed with age"
            note="Against the version of the same round, by age in rounds; below 0 is worse"
            caption="All versions in all rounds, at the difficulty of the newest one. Band: 95 % interval."
          >
            <FigurePlot
              widths={widths}
              draw={(width) => drawAges(system, width)}
              label={describeAges(system)}
              boxLabel="Changes by age, drawn"
              hasTitles={() => false}
            />
          </Figure>
        )}
      </div>
      <div className="mt-s5 flex flex-wrap items-baseline gap-x-s5 gap-y-s2 border-y border-rule py-s3 text-small">
        <p className="flex-1 basis-[24em] text-ink-2">
          <b className="text-ink">What this doesn’t show:</b> why newer versions differ. More training data, a
          first version that was trained by bad luck, and newer data look alike in these curves.{' '}
          <Link href="/methods#renewal">How they are computed</Link>
        </p>
        <p>
          SVG of <a href={`${call}?format=svg&curve=gain`}>gains</a>,{' '}
          {ages.length > 0 && (
            <>
              <a href={`${call}?format=svg&curve=age`}>ages</a>,{' '}
            </>
          )}
          <a href={`${call}?format=csv`}>CSV</a>, <a href={call}>JSON</a>
        </p>
      </div>
    </>
  );
}

type Version = SystemView['versions'][number];

/** The score of the round that a version was made for; undefined where another version counted there. */
const findOwnScore = ({ scores }: Version): Version['scores'][number] | undefined =>
  scores.find(({ age }) => age === 0);

function VersionsSection({ system: { versions, first, metric } }: { system: SystemView }) {
  return (
    <Section title="Versions" aside={`scores by ${formatMetric(metric)} on the final split`}>
      <DataTable
        look="records"
        testId="versions"
        rows={versions}
        keyOf={({ version }) => version}
        columns={[
          {
            title: 'Version',
            isRowHeader: true,
            value: ({ version, training_cutoff: cutoff }) => (
              <>
                <span className="wrap-anywhere">{version}</span>
                {cutoff && <CellNote>trained on data until {cutoff}, as its team says</CellNote>}
                {version === first && <CellNote>first version, kept for comparison</CellNote>}
              </>
            ),
          },
          {
            title: 'Frozen',
            value: ({ frozen_at }) => (frozen_at ? <Instant at={frozen_at} /> : 'a prediction file'),
          },
          {
            title: 'Its own round',
            value: (version) => {
              const own = findOwnScore(version);
              if (!own) return <None />;
              return (
                <>
                  <bdi>{own.title}</bdi>
                  <CellNote>
                    <EvidenceBadge evidence={own.evidence} />
                  </CellNote>
                </>
              );
            },
          },
          {
            title: 'Score there',
            align: 'end',
            value: (version) => {
              const own = findOwnScore(version);
              return own ? <b>{formatScore(metric, own.score)}</b> : <None />;
            },
          },
          {
            title: 'Later scores',
            value: ({ scores }) => {
              const later = scores.filter(({ age }) => age > 0);
              return later.length === 0 ? (
                <None />
              ) : (
                later.map(({ round, title, score }, i) => (
                  <Fragment key={round}>
                    {i > 0 && ', '}
                    <span className="whitespace-nowrap">
                      {formatScore(metric, score)} <span className="text-ink-3">{title}</span>
                    </span>
                  </Fragment>
                ))
              );
            },
          },
        ]}
      />
    </Section>
  );
}
