import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '@/app/_load/require-signed-in';
import { BenchmarkForm } from './benchmark-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Create a benchmark' };

export default async function NewBenchmarkPage() {
  await requireSignedIn('/maintain/new');
  return (
    <div className="page-narrow">
      <p className="crumb">
        <Link href="/maintain">Maintain</Link> / New
      </p>
      <h1>Create a benchmark</h1>
      <p className="lede">
        A task with its metric and rules. The hidden test sets come afterwards, one for each round.
      </p>
      <BenchmarkForm />
    </div>
  );
}
