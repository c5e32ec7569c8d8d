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
        {benchmark.description && <Words html={descriptionHtml} text={benchmark.description} />}
        {benchmark.rules && (
          <>
            <h3 className="mt-s5 mb-s2">Rules</h3>
            <Words html={rulesHtml} text={benchmark.rules} />
          </>
        )}
      </div>
    </TwoColumns>
  );
}

/** A maintainer's words: as they were rendered when they were saved, or else as they were written. */
function Words({ html, text }: { html: string | null; text: string }) {
  if (html === null) return <div className="prose whitespace-pre-wrap">{text}</div>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown has sanitised it, and its test holds it to that
  return <div data-theirs className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
