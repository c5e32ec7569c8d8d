import type { SandboxTrial } from './sandbox-report';

/** What a trial found that shouldn't be; nothing where the sandbox held. */
export type Finding = string | undefined;
export type Findings = Partial<Record<SandboxTrial, Finding>>;

/** A sandbox that doesn't start holds nothing, and isn't to be run in. */
export async function attempt(trial: SandboxTrial, work: () => Promise<Finding>): Promise<Findings> {
  try {
    return { [trial]: await work() };
  } catch (error) {
    return { [trial]: error instanceof Error ? error.message.slice(0, 300) : 'it did not start' };
  }
}
