import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClasses } from '@/app/_ui/controls/button';
import { formatBytes } from '@/app/_ui/format-quantity';
import { DownloadGlyph } from '@/app/_ui/glyphs/glyphs';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable, None } from '@/app/_ui/table/data-table';
import { Term } from '@/app/_ui/words/term';
import { settingsInForce } from '@/lib/contracts/benchmark';
import { licenseUrl } from '@/lib/contracts/benchmark-data';
import { artefactBytesMax } from '@/lib/core/model/model-version';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import { listPredictionColumns } from '@/lib/core/submission/predictions';
import type { DataPage } from '@/services/page/find-data-page';

type DataFile = {
  readonly name: ReactNode;
  readonly note: ReactNode;
  readonly use: ReactNode;
  readonly rowCount: number | null;
  readonly byteCount: number | null;
  readonly href: string;
  readonly isMain?: boolean;
};

export function FilesSection({ page }: { page: DataPage }) {
  const files = listFiles(page);
  const takesPredictions = settingsInForce(page.benchmark).accepts.includes('predictions');
  return (
    <Section
      id="files"
      title="Files"
      aside={takesPredictions && files.length === 3 ? 'three files are enough to start' : undefined}
    >
      {files.length === 0 ? (
        <p className="text-ink-2">{describeAbsence(page)}</p>
      ) : (
        <div data-testid="training">
          <DataTable
            look="records"
            rows={files}
            keyOf={({ href }) => href}
            columns={[
              {
                title: 'File',
                isRowHeader: true,
                value: ({ name, note }) => (
                  <>
                    {name}
                    <CellNote>{note}</CellNote>
                  </>
                ),
              },
              { title: 'Use', cell: 'text-small text-ink-2 align-middle', value: ({ use }) => use },
              {
                title: 'Rows',
                align: 'end',
                cell: 'align-middle',
                value: ({ rowCount }) => rowCount?.toLocaleString('en') ?? <None />,
              },
              {
                title: 'Size',
                align: 'end',
                cell: 'align-middle',
                value: ({ byteCount }) => (byteCount === null ? <None /> : formatBytes(byteCount)),
              },
              {
                title: 'Download',
                isTitleHidden: true,
                align: 'end',
                cell: 'align-middle',
                value: ({ href, isMain }) => (
                  <a href={href} download className={buttonClasses(isMain ? 'main' : 'plain')}>
                    <DownloadGlyph />
                    Download
                  </a>
                ),
              },
            ]}
          />
        </div>
      )}
      <CorrectedLabels page={page} />
      <p className="mt-s3 text-small/[1.5] text-ink-2">{describeLimits(page)}</p>
      <Terms benchmark={page.benchmark} />
    </Section>
  );
}

/** Licence, terms and paper of the data, as far as the host has stated them. */
function Terms({ benchmark: { license, terms, paper } }: Pick<DataPage, 'benchmark'>) {
  if (!license && !terms && !paper) return null;
  return (
    <p className="mt-s3 flex flex-wrap gap-x-s4 text-small/[1.5]" data-testid="terms">
      {license && (
        <span>
          Licence of the data: <a href={licenseUrl(license)}>{license}</a>
        </span>
      )}
      {terms && <a href={terms}>Terms of use</a>}
      {paper && <a href={paper}>Paper</a>}
    </p>
  );
}

function listFiles({ benchmark, rounds, training, hostFile, byteCounts }: DataPage): DataFile[] {
  const { slug, inputs, open_round: open, model_sample: sample, model_signature: signature } = benchmark;
  const items = new Map(rounds.map(({ number, item_count }) => [number, item_count ?? 0]));
  const files: DataFile[] = [];
  if (training)
    files.push({
      name: training.file_name,
      note: 'all public labels in one file, in the columns of the inputs',
      use: <>to train on: {joinTitles(training.rounds.map(({ title }) => title))}</>,
      rowCount: training.rounds.reduce((sum, { number }) => sum + (items.get(number) ?? 0), 0),
      byteCount: training.byte_count,
      href: training.href,
      isMain: true,
    });
  if (hostFile)
    files.push({
      name: <bdi>{hostFile.name}</bdi>,
      note: 'by the host, no part of a round',
      use: 'to train on',
      rowCount: null,
      byteCount: hostFile.byte_count,
      href: hostFile.href,
      isMain: !training,
    });
  if (open && inputs === 'public') {
    const base = `/api/v1/benchmarks/${slug}/rounds/${open.number}`;
    files.push({
      name: (
        <>
          inputs of <bdi>{open.title}</bdi>
        </>
      ),
      note: 'the open round, without labels',
      use: 'predict each row once',
      rowCount: open.item_count,
      byteCount: byteCounts.inputs,
      href: `${base}/inputs`,
      isMain: !training && !hostFile,
    });
    if (settingsInForce(benchmark).accepts.includes('predictions'))
      files.push({
        name: 'sample-submission.csv',
        note: 'a valid file to fill in',
        use: (
          <>
            copy its header: <code className="wrap-anywhere">{headerOf(benchmark)}</code>
          </>
        ),
        rowCount: open.item_count,
        byteCount: byteCounts.sampleSubmission,
        href: `${base}/sample-submission`,
      });
  }
  if (inputs === 'hidden' && signature)
    files.push({
      name: 'signature.json',
      note: 'inputs and output of a model',
      use: 'check your ONNX file against it',
      rowCount: null,
      byteCount: null,
      href: `/api/v1/benchmarks/${slug}/model-signature`,
    });
  if (inputs === 'hidden' && sample)
    files.push({
      name:
        signature?.input.features.length === 0 || sample.some(Array.isArray) ? 'sample.jsonl' : 'sample.csv',
      note: 'public items, as models and images get them',
      use: 'try yours on it',
      rowCount: sample.length,
      byteCount: null,
      href: `/api/v1/benchmarks/${slug}/model-sample`,
    });
  return files;
}

