import Link from 'next/link';
import { buttonClasses } from '@/app/_ui/controls/button';
import { formatBytes } from '@/app/_ui/format-quantity';
import { DownloadGlyph } from '@/app/_ui/glyphs/glyphs';
import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { BenchmarkPage } from '@/services/page/find-benchmark-page';

/** Each revealed round by itself, newest first: labelled items, archive, and a file to score for practice. */
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
