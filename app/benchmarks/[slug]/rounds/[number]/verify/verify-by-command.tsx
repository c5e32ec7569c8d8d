import { CodeBlock } from '@/app/_ui/controls/code-block';
import { Section } from '@/app/_ui/page/section';

/** The same verification from a shell: offline, and for browsers without JavaScript. */
export function VerifyByCommand({
  roundUrl,
  archiveUrl,
  zipName,
  root,
}: {
  roundUrl: string;
  archiveUrl: string;
  zipName: string;
  root: string;
}) {
  const command = `curl -o archive.zip ${archiveUrl}/files/${zipName}
npm run verify -- archive.zip --root ${root}`;
  return (
    <Section kind="step" title="By command" aside="offline, by the same code">
      <CodeBlock>{command}</CodeBlock>
      <p className="my-s4 text-small text-ink-2">
        In a checkout of Tidemark. An archive holds no ranking: the address in its place compares that too.
      </p>
      <CodeBlock>{`npm run verify -- ${roundUrl}`}</CodeBlock>
      <p className="mt-s4 text-small text-ink-2">
        It says what it had nothing to compare with. Exit code 0: all that was compared agrees. Exit code 1:
        something does not, and is named. Exit code 2: it can’t be read, or not all of it was computed. The
        bytes that are hashed are specified in <code>docs/commitment.md</code>, for verifiers in other
        languages.
      </p>
    </Section>
  );
}
