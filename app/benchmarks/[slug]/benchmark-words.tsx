import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { BenchmarkTerms } from './benchmark-terms';
import { Markdown } from './markdown';

/** The terms, and what the maintainers wrote: the task and its rules. */
export function BenchmarkWords({ benchmark }: { benchmark: BenchmarkView }) {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Task and rules</h2>
      </div>
      <div className="two">
        <BenchmarkTerms benchmark={benchmark} />
        <div>
          {benchmark.description && <Markdown text={benchmark.description} />}
          {benchmark.rules && (
            <>
              <h3 className="rules-head">Rules</h3>
              <Markdown text={benchmark.rules} />
            </>
          )}
        </div>
      </div>
    </section>
  );
}
