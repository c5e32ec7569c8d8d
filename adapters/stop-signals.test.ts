import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onStopSignals } from './stop-signals';

describe('signals that stop a process', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function listen() {
    const [signals, acts] = [new EventEmitter(), [] as string[]];
    onStopSignals(
      () => acts.push('drain'),
      () => acts.push('end'),
      signals,
    );
    return { signals, acts };
  }

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'])('%s begins the drain', (signal) => {
    const { signals, acts } = listen();
    signals.emit(signal);
    expect(acts).toEqual(['drain']);
  });

  it('a second Ctrl-C ends the process at once, unless it is the terminal’s and npm’s copy of the first', () => {
    const { signals, acts } = listen();
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    expect(acts).toEqual(['drain']);
    vi.advanceTimersByTime(1_000);
    signals.emit('SIGINT');
    expect(acts).toEqual(['drain', 'end']);
  });

  it('further SIGTERMs change nothing', () => {
    const { signals, acts } = listen();
    signals.emit('SIGTERM');
    vi.advanceTimersByTime(5_000);
    signals.emit('SIGTERM');
    expect(acts).toEqual(['drain']);
  });
});
