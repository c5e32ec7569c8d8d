import { ActionForm } from '@/app/_ui/forms/action-form';
import { Instant } from '@/app/_ui/instant';
import { describeVersionState } from '@/app/_ui/model/describe-version-state';
import { Section } from '@/app/_ui/page/section';
import { CellNote, type Column, DataTable } from '@/app/_ui/table/data-table';
import type { ModelVersionView } from '@/lib/contracts/model';
import type { Page } from '@/lib/contracts/paging';
import { retireFromForm } from './actions';

/** The versions of a team's models that are files of their own, with what becomes of them. */
export function VersionsSection({ slug, versions }: { slug: string; versions: Page<ModelVersionView> }) {
  if (versions.items.length === 0) return null;
  return (
    <Section kind="step" title="Your versions" aside="frozen: a file never changes">
      <DataTable
        look="records"
        rows={versions.items}
        keyOf={({ id }) => id}
        testId="versions"
        columns={[...columns, retiring(slug)]}
      />
      {versions.next && <p className="mt-s3 text-small text-ink-2">Older ones are listed by the API.</p>}
    </Section>
  );
}

const columns: readonly Column<ModelVersionView>[] = [
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
  { title: 'Frozen', value: ({ frozen_at }) => <Instant at={frozen_at} /> },
  {
    title: 'SHA-256',
    cell: 'as-code',
    value: ({ sha256 }) => <abbr title={sha256}>{sha256.slice(0, 12)}…</abbr>,
  },
  {
    title: 'State',
    value: ({ state, retired_at }) => (
      <>
        {state}
        <CellNote>
          {describeVersionState(state)}
          {retired_at && (
            <>
              , since <Instant at={retired_at} />
            </>
          )}
        </CellNote>
      </>
    ),
  },
];

const retiring = (slug: string): Column<ModelVersionView> => ({
  title: 'Action',
  isTitleHidden: true,
  align: 'end',
  value: ({ id, version, state }) =>
    (state === 'active' || state === 'checking') && (
      <ActionForm
        action={retireFromForm}
        about={{ id, slug }}
        button={`Retire version ${version}`}
        busy="Retiring"
        look="danger"
        place="table"
        shape="sure"
        foldedUnder="Retire"
        confirm="It runs on no later round. This can’t be undone."
      />
    ),
});
