import { TwoColumns } from '@/app/_ui/page/two-columns';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { BenchmarkPage } from '@/services/page/find-benchmark-page';
import { BenchmarkTerms } from './benchmark-terms';

/** The terms, and what the maintainers wrote: the task and its rules. */
export function BenchmarkWords({
  benchmark,
  texts: { descriptionHtml, rulesHtml },
}: {
  benchmark: BenchmarkView;
  texts: BenchmarkPage['texts'];
}) {
  return (
    <TwoColumns>
      <BenchmarkTerms benchmark={benchmark} />
      <div>
        {benchmark.description && <Words html={descriptionHtml} />}
        {benchmark.rules && (
          <>
            <h3 className="mt-s5 mb-s2">Rules</h3>
            <Words html={rulesHtml} />
          </>
        )}
      </div>
    </TwoColumns>
  );
}

/** A maintainer's words, as they were rendered when they were saved. */
function Words({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown has sanitised it, and its test holds it to that
  return <div data-theirs className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
