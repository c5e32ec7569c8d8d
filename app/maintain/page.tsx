import type { Metadata } from 'next';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { ButtonLink } from '@/app/_ui/controls/button-link';
import { listMaintainedBenchmarks } from '@/services/benchmark/list';
import { MaintainedTable } from './maintained-table';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Maintain' };

export default async function MaintainPage() {
  const actor = await requireSignedIn('/maintain');
  const benchmarks = await listMaintainedBenchmarks(actor);
  return (
    <div className="page">
      <h1>Maintain</h1>
      <p className="lede measure">
        Load the next hidden test set, look at what the scorer found in it, seal it, open it, close it.
      </p>
      <section className="sec">
        <div className="sec-head">
          <h2>Your benchmarks</h2>
        </div>
        {benchmarks.length > 0 ? (
          <MaintainedTable benchmarks={benchmarks} />
        ) : (
          <p className="muted">None yet. Whoever creates a benchmark maintains it.</p>
        )}
        <p className="after">
          <ButtonLink look="main" href="/maintain/new">
            Create a benchmark
          </ButtonLink>
        </p>
      </section>
    </div>
  );
}
