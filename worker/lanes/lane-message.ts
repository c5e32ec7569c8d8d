import type { Lane } from '@/lib/contracts/jobs';

/** What the main thread hands to one that it starts: its lanes, and the name of the boot where only the process has one. */
export type LaneTask = { lanes: readonly Lane[]; bootId: string };

/** What a thread tells the main one: by which worker the queue knows it; that its event loop has turned. */
export type LaneMessage = { kind: 'worker'; workerId: string } | { kind: 'turn' };

export const turnEveryMs = 5_000;
