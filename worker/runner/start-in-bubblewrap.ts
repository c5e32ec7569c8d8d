import { spawn } from 'node:child_process';
import { composeBubblewrap, filterDescriptor, type InsideProgram } from './compose-bubblewrap';
import { makeRunCgroup } from './run-cgroup';
import type { RunLimits } from './run-limits';
import type { SandboxFacts } from './sandbox-facts';
import { type SandboxedProcess, watchProcess } from './sandboxed-process';
import { composeSeccompFilter } from './seccomp-filter';
import { lendUserId } from './user-id-pool';

/** Joins the groups whose files come first, then becomes what comes behind them: so nothing of it is ever outside. */
const joinScript =
  'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ > "$1" || exit 125; shift; n=$((n - 1)); done; exec "$@"';

/**
 * Starts a program in the sandbox: as a user of its own and in a group of its own where we are root.
 * @throws where we are root and no user id is free: as root it would be the machine's root outside
 */
export async function startInBubblewrap(
  facts: SandboxFacts,
  limits: RunLimits,
  program: InsideProgram,
): Promise<SandboxedProcess> {
  const lent = facts.setpriv === undefined ? undefined : await lendUserId();
  if (facts.setpriv !== undefined && !lent) throw new Error('no user id is free for a run');
  const cgroup = makeRunCgroup(limits);
  const join = cgroup?.joinFiles ?? [];
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', joinScript, 'sh', String(join.length), ...join],
      ...(lent && facts.setpriv
        ? [facts.setpriv, `--reuid=${lent.userId}`, `--regid=${lent.userId}`, '--clear-groups', '--']
        : []),
      facts.bubblewrap,
      ...composeBubblewrap(facts, limits, program),
    ],
    // Nothing of ours: neither environment nor folder nor file.
    { env: { NODE_ENV: 'production' }, cwd: '/', stdio: ['pipe', 'pipe', 'pipe', 'pipe'] },
  );
  const filter = child.stdio[filterDescriptor];
  if (filter && 'end' in filter) {
    filter.on('error', () => {});
    filter.end(composeSeccompFilter(facts.architecture));
  }
  return watchProcess(child, limits, {
    countMemoryKills: () => cgroup?.countMemoryKills() ?? 0,
    async giveBack() {
      await cgroup?.remove();
      lent?.giveBack();
    },
  });
}
