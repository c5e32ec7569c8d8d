import { describe, expect, it } from 'vitest';
import { jobNames, jobs, queues } from './jobs';

describe('job definitions', () => {
  it('have keys whose first word is different for each kind of job', () => {
    const words = jobNames.map((name) => jobs[name].key[0]);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => !/^[a-z-]+$/.test(word))).toEqual([]);
  });

  it('build the key of a job from required fields of its payload', () => {
    for (const name of jobNames) {
      const [, ...fields] = jobs[name].key;
      expect(fields.length, name).toBeGreaterThan(0);
      const shape = Object.entries(jobs[name].payload.shape);
      const required = shape.filter(([, schema]) => !schema.safeParse(null).success).map(([field]) => field);
      expect(required, name).toEqual(expect.arrayContaining(fields));
    }
  });

  it('assign to the queue `scores` only jobs that score, finish a model or decide feedback', () => {
    const inQueue = (queue: (typeof queues)[number]) => jobNames.filter((name) => jobs[name].queue === queue);
    expect(inQueue('scores')).toEqual(['score_submission', 'finish_model', 'decide_feedback']);
    expect(inQueue('large_scores')).toEqual(['score_large_submission']);
    expect(queues.flatMap(inQueue).sort()).toEqual([...jobNames].sort());
  });
});
