'use client';

import { useEffect, useRef, useState } from 'react';
import type { PracticeMessage, PracticeRequest } from './practice';

export type PracticeState = { readonly kind: 'none' } | PracticeMessage;

/** Scores files in a worker thread; a later one ends an earlier one. */
export function usePractice(round: { slug: string; number: number }) {
  const [state, setState] = useState<PracticeState>({ kind: 'none' });
  const running = useRef<Worker | null>(null);
  useEffect(() => () => running.current?.terminate(), []);

  const score = (file: File, seed: string): void => {
    running.current?.terminate();
    const worker = new Worker(new URL('./practice.worker.ts', import.meta.url), { type: 'module' });
    running.current = worker;
    const end = (last: PracticeState): void => {
      worker.terminate();
      setState(last);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<PracticeMessage>) =>
      data.kind === 'progress' ? setState(data) : end(data),
    );
    worker.addEventListener('error', () =>
      end({ kind: 'unreadable', why: 'The browser could not score it: it may be out of memory.' }),
    );
    setState({ kind: 'progress', share: 0, doing: 'starting' });
    const request: PracticeRequest = { ...round, origin: location.origin, file, seed };
    worker.postMessage(request);
  };
  return { state, score };
}
