import { describe, expect, it } from 'vitest';
import { createClassIndex } from '@/lib/core/files/class-index';
import { newBenchmarkSchema } from './benchmark';

const owls = {
  slug: 'owls',
  title: 'Owls',
  task: 'multiclass',
  classes: ['a', 'b', 'c'],
  metric: 'accuracy',
};
const faultsOf = (wishes: object) =>
  newBenchmarkSchema.safeParse({ ...owls, ...wishes }).error?.issues.map((issue) => issue.path.join('.')) ??
  [];

describe('newBenchmarkSchema', () => {
  it('takes no two classes that the scorer would hold for the same', () => {
    const classes = ['\u00e9', 'e\u0301'];
    expect(() => createClassIndex(classes)).toThrow();
    expect(faultsOf({ task: 'binary', classes })).toEqual(['classes']);
  });

  it('takes at most 100 classes', () => {
    const classes = (count: number) => Array.from({ length: count }, (_, i) => `class ${i}`);
    expect(faultsOf({ classes: classes(100) })).toEqual([]);
    expect(faultsOf({ classes: classes(101) })).toEqual(['classes']);
  });

  it('refuses text that the database cannot store, by the name of its field', () => {
    expect(faultsOf({ title: 'Ow\0ls' })).toEqual(['title']);
    expect(faultsOf({ description: 'a\0' })).toEqual(['description']);
    expect(faultsOf({ rules: '\ud800' })).toEqual(['rules']);
    expect(faultsOf({ classes: ['a', 'b', 'c\u202e'] })).toEqual(['classes.2']);
    expect(faultsOf({ features: ['size', 'si\tze'] })).toEqual(['features.1']);
  });
});
