import type { Metadata } from 'next';
import Link from 'next/link';
import {
  operatorActNames,
  operatorActs,
  subjectForms,
  subjectKinds,
} from '@/lib/core/moderation/operator-act';
import { formatMegabytes } from '@/services/moderation/site-status';
import { findOperatePage } from '@/services/page/find-operate-page';
import { requireFound, requireSignedIn } from '../_load/require';
import { IsoInstant } from '../_ui/instant';
import { Page, PageHead } from '../_ui/page/page';
import { Section } from '../_ui/page/section';
import { DataTable } from '../_ui/table/data-table';
import { Fact, Facts } from '../_ui/words/descriptions';
import { ActForm } from './act-form';

export const metadata: Metadata = { title: 'Operate' };

const actsOnPage = operatorActNames.filter((name) => operatorActs[name].isOnPage);

export default async function OperatePage() {
  const { queues, deadJobs, bytesByBenchmark, bytesByPerson, lastBackup, lastDrill } = requireFound(
    await findOperatePage(await requireSignedIn('/operate')),
  );
  return (
    <Page>
      <PageHead
        title="Operate"
        lede={
          <>
            Every act is public, with its reason, on <Link href="/moderation">the page of acts</Link>.
          </>
        }
      />
      <Section title="Act" aside="deletions are commands on the machine">
        <div className="mt-s4 grid grid-cols-2 items-start gap-s6 max-wide:grid-cols-1">
          <ActForm
            acts={actsOnPage.map((value) => ({ value, title: value }))}
            kinds={subjectKinds.map((value) => ({ value, title: value }))}
          />
          <div className="grid gap-s5">
            <DataTable
              look="reference"
              caption="Acts"
              columns={[
                { title: 'Act', isRowHeader: true, value: (name) => name },
                { title: 'On', value: (name) => operatorActs[name].on.join(', ') },
                { title: 'Effect', cell: 'text-ink-2', value: (name) => operatorActs[name].explains },
              ]}
              rows={actsOnPage}
              keyOf={(name) => name}
            />
            <DataTable
              look="reference"
              caption="How to write a subject"
              columns={[
                { title: 'Kind', isRowHeader: true, value: (kind) => kind },
                { title: 'Written as', cell: 'as-code wrap-anywhere', value: (kind) => subjectForms[kind] },
              ]}
              rows={subjectKinds}
              keyOf={(kind) => kind}
            />
          </div>
        </div>
      </Section>
      <Section title="Backups">
        <Facts>
          <Fact term="Last backup">
            {lastBackup ? (
              <>
                <IsoInstant at={lastBackup.at.toISOString()} />, {lastBackup.facts.join(', ')}
              </>
            ) : (
              'none is recorded'
            )}
          </Fact>
          <Fact term="Last drill">
            {lastDrill ? (
              <>
                <IsoInstant at={lastDrill.at.toISOString()} />, {lastDrill.facts.join(', ')}
              </>
            ) : (
              'none is recorded'
            )}
          </Fact>
        </Facts>
      </Section>
      <Section title="Queues">
        <DataTable
          look="records"
          columns={[
            { title: 'Queue', isRowHeader: true, value: ({ queue }) => queue },
            { title: 'Waiting', align: 'end', value: ({ waiting }) => waiting },
            { title: 'Running', align: 'end', value: ({ running }) => running },
            { title: 'Failed for good', align: 'end', value: ({ dead }) => dead },
            {
              title: 'Oldest',
              value: ({ oldestAt }) => <IsoInstant at={oldestAt?.toISOString() ?? null} precision="hour" />,
            },
          ]}
          rows={queues}
          keyOf={({ queue }) => queue}
        />
      </Section>
      <Section title="Failed jobs" aside="retry or drop one with the form above">
        {deadJobs.length === 0 ? (
          <p className="text-ink-2">None.</p>
        ) : (
          <DataTable
            look="records"
            columns={[
              { title: 'Job', isRowHeader: true, value: ({ id }) => id },
              { title: 'Task', value: ({ task }) => task },
              { title: 'Tries', align: 'end', value: ({ attempts }) => attempts },
              { title: 'Last try', value: ({ failedAt }) => <IsoInstant at={failedAt.toISOString()} /> },
            ]}
            rows={deadJobs}
            keyOf={({ id }) => id}
          />
        )}
      </Section>
      <Section title="Stored uploads" aside="the largest twenty of each">
        <div className="grid grid-cols-2 items-start gap-s6 max-wide:grid-cols-1">
          {[
            { title: 'Benchmark', rows: bytesByBenchmark },
            { title: 'Person', rows: bytesByPerson },
          ].map(({ title, rows }) => (
            <DataTable
              key={title}
              look="records"
              columns={[
                { title, isRowHeader: true, cell: 'wrap-anywhere', value: ({ name }) => name },
                { title: 'Stored', align: 'end', value: ({ byteCount }) => formatMegabytes(byteCount) },
              ]}
              rows={rows}
              keyOf={({ name }) => name}
            />
          ))}
        </div>
      </Section>
    </Page>
  );
}
