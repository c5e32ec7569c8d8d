import { formatBytes } from '@/app/_ui/format-bytes';
import { Section } from '@/app/_ui/page/section';
import { DataTable } from '@/app/_ui/table/data-table';
import type { RoundView } from '@/lib/contracts/round';

/** The files of a revealed round, with what their bytes hash to. Prediction files are in the zip, and listed in SHA256SUMS. */
export function RoundArchive({ slug, round }: { slug: string; round: RoundView }) {
  const files = round.archive.filter(({ name }) => !name.includes('/'));
  const predictionCount = round.archive.length - files.length;
  if (files.length === 0) return null;
  const base = `/api/v1/benchmarks/${slug}/rounds/${round.number}/archive/files`;
  return (
    <Section title="Archive" aside="items, labels, round secret and final scores: training data from now on">
      <DataTable
        look="records"
        rows={files}
        keyOf={({ name }) => name}
        columns={[
          {
            title: 'File',
            isRowHeader: true,
            value: ({ name }) => <a href={`${base}/${name}`}>{name}</a>,
          },
          { title: 'Size', align: 'end', value: ({ byte_count }) => formatBytes(byte_count) },
          {
            title: 'SHA-256',
            cell: 'font-mono text-small [font-variant-ligatures:none]',
            value: ({ sha256 }) => sha256,
          },
        ]}
      />
      <p className="mt-s4 text-small text-ink-2">
        {predictionCount === 1 ? 'One prediction file is' : `${predictionCount} prediction files are`} in the
        zip, and listed in SHA256SUMS.
      </p>
    </Section>
  );
}
