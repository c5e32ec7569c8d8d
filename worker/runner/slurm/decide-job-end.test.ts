import { describe, expect, it } from 'vitest';
import { testLimits } from '../container/testing/unpack-base';
import { decideJobEnd } from './decide-job-end';

const decide = (state: string, reason = 'None') => decideJobEnd({ kind: 'known', state, reason }, testLimits);

describe('end of a Slurm job without a result', () => {
  it('counts as the run’s fault only for its time and its memory', () => {
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
  ])('counts as the cluster’s fault in the state %s', (state, code) => {
    expect(() => decide(state, 'NonZeroExitCode')).toThrow(code);
  });

  it('counts as the cluster’s fault if no node has the requested resources', () => {
    expect(() => decide('FAILED', 'BadConstraints')).toThrow('job_refused');
  });

  it('counts as the cluster’s fault if Slurm has forgotten the job', () => {
    expect(() => decideJobEnd({ kind: 'forgotten' }, testLimits)).toThrow('job_lost');
  });
});
