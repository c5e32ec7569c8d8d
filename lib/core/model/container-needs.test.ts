import { describe, expect, it } from 'vitest';
import { containerNeedsDefault, describeContainerNeeds } from './container-needs';

describe('limits of a container’s run in words', () => {
  it('state cores, memory and time in their largest whole units', () => {
    expect(describeContainerNeeds(containerNeedsDefault)).toBe('1 core, 2 GB of memory, 10 minutes');
    const needs = { cores: 4, memoryMb: 768, wallSeconds: 90, gpus: 0, trainingHours: 0 } as const;
    expect(describeContainerNeeds(needs)).toBe('4 cores, 768 MB of memory, 90 seconds');
    expect(describeContainerNeeds({ ...needs, wallSeconds: 60 })).toContain('1 minute');
  });
});
