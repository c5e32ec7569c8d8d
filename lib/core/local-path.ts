/**
 * A path of this site, whatever an address asked for: nobody is sent elsewhere after signing in. Browsers drop tabs and
 * line breaks from addresses and read a backslash as a slash, so `/⇥/evil.example` would leave the site too.
 */
export function localPath(asked: unknown): string {
  const isLocal =
    typeof asked === 'string' && asked.length <= 500 && /^\/(?!\/)[^\\\p{Cc}\p{Z}]*$/u.test(asked);
  return isLocal ? asked : '/';
}
