import type { Metadata } from 'next';
import Link from 'next/link';
import { makeLoader } from '@/app/_load/loaders';
import { SampleTable, SignatureFacts } from '@/app/_ui/model/model-signature';
import { Section } from '@/app/_ui/page/section';
import { DataTable, namedOnPhone } from '@/app/_ui/table/data-table';
import { settingsInForce } from '@/lib/contracts/benchmark';
import { type DataPage as Data, findDataPage } from '@/services/page/find-data-page';
import { BenchmarkHead, HostText } from '../benchmark-head';
import { hasStart } from '../submit/compose-start';
import { FilesSection, RevealedRounds } from './files-section';
import { type DataColumn, listColumns } from './list-columns';

const load = makeLoader(findDataPage);

export async function generateMetadata({ params }: PageProps<'/benchmarks/[slug]/data'>): Promise<Metadata> {
  const { benchmark } = await load((await params).slug);
  return { title: `Data, ${benchmark.title}` };
}

/** Files for training and prediction, their columns, and earlier rounds. */
export default async function DataPage({ params }: PageProps<'/benchmarks/[slug]/data'>) {
  const page = await load((await params).slug);
  const { benchmark, rounds, training, columns: sampled } = page;
  const accepted = benchmark.open_round ? settingsInForce(benchmark).accepts : [];
  const startKind = training && accepted.find((kind) => hasStart(benchmark, kind, training));
  const columns = listColumns(benchmark, training, sampled);
  return (
    <>
      <BenchmarkHead current="data" {...{ benchmark, rounds }} now={new Date()} />
      <FilesSection page={page} />
      <div className="grid grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)] items-start gap-x-s7 max-wide:grid-cols-1">
        <div>
          {columns.length > 0 && (
            <Section title="Columns" aside={describeColumns(page)}>
              <ColumnsTable columns={columns} />
            </Section>
          )}
          {benchmark.description && (
            <Section id="task" title="The task" aside="in the host’s words">
              <HostText>{benchmark.description}</HostText>
            </Section>
          )}
          <ModelSection benchmark={benchmark} />
        </div>
        <div>
          {training && startKind && (
            <Section title="Start in Python" aside="from an empty folder to feedback">
              <p className="text-ink-2">
                A script for this benchmark downloads {training.file_name}, trains a baseline and submits it:{' '}
                <Link href={`/benchmarks/${benchmark.slug}/submit?kind=${startKind}#python`}>
                  Start in Python
                </Link>
                . <Link href="/submit">Step by step with curl</Link> begins at the account.
              </p>
            </Section>
          )}
          <RevealedRounds page={page} />
        </div>
      </div>
    </>
  );
}

/** The same columns are in every file; ranges and counts are of the sampled rows alone. */
function describeColumns({ training, columns }: Data): string {
  const files = training ? 'the same in inputs and training data' : 'of the inputs';
  if (!columns || columns.rowCount === 0) return files;
  const rows = `the first ${columns.rowCount.toLocaleString('en')} rows`;
  return `${files}; values of ${rows} of ${columns.roundTitle}`;
}

const ColumnsTable = ({ columns }: { columns: readonly DataColumn[] }) => (
  <DataTable
    look="reference"
    rows={columns}
    keyOf={({ name }) => name}
    columns={[
      {
        title: 'Column',
        isRowHeader: true,
        value: ({ name }) => <code className="wrap-anywhere">{name}</code>,
      },
      { title: 'Meaning', value: ({ meaning }) => meaning },
      {
        title: 'Example',
        cell: namedOnPhone,
        // A cell is a text of the host: its marks are drawn inside their own box.
        value: ({ example }) =>
          example !== null && (
            <code className="inline-block max-w-full wrap-anywhere contain-content">{example}</code>
          ),
      },
    ]}
  />
);

/** Inputs and output of ONNX models, if the benchmark accepts them. */
function ModelSection({ benchmark: { slug, model_signature, model_sample } }: Pick<Data, 'benchmark'>) {
  if (!model_signature) return null;
  return (
    <Section id="models" title="Models" aside="an ONNX file is run on this round and every later one">
      <details>
        <summary>Inputs and output of a model</summary>
        <div className="mt-s3">
          <SignatureFacts signature={model_signature} />
          {model_sample && <SampleTable sample={model_sample} features={model_signature.input.features} />}
        </div>
      </details>
      <p className="mt-s3 text-small text-ink-2">
        <Link href={`/benchmarks/${slug}/submit?kind=onnx`}>
          Export with scikit-learn, PyTorch, XGBoost or LightGBM
        </Link>
      </p>
    </Section>
  );
}
