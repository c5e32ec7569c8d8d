import { CodeBlock } from '@/app/_ui/controls/code-block';
import { Section } from '@/app/_ui/page/section';

/** The same numbers from a shell, to the last digit. */
export function ScoreByCommand({ roundUrl }: { roundUrl: string }) {
  return (
    <Section kind="step" title="By command" aside="the same numbers, by the same code">
      <CodeBlock>npm run score -- --round {roundUrl} predictions.csv</CodeBlock>
      <p className="mt-s4 text-small text-ink-2">
        In a checkout of Tidemark; <code>--json</code> prints them for programs, and a downloaded{' '}
        <code>archive.json</code> or zip does instead of the address.
      </p>
    </Section>
  );
}
