import { describe, expect, it } from 'vitest';
import { testLimits } from '../container/testing/unpack-base';
import { decideJobEnd } from './decide-job-end';

const decide = (state: string, reason = 'None') => decideJobEnd({ kind: 'known', state, reason }, testLimits);

describe('end of a Slurm job without a result', () => {
  it('is the run’s fault for its time and its memory alone', () => {
    expect(decide('TIMEOUT', 'TimeLimit')).toMatchObject({ code: 'timeout' });
    expect(decide('OUT_OF_MEMORY', 'OutOfMemory')).toMatchObject({ code: 'memory' });
    expect(decide('FAILED', 'RaisedSignal:9(Killed)')).toMatchObject({ code: 'memory' });
  });

  it.each([
    ['CANCELLED', 'job_cancelled'],
    ['COMPLETED', 'job_lost'],
    ['NODE_FAIL', 'job_failed'],
    ['PREEMPTED', 'job_failed'],
    ['FAILED', 'job_failed'],
  ])('is the cluster’s fault where it is %s', (state, code) => {
    expect(() => decide(state, 'NonZeroExitCode')).toThrow(code);
  });

  it('is the cluster’s fault where no node has what it needs', () => {
    expect(() => decide('FAILED', 'BadConstraints')).toThrow('job_refused');
  });

  it('is the cluster’s fault where Slurm has forgotten it', () => {
    expect(() => decideJobEnd({ kind: 'forgotten' }, testLimits)).toThrow('job_lost');
  });
});
