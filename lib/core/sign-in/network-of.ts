/**
 * The network that a caller's address stands for when callers are counted: an IPv4 address itself, of an IPv6 address its first
 * 64 bits, since whoever has one of those has them all (RFC 6177).
 * @returns null for this machine itself, behind which anybody may be, and for what is no address
 */
export function networkOf(address: string): string | null {
  const text = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text)?.[1];
  if (mapped !== undefined) return mapped.startsWith('127.') ? null : mapped;
  const groups = parseGroups(text);
  if (!groups) return null;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return networkOf(dotted(groups[6] ?? 0, groups[7] ?? 0));
  if (groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1) return null;
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address (RFC 4291, 2.2), a dotted end among them. */
function parseGroups(text: string): number[] | null {
  const end = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const plain = end
    ? `${end[1]}${((Number(end[2]) << 8) | Number(end[3])).toString(16)}:${((Number(end[4]) << 8) | Number(end[5])).toString(16)}`
    : text;
  const halves = plain.split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/.test(plain)) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
