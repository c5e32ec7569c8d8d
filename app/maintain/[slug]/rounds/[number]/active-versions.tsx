import { RefreshWhile } from '@/app/_ui/page/refresh-page';
import { Section } from '@/app/_ui/page/section';
import { CellNote, DataTable } from '@/app/_ui/table/data-table';
import { Fact, Facts } from '@/app/_ui/words/descriptions';
import type { MaintainedRoundPage } from '@/services/page/find-maintained-round-page';

type Progress = NonNullable<NonNullable<MaintainedRoundPage['maintained']>['progress']>;

/**
 * The automatic evaluations of a round. While the round is open they are only counted. A failure is shown by its code, since
 * its message could quote an input.
 */
export function ActiveVersions({ progress, isOpen }: { progress: Progress; isOpen: boolean }) {
  const { waiting, scored, failed, failures } = progress;
  return (
    <Section title="Automatic evaluations" aside="versions frozen before the round opened">
      {isOpen && <p className="mb-s3">Scores and failures are shown from the close on.</p>}
      {waiting > 0 && !isOpen && <RefreshWhile firstMs={5_000} />}
      <Facts>
        <Fact term="Waiting">{waiting}</Fact>
        <Fact term="Scored">{scored}</Fact>
        <Fact term="Failed">{failed}</Fact>
      </Facts>
      {failures.length > 0 && (
        <DataTable
          look="records"
          rows={failures}
          keyOf={({ model, version }) => JSON.stringify([model, version])}
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
            { title: 'Why', value: ({ code }) => <code>{code ?? 'unknown'}</code> },
          ]}
        />
      )}
      {failures.length < failed && (
        <p className="mt-s2 text-small text-ink-2">
          {failures.length} of {failed} that failed are shown.
        </p>
      )}
    </Section>
  );
}
