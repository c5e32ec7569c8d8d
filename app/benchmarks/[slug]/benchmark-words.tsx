import { formatMarkdown } from '@/adapters/markdown';
import { Section } from '@/app/_ui/page/section';
import { TwoColumns } from '@/app/_ui/page/two-columns';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import { BenchmarkTerms } from './benchmark-terms';

/** The terms, and what the maintainers wrote: the task and its rules. */
export function BenchmarkWords({ benchmark }: { benchmark: BenchmarkView }) {
  return (
    <Section title="Task and rules">
      <TwoColumns>
        <BenchmarkTerms benchmark={benchmark} />
        <div>
          {benchmark.description && <Markdown text={benchmark.description} />}
          {benchmark.rules && (
            <>
              <h3 className="mt-s5 mb-s2">Rules</h3>
              <Markdown text={benchmark.rules} />
            </>
          )}
        </div>
      </TwoColumns>
    </Section>
  );
}

/** A maintainer's words, made safe by the adapter. */
function Markdown({ text }: { text: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: formatMarkdown sanitises, and its test holds it to that
  return <div className="prose" dangerouslySetInnerHTML={{ __html: formatMarkdown(text) }} />;
}
