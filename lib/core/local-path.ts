/**
 * Returns a path of this site for any requested address, so that sign-in never redirects elsewhere. Browsers drop tabs and line
 * breaks from addresses and read a backslash as a slash, so `/⇥/evil.example` would leave the site too.
 */
export function localPath(asked: unknown): string {
  const isLocal =
    typeof asked === 'string' && asked.length <= 500 && /^\/(?!\/)[^\\\p{Cc}\p{Z}]*$/u.test(asked);
  return isLocal ? asked : '/';
}
