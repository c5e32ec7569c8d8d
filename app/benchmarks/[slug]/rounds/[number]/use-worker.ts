'use client';

import { useEffect, useRef, useState } from 'react';

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'progress'; readonly share: number; readonly doing: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Runs one job at a time in a web worker; a new job ends the one before. `state` is the last message from the worker. */
export function useWorker<Message extends { readonly kind: string }>() {
  const [state, setState] = useState<State | Message>({ kind: 'none' });
  const running = useRef<Worker | null>(null);
  useEffect(() => () => running.current?.terminate(), []);

  /** @param failure message that is shown if the worker itself fails, for example without memory */
  function run(worker: Worker, request: object, failure: string): void {
    running.current?.terminate();
    running.current = worker;
    const end = (last: State | Message): void => {
      worker.terminate();
      setState(last);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) =>
      data.kind === 'progress' ? setState(data) : end(data),
    );
    worker.addEventListener('error', () => end({ kind: 'unreadable', why: failure }));
    setState({ kind: 'progress', share: 0, doing: 'starting' });
    worker.postMessage(request);
  }

  /** Ends the running job, and shows the reason why no other one can start. */
  function refuse(why: string): void {
    running.current?.terminate();
    setState({ kind: 'unreadable', why });
  }

  return { state, run, refuse };
}
