import type { Metadata } from 'next';
import Link from 'next/link';
import { titleMaintainPage } from '@/app/_load/describe-page';
import { makeMaintainLoader } from '@/app/_load/loaders';
import { formatBytes } from '@/app/_ui/format-quantity';
import { MaintainPage, NotAMaintainer } from '@/app/_ui/maintain/maintain-page';
import { Section } from '@/app/_ui/page/section';
import { Callout } from '@/app/_ui/words/callout';
import { Fact, Facts } from '@/app/_ui/words/descriptions';
import type { BenchmarkFacts } from '@/lib/contracts/benchmark';
import { hasRole } from '@/lib/core/benchmark';
import { formatMetric } from '@/lib/core/metrics/format-score';
import { findSettingsOfBenchmark, type SettingsOfBenchmark } from '@/services/page/find-maintained-pages';
import { RunnersSection } from './runners-section';
import { formatDataForm, formatRoundsForm, formatTaskForm, formatTextsForm } from './settings-form-values';
import { CopyForm, DataForm, DeleteForm, RoundsForm, TaskForm, TextsForm } from './settings-forms';
import { TrainingFileForm } from './training-file-form';

type Props = PageProps<'/maintain/[slug]/settings'>;

const load = makeMaintainLoader('/settings', findSettingsOfBenchmark);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { role, title } = await load((await params).slug);
  return titleMaintainPage(role && 'Settings', title);
}

export default async function BenchmarkSettingsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { role, rounds, trainingFile, runners_to_choose: runners, ...benchmark } = await load(slug);
  const { refused, ...query } = await searchParams;
  const { title } = benchmark;
  if (!role) return <NotAMaintainer slug={slug} title={title} />;
  return (
    <MaintainPage
      benchmark={{ slug, title }}
      current="settings"
      title="Settings"
      lede="Each change is in the public changelog with its date."
    >
      {'saved' in query && (
        <Callout tone="note" role="status">
          Saved.
        </Callout>
      )}
      {hasRole(role, 'maintainer') ? (
        <Sections {...{ slug, benchmark, rounds, trainingFile, runners }} refused={refused} />
      ) : (
        <p>
          You are an auditor of this benchmark: its settings are on{' '}
          <Link href={`/benchmarks/${slug}/rules`}>its rules page</Link>.
        </p>
      )}
    </MaintainPage>
  );
}

function Sections({
  slug,
  benchmark,
  rounds,
  trainingFile,
  runners,
  refused,
}: {
  slug: string;
  benchmark: BenchmarkFacts;
  refused: string | string[] | undefined;
  runners: SettingsOfBenchmark['runners_to_choose'];
} & Pick<SettingsOfBenchmark, 'rounds' | 'trainingFile'>) {
  const first = rounds.at(-1);
  const sealed = rounds.filter(({ state }) => state === 'sealed');
  return (
    <>
      <Section id="texts" title="Texts">
        <TextsForm slug={slug} saved={formatTextsForm(benchmark)} />
      </Section>
      <Section id="data" title="Data" aside={<Link href={`/benchmarks/${slug}/data`}>data tab</Link>}>
        <DataForm slug={slug} saved={formatDataForm(benchmark)} />
      </Section>
      <Section id="file" title="Training file" aside="public at once">
        {refused !== undefined && (
          <Callout tone="problem" role="alert">
            The file was refused ({String(refused)}). Give a name that ends in .csv, .jsonl, .json, .parquet
            or .zip, and at most 256 MB.
          </Callout>
        )}
        <p className="mb-s4 max-w-[37em]">
          Labelled items of your own, for participants to train on. They are no part of a round: upload none
          that a later test set has.{' '}
          {trainingFile && (
            <>
              Now: <a href={trainingFile.href}>{trainingFile.name}</a>, {formatBytes(trainingFile.byte_count)}
              .
            </>
          )}
        </p>
        <TrainingFileForm slug={slug} name={trainingFile?.name ?? null} />
      </Section>
      <Section id="rounds" title="Later rounds">
        <RoundsForm
          slug={slug}
          saved={formatRoundsForm(benchmark)}
          task={benchmark.task}
          takesModels={benchmark.model_signature !== null}
          hasHiddenInputs={benchmark.inputs === 'hidden'}
          opens="from the next opening on"
          seals={
            sealed.length > 0
              ? `from the next sealing on; ${sealed.map(({ title }) => title).join(', ')} ${sealed.length === 1 ? 'is' : 'are'} sealed`
              : 'from the next sealing on'
          }
        />
      </Section>
      {runners && <RunnersSection {...{ slug, benchmark, runners }} />}
      <Section
        id="task"
        title="Task and metric"
        aside={first ? `fixed by ${first.title}` : 'until the first upload'}
      >
        {first ? (
          <Facts>
            <Fact term="Task">{benchmark.task}</Fact>
            {benchmark.classes.length > 0 && <Fact term="Classes">{benchmark.classes.join(', ')}</Fact>}
            <Fact term="Metric that ranks">{formatMetric(benchmark.metric)}</Fact>
          </Facts>
        ) : (
          <TaskForm slug={slug} saved={formatTaskForm(benchmark)} />
        )}
      </Section>
      <Section
        id="copy"
        title="Copy"
        aside="texts, task and settings; no rounds, people, schedule or training file"
      >
        <CopyForm slug={slug} />
      </Section>
      <Section id="delete" title="Delete" aside="while nothing was sealed">
        {rounds.some(({ state }) => state !== 'draft') ? (
          <p className="text-ink-2">
            A round was sealed, and its commitment is public: the benchmark can no longer be deleted.
          </p>
        ) : (
          <DeleteForm slug={slug} />
        )}
      </Section>
    </>
  );
}
