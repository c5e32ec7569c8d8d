import type { SandboxTrial } from './sandbox-report';

/** A breach that a trial found; undefined where the sandbox held. */
export type Finding = string | undefined;
export type Findings = Partial<Record<SandboxTrial, Finding>>;

/** A sandbox that doesn't start counts as failed, and is not used. */
export async function attempt(trial: SandboxTrial, work: () => Promise<Finding>): Promise<Findings> {
  try {
    return { [trial]: await work() };
  } catch (error) {
    return { [trial]: error instanceof Error ? error.message.slice(0, 300) : 'it did not start' };
  }
}
