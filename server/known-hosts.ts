/**
 * The names under which the site answers. A page of another site whose name was pointed at this machine (DNS rebinding)
 * sends its own name as `Host`, and must not get at the inbox, a session or anything else.
 * @param publicUrl the address the site tells people
 */
export function knownHosts(publicUrl: string, port: number, isLoopback: boolean): ReadonlySet<string> {
  const hosts = new Set([new URL(publicUrl).host]);
  if (isLoopback) for (const name of ['localhost', '127.0.0.1', '[::1]']) hosts.add(`${name}:${port}`);
  return hosts;
}
