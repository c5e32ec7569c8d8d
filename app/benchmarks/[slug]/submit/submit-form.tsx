'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/app/_ui/controls/button';
import { ProblemBox } from '@/app/_ui/forms/problem-box';
import { UploadProgress } from '@/app/_ui/forms/upload-progress';
import { DropZone } from '@/app/_ui/submit/drop-zone';
import type { QuotaView } from '@/lib/contracts/submission';
import { type CheckSpec, checkFile } from './check-file';
import { ChecksSection } from './checks-section';
import { decideReadiness } from './decide-readiness';
import type { FileCheck } from './file-check';
import { ModelFields } from './model-fields';
import { SubmittedSection } from './submitted-section';
import { useSubmit } from './use-submit';

/** From a file to its receipt: choose, see what is wrong, name the model, send. */
export function SubmitForm(of: { slug: string; team: string | null; spec: CheckSpec; quota: QuotaView }) {
  const [file, setFile] = useState<File | null>(null);
  const [check, setCheck] = useState<FileCheck>({ kind: 'none' });
  const [metadata, setMetadata] = useState({ model: '', version: '1', disclosure: '' });
  const latest = useRef<File | null>(null);
  const { send, sending, problem, attempt, submission, startAnew } = useSubmit({ ...of, onCheck: setCheck });
  const { isReady, button, note } = decideReadiness({ check, model: metadata.model, quota: of.quota });

  const choose = async (chosen: File) => {
    latest.current = chosen;
    setFile(chosen);
    setCheck({ kind: 'checking', share: 0 });
    // A file that was chosen later must not be overtaken by an earlier one.
    const onlyIfLatest = (next: FileCheck) => latest.current === chosen && setCheck(next);
    try {
      onlyIfLatest(await checkFile(chosen, of.spec, (share) => onlyIfLatest({ kind: 'checking', share })));
    } catch {
      onlyIfLatest({
        kind: 'unchecked',
        why: 'The browser could not read this file; the server can check it.',
      });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && isReady) void send(file, metadata, false);
  };
  const again = () => {
    latest.current = null;
    setFile(null);
    setCheck({ kind: 'none' });
    startAnew();
  };

  if (submission) return <SubmittedSection submission={submission} onAgain={again} />;
  return (
    <form onSubmit={submit}>
      <section className="step">
        <div className="sec-head">
          <h2>File</h2>
          <p className="small muted">CSV or JSON Lines, plain, gzipped or zipped, up to 128 MB</p>
        </div>
        <DropZone file={file} share={check.kind === 'checking' ? check.share : 0} onFile={choose} />
      </section>
      <ChecksSection check={check} />
      {file && check.kind !== 'checking' && (
        <p className="brow after">
          <Button disabled={sending !== null} onClick={() => send(file, metadata, true)}>
            Check on the server
          </Button>
          <span className="small muted">free, uses no submission</span>
        </p>
      )}
      <ModelFields values={metadata} problem={problem} onChange={setMetadata} />
      <ProblemBox problem={problem} attempt={attempt} />
      <div className="go">
        <Button type="submit" look="main" disabled={!isReady || sending !== null}>
          {button}
        </Button>
        {sending ? (
          <UploadProgress
            share={sending.share}
            afterwards={sending.isDryRun ? 'All sent; being checked' : 'All sent; being checked and taken'}
          />
        ) : (
          <p className="small muted" aria-live="polite">
            {note}
          </p>
        )}
      </div>
    </form>
  );
}