/** Says which labels the joined training file has: the sealed ones, except where published errata have changed them. */
function CorrectedLabels({ page: { benchmark, training } }: { page: DataPage }) {
  if (!training) return null;
  return (
    <p className="mt-s3 text-small/[1.5] text-ink-2" data-testid="corrected">
      {training.corrected.length === 0 ? (
        <>{training.file_name} has the labels as they were sealed: no erratum has changed one.</>
      ) : (
        <>
          {training.file_name} has the labels after all <Term word="erratum">errata</Term>:{' '}
          {training.corrected.map(({ number, title, count }, i) => (
            <span key={number}>
              {i > 0 && ', '}
              {count.toLocaleString('en')} of{' '}
              <Link href={`/benchmarks/${benchmark.slug}/rounds/${number}/errata`}>
                <bdi>{title}</bdi>
              </Link>
            </span>
          ))}{' '}
          changed. The files of single rounds have the sealed labels.
        </>
      )}
    </p>
  );
}

const columnsShownMax = 5;

function headerOf(benchmark: DataPage['benchmark']): string {
  const columns = listPredictionColumns(benchmark);
  return [...columns.slice(0, columnsShownMax), ...(columns.length > columnsShownMax ? ['…'] : [])].join(',');
}

const titlesMax = 6;

function joinTitles(titles: readonly string[]): string {
  const more = titles.length - titlesMax;
  return more > 0 ? `${titles.slice(-titlesMax).join(', ')} and ${more} earlier rounds` : titles.join(', ');
}

function describeAbsence({ benchmark: { inputs, open_round: open } }: DataPage): string {
  return open || inputs === 'hidden'
    ? 'No file is public yet.'
    : 'No round is open and none is revealed. Inputs become public when a round opens.';
}

/** Says when hidden inputs become public, and which size limits for files hold in the open round. */
function describeLimits({ benchmark }: DataPage): string {
  const { inputs, open_round: open } = benchmark;
  const { accepts } = settingsInForce(benchmark);
  const hidden =
    inputs === 'hidden' &&
    'The inputs of a round stay hidden until its reveal: what is submitted is run on them. Then they are public with their labels.';
  const predictions =
    accepts.includes('predictions') &&
    (open?.item_count
      ? `A prediction file can have up to ${formatLimit(countPlainBytesMax({ ...benchmark, itemCount: open.item_count }))} unpacked, as CSV, JSON Lines, Parquet or .npz.`
      : 'Predictions are sent as CSV, JSON Lines, Parquet or .npz.');
  const models =
    accepts.includes('onnx') && `An ONNX model can have up to ${artefactBytesMax.onnx / 2 ** 20} MB.`;
  const images = accepts.includes('container') && 'A container image can have up to 4 GB, gzipped or not.';
  return [hidden, predictions, models, images].filter(Boolean).join(' ');
}

/** Rounded down, as on the submit page, so that a file of the stated size is accepted. */
const formatLimit = (byteCount: number): string => `${Math.floor(byteCount / 100_000) / 10} MB`;

/** The revealed rounds, newest first, with links to labelled items, archive and practice scores. */
export function RevealedRounds({ page: { benchmark, rounds, training } }: { page: DataPage }) {
  const revealed = rounds.filter(({ state }) => state === 'revealed');
  if (revealed.length === 0) return null;
  const files = new Map(
    [...(training?.rounds ?? []), ...(training?.left_out ?? [])].map((file) => [file.number, file]),
  );
  const leftOut = training?.left_out ?? [];
  const pageOf = (number: number) => `/benchmarks/${benchmark.slug}/rounds/${number}`;
  return (
    <Section id="revealed" title="Earlier rounds" aside="labels are public">
      <DataTable
        look="records"
        rows={revealed}
        keyOf={({ number }) => number}
        columns={[
          {
            title: 'Round',
            isRowHeader: true,
            value: ({ number, title, revealed_at: at }) => (
              <>
                <Link href={pageOf(number)}>{title}</Link>
                <CellNote>
                  revealed <Instant at={at} precision="day" />
                </CellNote>
              </>
            ),
          },
          {
            title: 'Rows',
            align: 'end',
            cell: 'align-middle',
            value: ({ item_count: count }) => count?.toLocaleString('en'),
          },
          {
            title: 'Practice',
            cell: 'align-middle text-small',
            value: ({ number }) => <Link href={`${pageOf(number)}/score`}>Score a file</Link>,
          },
          {
            title: 'Labelled items',
            isTitleHidden: true,
            align: 'end',
            cell: 'align-middle',
            value: ({ number }) => {
              const file = files.get(number);
              return file ? (
                <a
                  href={file.href}
                  download
                  className={buttonClasses('plain')}
                  title={formatBytes(file.byte_count)}
                >
                  <DownloadGlyph />
                  Labels
                </a>
              ) : (
                <Link href={`${pageOf(number)}#archive`}>Archive</Link>
              );
            },
          },
        ]}
      />
      <p className="mt-s3 text-small/[1.5] text-ink-2">
        <b className="font-semibold text-ink">Practice</b> on a revealed round as often as you like: its
        labels are public, so it uses no submission. A round’s page has its whole archive.
        {leftOut.length > 0 &&
          ` Not in ${training?.file_name}, because of other columns or its size: ${leftOut.map(({ title }) => title).join(', ')}.`}
      </p>
    </Section>
  );
}
