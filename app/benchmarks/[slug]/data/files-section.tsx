import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClasses } from '@/app/_ui/controls/button';
import { formatBytes } from '@/app/_ui/format-quantity';
import { DownloadGlyph } from '@/app/_ui/glyphs/glyphs';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable, None } from '@/app/_ui/table/data-table';
import { artefactBytesMax } from '@/lib/core/model/model-version';
import { countPlainBytesMax } from '@/lib/core/submission/parse-predictions';
import { listPredictionColumns } from '@/lib/core/submission/predictions';
import type { BenchmarkPage } from '@/services/page/find-benchmark-page';

type DataFile = {
  readonly name: ReactNode;
  readonly note: ReactNode;
  readonly use: ReactNode;
  readonly rowCount: number | null;
  readonly byteCount: number | null;
  readonly href: string;
  readonly isMain?: boolean;
};

export function FilesSection({ page }: { page: BenchmarkPage }) {
  const files = listFiles(page);
  return (
    <Section
      id="files"
      title="Files"
      aside={files.length === 3 ? 'three files are enough to start' : undefined}
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
      <p className="mt-s3 text-small/[1.5] text-ink-2">{describeLimits(page)}</p>
    </Section>
  );
}

function listFiles({ benchmark, rounds, training }: BenchmarkPage): DataFile[] {
  const { slug, inputs, open_round: open } = benchmark;
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
      byteCount: null,
      href: `${base}/inputs`,
      isMain: !training,
    });
    if (benchmark.accepts.includes('predictions'))
      files.push({
        name: 'sample-submission.csv',
        note: 'a valid file to fill in',
        use: (
          <>
            copy its header: <code className="wrap-anywhere">{headerOf(benchmark)}</code>
          </>
        ),
        rowCount: open.item_count,
        byteCount: null,
        href: `${base}/sample-submission`,
      });
  }
  return files;
}

const columnsShownMax = 5;

function headerOf(benchmark: BenchmarkPage['benchmark']): string {
  const columns = listPredictionColumns(benchmark);
  return [...columns.slice(0, columnsShownMax), ...(columns.length > columnsShownMax ? ['…'] : [])].join(',');
}

const titlesMax = 6;

function joinTitles(titles: readonly string[]): string {
  const more = titles.length - titlesMax;
  return more > 0 ? `${titles.slice(-titlesMax).join(', ')} and ${more} earlier rounds` : titles.join(', ');
}

function describeAbsence({ benchmark: { inputs, open_round: open } }: BenchmarkPage): string {
  if (inputs === 'hidden')
    return 'The inputs of this benchmark stay hidden: submitted models are run on them. Labelled items become public when a round is revealed.';
  return open
    ? 'No file is public yet.'
    : 'No round is open and none is revealed. Inputs become public when a round opens.';
}

/** The file size limits that the server enforces for the open round. */
function describeLimits({ benchmark }: BenchmarkPage): string {
  const { accepts, open_round: open } = benchmark;
  const predictions =
    accepts.includes('predictions') &&
    (open?.item_count
      ? `A prediction file can have up to ${formatLimit(countPlainBytesMax({ ...benchmark, itemCount: open.item_count }))} unpacked, as CSV or JSON Lines.`
      : 'Predictions are sent as CSV or JSON Lines.');
  const models = accepts.includes('onnx') && `An ONNX model can have up to ${formatLimit(artefactBytesMax)}.`;
  return [predictions, models].filter(Boolean).join(' ');
}

/** Rounded down, as on the submit page: a file of this size is accepted. */
const formatLimit = (byteCount: number): string => `${Math.floor(byteCount / 100_000) / 10} MB`;

/** The revealed rounds, newest first: labelled items, archive and practice. */
export function RevealedRounds({ page: { benchmark, rounds, training } }: { page: BenchmarkPage }) {
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
