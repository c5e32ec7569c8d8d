'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { UploadProgress } from '@/app/_ui/forms/upload-progress';
import { Section } from '@/app/_ui/page/section';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import type { QuotaView } from '@/lib/contracts/submission';
import type { CheckSpec } from './check-file';
import { ChecksSection } from './checks-section';
import { emptyDisclosure } from './compose-disclosure';
import { decideReadiness } from './decide-readiness';
import { ModelFields, type ModelMetadata } from './model-fields';
import { SubmittedSection } from './submitted-section';
import { useFileCheck } from './use-file-check';
import { useSubmit } from './use-submit';

type Props = {
  slug: string;
  team: string | null;
  spec: CheckSpec;
  quota: QuotaView;
  mayBeBaseline: boolean;
};

/** From a file to its receipt: choose, see what is wrong, name the model, send. */
export function SubmitForm({ slug, team, spec, quota, mayBeBaseline }: Props) {
  const { file, check, setCheck, choose, forget } = useFileCheck(spec);
  const [metadata, setMetadata] = useState<ModelMetadata>({
    model: '',
    version: '1',
    disclosure: emptyDisclosure,
    baseline: false,
  });
  const { send, sending, problem, attempt, submission, startAnew } = useSubmit({
    slug,
    team,
    onCheck: setCheck,
  });
  const { isReady, button, note } = decideReadiness({ check, model: metadata.model, quota });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && isReady) void send(file, metadata, false);
  };
  const again = () => {
    forget();
    startAnew();
  };

  if (submission) return <SubmittedSection submission={submission} onAgain={again} />;
  return (
    <form onSubmit={submit}>
      <Section kind="step" title="File" aside="CSV or JSON Lines, plain, gzipped or zipped, up to 128 MB">
        <DropZone file={file} share={check.kind === 'checking' ? check.share : 0} onFile={choose} />
      </Section>
      <ChecksSection check={check} />
      {file && check.kind !== 'checking' && (
        <p className="mt-s4 flex items-center gap-s3">
          <Button disabled={sending !== null} onClick={() => send(file, metadata, true)}>
            Check on the server
          </Button>
          <span className="text-small text-ink-2">free, uses no submission</span>
        </p>
      )}
      <ModelFields values={metadata} problem={problem} mayBeBaseline={mayBeBaseline} onChange={setMetadata} />
      <ProblemBox problem={problem} attempt={attempt} />
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
    </form>
  );
}
