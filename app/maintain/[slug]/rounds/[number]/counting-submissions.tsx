import Link from 'next/link';
import { Section } from '@/app/_ui/page/section';
import { CellNote } from '@/app/_ui/table/cell-note';
import { DataTable } from '@/app/_ui/table/data-table';
import type { MaintainedRoundPage } from '@/services/page/find-maintained-round-page';

type Counting = NonNullable<MaintainedRoundPage['maintained']>['counting'];

/** The submissions that count in a closed round, each with the page on which a maintainer can withdraw it. */
export function CountingSubmissions({ counting }: { counting: Counting }) {
  return (
    <Section title="What counts" aside="until the reveal">
      <p className="mb-s3 max-w-[37em] text-ink-2">
        One submission of each model. On its page you can withdraw it, with a reason that everybody reads; the
        ranking is then published again.
      </p>
      <DataTable
        look="records"
        rows={counting}
        keyOf={({ submissionId }) => submissionId}
        columns={[
          {
            title: 'Model',
            isRowHeader: true,
            value: ({ submissionId, model, version }) => (
              <>
                <Link href={`/submissions/${submissionId}`}>{model}</Link>
                <CellNote>version {version}</CellNote>
              </>
            ),
          },
          { title: 'Team', value: ({ team }) => team },
        ]}
      />
    </Section>
  );
}
