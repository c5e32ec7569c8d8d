import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signInPath } from '@/app/_ui/account/sign-in-path';
import { findActor } from '@/services/access/find-actor';
import { BenchmarkForm } from './benchmark-form';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Create a benchmark' };

export default async function NewBenchmarkPage() {
  if (!(await findActor())) redirect(signInPath('/maintain/new'));
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
