import { CodeBlock } from '@/app/_ui/controls/code-block';
import { Section } from '@/app/_ui/page/section';

/** The same verification from a shell: offline, and for browsers without JavaScript. */
export function VerifyByCommand({
  archiveUrl,
  zipName,
  root,
}: {
  archiveUrl: string;
  zipName: string;
  root: string | null;
}) {
  const command = `curl -o archive.zip ${archiveUrl}/files/${zipName}
npm run verify -- archive.zip${root ? ` --root ${root}` : ''}`;
  return (
    <Section kind="step" title="By command" aside="offline, by the same code">
      <CodeBlock>{command}</CodeBlock>
      <p className="mt-s4 text-small text-ink-2">
        In a checkout of Tidemark. Exit code 0: all agrees; 1: something does not, and is named; 2: not all of
        it could be checked. The bytes that are hashed are specified in <code>docs/commitment.md</code>, for
        verifiers in other languages.
      </p>
    </Section>
  );
}
