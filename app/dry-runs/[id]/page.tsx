import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { requireFound, requireSignedIn } from '@/app/_load/require';
import { CheckGlyph, type CheckResult } from '@/app/_ui/glyphs/glyphs';
import { Instant } from '@/app/_ui/instant';
import { Crumbs, Page } from '@/app/_ui/page/page';
import { RefreshWhile, RefreshWithoutScript } from '@/app/_ui/page/refresh-page';
import { Section } from '@/app/_ui/page/section';
import { type Column, DataTable } from '@/app/_ui/table/data-table';
import { Callout } from '@/app/_ui/words/callout';
import { Fact, Facts } from '@/app/_ui/words/descriptions';
import type { DryRunView } from '@/lib/contracts/model';
import { type DryRunState, isDryRunOver } from '@/lib/core/model/model-version';
import { findDryRunPage } from '@/services/dry-run/dry-run';

const load = cache(async (id: string) =>
  requireFound(await findDryRunPage(await requireSignedIn(`/dry-runs/${id}`), id)),
);

export async function generateMetadata({ params }: PageProps<'/dry-runs/[id]'>): Promise<Metadata> {
  const { dryRun, benchmarkTitle } = await load((await params).id);
  return { title: `Dry run ${dryRun.sha256.slice(0, 8)}, ${benchmarkTitle}` };
}

const resultOf: Partial<Record<DryRunState, CheckResult>> = {
  passed: 'pass',
  rejected: 'block',
  failed: 'warn',
};

export default async function DryRunPage({ params }: PageProps<'/dry-runs/[id]'>) {
  const { id } = await params;
  const { dryRun, benchmarkTitle } = await load(id);
  const result = resultOf[dryRun.state];
  const submitPage = `/benchmarks/${dryRun.benchmark}/submit?kind=${dryRun.kind}`;
  const artefact = dryRun.kind === 'onnx' ? 'a model' : 'an image';
  return (
    <Page>
      {!isDryRunOver(dryRun.state) && (
        <>
          <RefreshWhile firstMs={1_000} lastMs={10_000} />
          <RefreshWithoutScript seconds={5} />
        </>
      )}
      <Crumbs
        above={[{ href: `/benchmarks/${dryRun.benchmark}`, title: benchmarkTitle }]}
        here={`dry run of ${artefact}`}
      />
      <h1>Dry run</h1>
      <Facts>
        <Fact term="Received">
          <Instant at={dryRun.received_at} />
        </Fact>
        <Fact term="SHA-256">
          <span className="font-mono text-small/inherit wrap-anywhere">{dryRun.sha256}</span>
        </Fact>
      </Facts>
      <Section
        title="State"
        isLive
        aside={
          dryRun.finished_at && (
            <>
              finished <Instant at={dryRun.finished_at} />
            </>
          )
        }
      >
        <p className="flex items-baseline gap-s2" data-testid="dry-run-state">
          {result && <CheckGlyph result={result} className="flex-none translate-y-1" />}
          {describeDryRun(dryRun)}
        </p>
        {dryRun.code && (
          <Callout tone="problem">
            <p>
              <span className="font-mono text-small/[normal] text-ink-2">{dryRun.code}</span>
            </p>
            {dryRun.message && <p className="whitespace-pre-line">{dryRun.message}</p>}
          </Callout>
        )}
        {dryRun.state === 'passed' && <p className="mt-s3 max-w-[37em] text-ink-2">{dryRun.message}</p>}
        {dryRun.outputs && <Outputs outputs={dryRun.outputs} />}
        <p className="mt-s3 text-small text-ink-2">
          It used no submission, and only you see it, for seven days. Its file is deleted as soon as it is
          over. <Link href={submitPage}>Send {artefact}</Link>
        </p>
      </Section>
    </Page>
  );
}

type Output = NonNullable<DryRunView['outputs']>[number];

/** A table of the predictions for the public sample, with one item in each row. */
function Outputs({ outputs }: { outputs: readonly Output[] }) {
  const rows = outputs.map((output, i) => ({ item: i + 1, output }));
  const columns: Column<(typeof rows)[number]>[] = [
    { title: 'Item of the sample', isRowHeader: true, value: ({ item }) => item },
    {
      title: 'Output',
      value: ({ output }) =>
        typeof output === 'object'
          ? Object.entries(output)
              .map(([name, probability]) => `${name} ${probability}`)
              .join(', ')
          : String(output),
    },
  ];
  return (
    <details className="mt-s3">
      <summary>Outputs</summary>
      <DataTable look="records" columns={columns} rows={rows} keyOf={({ item }) => String(item)} />
    </details>
  );
}

const count = new Intl.NumberFormat('en');

function describeDryRun({ state, sample_count }: DryRunView): string {
  switch (state) {
    case 'queued':
      return 'It waits until the submitted models and images are scored.';
    case 'running':
      return 'It is being checked, and run on the public sample.';
    case 'passed':
      return sample_count === null
        ? 'It passes the checks. There is no public sample to run it on.'
        : `It runs on all ${count.format(sample_count)} items of the public sample, with valid predictions.`;
    case 'rejected':
      return 'It would be rejected before it runs on a round, and use no submission:';
    case 'failed':
      return 'It was not run, because the platform is at fault:';
  }
}
