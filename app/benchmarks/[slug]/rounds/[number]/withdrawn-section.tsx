import { Instant } from '@/app/_ui/instant';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import type { WithdrawnSubmission } from '@/lib/core/leaderboard/leaderboard';

/** The submissions that were withdrawn after the reveal by two people's decision, with the public reason. */
export function WithdrawnSection({ withdrawn }: { withdrawn: readonly WithdrawnSubmission[] }) {
  if (withdrawn.length === 0) return null;
  return (
    <Section id="withdrawn" title="Withdrawn after the reveal" aside="decided by two people">
      <p className="mb-s3 max-w-[37em] text-ink-2">
        These submissions no longer count. The archive, which was written before, still contains them.
      </p>
      <DataTable
        look="records"
        rows={withdrawn}
        keyOf={({ submission }) => submission}
        columns={[
          {
            title: 'Model',
            isRowHeader: true,
            value: ({ model, version }) => (
              <>
                {model}
                <CellNote>version {version}</CellNote>
              </>
            ),
          },
          { title: 'Team', value: ({ team }) => team },
          { title: 'Withdrawn', value: ({ withdrawn_at }) => <Instant at={withdrawn_at} /> },
          { title: 'Reason', value: ({ reason }) => reason },
        ]}
      />
    </Section>
  );
}
