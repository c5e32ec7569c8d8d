import { describe, expect, it } from 'vitest';
import { describeFlag } from './flag';
import { differsAsPublished, flagRepeat } from './repeat';

describe('repeated run', () => {
  it('differs from the first run where a published digit differs, or where one score is undefined', () => {
    for (const [first, repeat, differs] of [
      [0.81234, 0.81231, false],
      [0.81234, 0.81246, true],
      [0.5, null, true],
      [null, 0.5, true],
      [null, null, false],
      [0, 0.00004, false],
      [0, null, true],
    ] as const)
      expect(differsAsPublished('accuracy', first, repeat), `${first} and ${repeat}`).toBe(differs);
    // Scores of an unbounded metric are published with five significant digits.
    expect(differsAsPublished('rmse', 123.454, 123.451)).toBe(false);
    expect(differsAsPublished('rmse', 123.454, 123.444)).toBe(true);
  });

  it('raises a flag with both runners and engines, but without scores', () => {
    const engine = { runtime: 'onnxruntime', runtimeVersion: '1.30.0', architecture: 'x64' };
    const conditions = { ...engine, limits: {}, modelHash: '', outputsHash: '', runner: 'site' };
    const { subject, flag } = flagRepeat({
      ...{ submissionId: 'a', conditions },
      repeat: { runner: 'euler', engine: 'onnxruntime 1.30.0, arm64', score: 'other' },
    });
    expect(subject).toBe('a');
    expect(describeFlag(flag).finding).toBe(
      'The run on the runner site (onnxruntime 1.30.0, x64) was repeated on the runner euler (onnxruntime 1.30.0, arm64), with another published score.',
    );
  });
});
