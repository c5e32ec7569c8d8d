/** The hashes of a SHA256SUMS file by file name. Lines of another form are passed over. */
export function parseSha256Sums(text: string): Map<string, string> {
  const hashOf = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (hash !== undefined && name !== undefined) hashOf.set(name, hash);
  }
  return hashOf;
}
