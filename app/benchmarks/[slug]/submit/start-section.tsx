import Link from 'next/link';
import { CodeBlock } from '@/app/_ui/controls/code-block';
import { CopyButton } from '@/app/_ui/forms/copy-and-save-buttons';
import { Fold, Section } from '@/app/_ui/page/section';
import type { BenchmarkView } from '@/lib/contracts/benchmark';
import type { TrainingView } from '@/lib/contracts/data-files';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { findPublicUrl } from '@/services/publication/find-operator';
import { findPythonClient } from '@/services/publication/find-python-client';
import { composeStart } from './compose-start';

type Props = {
  benchmark: BenchmarkView;
  kind: SubmissionKind;
  /** Links to training data; null before the first reveal. */
  training: TrainingView | null;
};

/** A script that leads from an empty folder to feedback, the same as a workflow, and the command that submits an existing file. */
export async function StartSection({ benchmark, kind, training }: Props) {
  const siteUrl = findPublicUrl();
  const { fileName, sha256 } = await findPythonClient();
  // pip checks the downloaded file against the hash in the address.
  const install = `${new URL(`/client/${fileName}`, siteUrl).href}#sha256=${sha256}`;
  const start = composeStart(benchmark, { kind, training, siteUrl, install });
  return (
    <Section kind="step" id="python" title={start ? 'Start in Python' : 'Submit by command'}>
      {start && (
        <>
          <p className="mb-s3 max-w-[37em] text-ink-2">
            The script downloads {training?.file_name}, trains a baseline,{' '}
            {kind === 'onnx'
              ? 'writes it as model.onnx,'
              : 'predicts the open round, checks the file for free,'}{' '}
            submits it and prints the feedback. Save it as start.py, in an empty folder; it is below the
            commands. A token of scope “Submit” comes from the{' '}
            <Link prefetch={false} href="/settings#tokens">
              settings
            </Link>
            .
          </p>
          <div className="mb-s4">
            <Code text={start.commands} testId="start-commands" />
          </div>
          <Fold title="start.py">
            <Code text={start.script} testId="start-script" />
          </Fold>
          <Fold title="The same as a CI workflow">
            <p className="mb-s3 max-w-[37em] text-ink-2">
              In a repository on GitHub with start.py. Store the token as the secret{' '}
              <code>TIDEMARK_TOKEN</code>; one that is bound to this benchmark can do nothing elsewhere.
            </p>
            <p className="mb-s2 text-small text-ink-2">.github/workflows/tidemark.yml</p>
            <Code text={start.workflow} testId="start-workflow" />
          </Fold>
        </>
      )}
      {benchmark.open_round && <SubmitByCommand benchmark={benchmark} siteUrl={siteUrl} kind={kind} />}
    </Section>
  );
}

/** The command that makes the same submission as the form, for scripts and for readers without JavaScript. */
function SubmitByCommand({
  benchmark: { slug, rules_version },
  siteUrl,
  kind,
}: {
  benchmark: BenchmarkView;
  siteUrl: string;
  kind: SubmissionKind;
}) {
  const accepts = rules_version === null ? '' : `, "rules_version": ${rules_version}`;
  const named = kind === 'predictions' ? '' : `"kind": "${kind}", `;
  const metadata = `{${named}"model": "my model", "version": "1"${accepts}}`;
  const command = `curl -H "Authorization: Bearer $TIDEMARK_TOKEN" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -F 'metadata=${metadata}' \\
  -F file=@${exampleFiles[kind]} \\
  ${siteUrl}/api/v1/benchmarks/${slug}/submissions`;
  return (
    <Fold title="Send an existing file with curl">
      <Code text={command} testId="submit-command" />
      <p className="mt-s2 text-small text-ink-2">
        With <code>?dry_run=true</code> after the address it is only{' '}
        {kind === 'predictions' ? 'checked' : 'run on the public sample'}, for free.
        {rules_version !== null && (
          <>
            {' '}
            By <code>rules_version</code> you accept the <Link href={`/benchmarks/${slug}/rules`}>rules</Link>
            .
          </>
        )}
      </p>
    </Fold>
  );
}

const exampleFiles: Readonly<Record<SubmissionKind, string>> = {
  predictions: 'predictions.csv',
  onnx: 'model.onnx',
  container: 'mine.tar.gz',
};

const Code = ({ text, testId }: { text: string; testId: string }) => (
  <div className="flex items-start gap-s3 max-phone:grid max-phone:gap-s2" data-testid={testId}>
    <CodeBlock>{text}</CodeBlock>
    <CopyButton text={text} />
  </div>
);
