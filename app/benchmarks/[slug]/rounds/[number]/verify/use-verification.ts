'use client';

import { useEffect, useRef, useState } from 'react';
import type { VerifyMessage, VerifyRequest } from './verification';

export type VerificationState = { readonly kind: 'none' } | VerifyMessage;

/** Runs a verification in a worker thread; a later one ends an earlier one. */
export function useVerification(round: Omit<VerifyRequest, 'origin' | 'file'>) {
  const [state, setState] = useState<VerificationState>({ kind: 'none' });
  const running = useRef<Worker | null>(null);
  useEffect(() => () => running.current?.terminate(), []);

  const verify = (file: File | null): void => {
    running.current?.terminate();
    if (!window.isSecureContext) {
      setState({
        kind: 'unreadable',
        why: 'Browsers hash only on pages that came over HTTPS or from this computer.',
      });
      return;
    }
    const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module' });
    running.current = worker;
    const end = (last: VerificationState): void => {
      worker.terminate();
      setState(last);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<VerifyMessage>) =>
      data.kind === 'progress' ? setState(data) : end(data),
    );
    worker.addEventListener('error', () =>
      end({
        kind: 'unreadable',
        why: 'The browser could not run the verification: it may be out of memory.',
      }),
    );
    setState({ kind: 'progress', share: 0, doing: 'starting' });
    worker.postMessage({ ...round, origin: location.origin, file } satisfies VerifyRequest);
  };
  return { state, verify };
}
