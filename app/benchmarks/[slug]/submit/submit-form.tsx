'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { UploadProgress } from '@/app/_ui/forms/upload-progress';
import { Section } from '@/app/_ui/page/section';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import type { QuotaView } from '@/lib/contracts/submission';
import type { SubmissionKind } from '@/lib/core/benchmark';
import { checkFile } from './check-file';
import { checkModelFile } from './check-model-file';
import { ChecksSection } from './checks-section';
import { emptyDisclosure } from './compose-disclosure';
import { decideReadiness, type Readiness } from './decide-readiness';
import type { FileCheck } from './file-check';
import { ModelFields, type ModelMetadata } from './model-fields';
import type { SentKind } from './sent-kind';
import { SubmittedSection } from './submitted-section';
import { useFileCheck } from './use-file-check';
import { type Sending, useSubmit } from './use-submit';

type Props = {
  slug: string;
  team: string | null;
  sent: SentKind;
  quota: QuotaView;
  mayBeBaseline: boolean;
  /** Whether the benchmark has rules of its own. */
  hasRules: boolean;
};

/** From a file to its receipt: choose, see what is wrong, name the model, send. */
export function SubmitForm({ slug, team, sent, quota, mayBeBaseline, hasRules }: Props) {
  const isModel = sent.kind === 'onnx';
  const { file, check, setCheck, choose, forget } = useFileCheck((chosen, onRead) =>
    sent.kind === 'onnx' ? checkModelFile(chosen, sent.signature) : checkFile(chosen, sent.spec, onRead),
  );
  const [metadata, setMetadata] = useState<ModelMetadata>({
    model: '',
    version: '1',
    disclosure: emptyDisclosure,
    baseline: false,
  });
  const { send, sending, problem, attempt, submission, startAnew } = useSubmit({
    slug,
    team,
    kind: sent.kind,
    onCheck: setCheck,
  });
  const readiness = decideReadiness({
    ...{ check, quota, model: metadata.model },
    free: freeOf(sent),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && readiness.isReady) void send(file, metadata, false);
  };
  const again = () => {
    forget();
    startAnew();
  };

  if (submission) return <SubmittedSection submission={submission} onAgain={again} />;
  return (
    <form onSubmit={submit}>
      <Section kind="step" title="File" aside={asideOf[sent.kind]}>
        <DropZone
          file={file}
          share={check.kind === 'checking' ? check.share : 0}
          onFile={choose}
          accept={isModel ? '.onnx' : undefined}
        />
      </Section>
      <ChecksSection check={check} hasLines={!isModel} onCheck={setCheck} />
      {file && mayBeTried(check, sent.kind) && (
        <p className="mt-s4 flex items-center gap-s3">
          <Button disabled={sending !== null} onClick={() => send(file, metadata, true)}>
            {isModel ? 'Try it on the sample' : 'Check on the server'}
          </Button>
          <span className="text-small text-ink-2">free, uses no submission</span>
        </p>
      )}
      <ModelFields values={metadata} problem={problem} mayBeBaseline={mayBeBaseline} onChange={setMetadata} />
      <ProblemBox problem={problem} attempt={attempt} />
      {hasRules && <RulesNote slug={slug} />}
      <SendRow readiness={readiness} sending={sending} />
    </form>
  );
}

const RulesNote = ({ slug }: { slug: string }) => (
  <p className="mt-s4 text-small text-ink-2">
    With a submission your team accepts the <Link href={`/benchmarks/${slug}/rules`}>rules</Link> of this
    benchmark.
  </p>
);

function SendRow({ readiness, sending }: { readiness: Readiness; sending: Sending | null }) {
  const { isReady, button, note } = readiness;
  return (
    <div className="mt-s3 flex items-center gap-s4 max-phone:flex-wrap max-phone:gap-x-s4 max-phone:gap-y-s2">
      <Button type="submit" look="main" disabled={!isReady || sending !== null}>
        {button}
      </Button>
      {sending ? (
        <UploadProgress
          share={sending.share}
          afterwards={sending.isDryRun ? 'All sent; being checked' : 'All sent; being checked and taken'}
        />
      ) : (
        <p className="text-small text-ink-2" aria-live="polite">
          {note}
        </p>
      )}
    </div>
  );
}

/** A model that the browser stops would be stopped there too, and each one that is tried is counted. */
const mayBeTried = (check: FileCheck, kind: SubmissionKind): boolean =>
  kind === 'predictions'
    ? check.kind !== 'checking'
    : check.kind === 'unchecked' || (check.kind === 'checked' && check.problemCount === 0);

const asideOf = {
  predictions: 'CSV or JSON Lines, plain, gzipped or zipped, up to 128 MB',
  onnx: 'ONNX, with its weights inside, up to 200 MB',
};

/** What costs no submission, in a sentence. */
function freeOf(sent: SentKind): string {
  if (sent.kind === 'predictions') return 'A rejected file costs nothing.';
  return sent.mayCost
    ? 'A model that the checks or the sample stop costs nothing.'
    : 'A model that fails costs nothing.';
}
