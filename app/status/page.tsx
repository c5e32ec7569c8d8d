import { describePage } from '@/app/_load/describe-page';
import { CheckGlyph, Marked } from '@/app/_ui/glyphs/glyphs';
import { Page, PageHead } from '@/app/_ui/page/page';
import { DataTable } from '@/app/_ui/table/data-table';
import { findReadiness } from '@/services/publication/find-readiness';
import { describeStatus, type StatusLine } from './describe-status';

export const generateMetadata = () =>
  describePage({ path: '/status', title: 'Status', description: 'What works on this site right now.' });

export default async function StatusPage() {
  const lines = describeStatus(await findReadiness());
  const isWell = lines.every(({ isWell: well }) => well);
  return (
    <Page>
      <PageHead
        title="Status"
        lede={
          isWell ? 'Everything works.' : 'A part of the site doesn’t work. Accepted submissions are safe.'
        }
      />
      <div className="mt-s5 max-w-form">
        <DataTable
          look="reference"
          columns={[
            { title: 'What', isRowHeader: true, value: ({ what }: StatusLine) => what },
            {
              title: 'Now',
              value: ({ now, isWell: well }: StatusLine) => (
                <Marked tone={well ? '' : 'text-over'}>
                  <CheckGlyph result={well ? 'pass' : 'warn'} />
                  {well ? now : <b>{now}</b>}
                </Marked>
              ),
            },
            { title: 'That means', cell: 'text-ink-2', value: ({ meaning }: StatusLine) => meaning },
          ]}
          rows={lines}
          keyOf={({ what }) => what}
        />
      </div>
      <p className="mt-s4 text-small text-ink-2">
        As this page was made; load it again for news. Programs ask <a href="/readyz">/readyz</a>.
      </p>
    </Page>
  );
}
