'use client';

import { useRef, useState } from 'react';
import type { Finding } from '@/app/_ui/submit/findings-table';
import type { DryRunView } from '@/lib/contracts/model';

/** Looks at a file as far as a browser can. @param onRead told the share that is read, 0 to 1 */
type CheckFile = (file: File, onRead: (share: number) => void) => Promise<FileCheck>;

/** The chosen file, and what its check has found so far. */
export function useFileCheck(checkFile: CheckFile) {
  const [file, setFile] = useState<File | null>(null);
  const [check, setCheck] = useState<FileCheck>({ kind: 'none' });
  const latest = useRef<File | null>(null);

  const choose = async (chosen: File) => {
    latest.current = chosen;
    setFile(chosen);
    setCheck({ kind: 'checking', share: 0 });
    // A file that was chosen later must not be overtaken by an earlier one.
    const onlyIfLatest = (next: FileCheck) => latest.current === chosen && setCheck(next);
    try {
      onlyIfLatest(await checkFile(chosen, (share) => onlyIfLatest({ kind: 'checking', share })));
    } catch {
      onlyIfLatest({
        kind: 'unchecked',
        why: 'The browser could not read this file; the server can check it.',
      });
    }
  };
  const forget = () => {
    latest.current = null;
    setFile(null);
    setCheck({ kind: 'none' });
  };

  return { file, check, setCheck, choose, forget };
}

/** How far the check of the chosen file has come. */
export type FileCheck =
  | { kind: 'none' }
  | { kind: 'checking'; share: number }
  /** A model that is on its way to be run on the public sample. */
  | { kind: 'trying'; dryRun: DryRunView }
  | { kind: 'checked'; by: 'browser' | 'server'; findings: readonly Finding[]; problemCount: number }
  /** The browser can't check it; the reason is told, and the server can. */
  | { kind: 'unchecked'; why: string };
