import { createHash } from 'node:crypto';

/**
 * The server's name in its process titles, which identifies its orphans on the machine.
 *
 * @param dataDir the absolute path of the cluster
 */
export function clusterName(dataDir: string): string {
  return `tidemark_${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
}

/**
 * Command line of the server. It listens on 127.0.0.1 alone and has no socket file.
 *
 * @param durable false for tests: no write waits for the disk, and a crash may lose the cluster
 */
export function serverArguments(options: { dataDir: string; port: number; durable: boolean }): string[] {
  const settings: Record<string, string | number> = {
    cluster_name: clusterName(options.dataDir),
    listen_addresses: '127.0.0.1',
    port: options.port,
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u@%d ',
    ...(options.durable
      ? { max_connections: 100 }
      : { max_connections: 300, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return [
    '-D',
    options.dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** Environment of the server's programs: messages in English, no variable of the site. */
export function serverEnvironment(path: string | undefined): NodeJS.ProcessEnv {
  return { NODE_ENV: 'production', PATH: path, LC_ALL: 'C', TZ: 'UTC' };
}
