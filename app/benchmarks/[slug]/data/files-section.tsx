import type { ReactNode } from 'react';
import { buttonClasses } from '@/app/_ui/controls/button-look';
import { formatBytes } from '@/app/_ui/format-bytes';
import { DownloadGlyph } from '@/app/_ui/glyphs/download-glyph';
import { Section } from '@/app/_ui/page/section';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import { None } from '@/app/_ui/table/none';
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

/** The files that a participant needs, and how large a submission may be. */
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
      <p className="mt-s3 text-small/[1.5] text-ink-2">{explainInterval(page)}</p>
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
    return 'The inputs of this benchmark stay hidden: models are sent here and run on them. Labelled items come out when a round is revealed.';
  return open
    ? 'No file is public yet.'
    : 'No round is open and none is revealed. Inputs come out when a round opens.';
}

/** The limits that the server holds, for the open round. */
function explainInterval({ benchmark }: BenchmarkPage): string {
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
