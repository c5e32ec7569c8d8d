/** What all threads of this process have taken since it began. */
export function describeTime(): string {
  const { user, system } = process.cpuUsage();
  return `processor ${Math.round((user + system) / 1e6)} s, ${Math.round(process.uptime())} s by the clock`;
}
