/** Days until the file expires. RFC 9116 § 2.5.5 recommends less than a year, so that readers fetch the file again. */
const daysValid = 180;
const dayMs = 86_400_000;

/** @param contact `mailto:` or `https:` address of the security contact */
export function formatSecurityTxt(contact: string, site: string, now: Date): string {
  const expires = new Date((Math.floor(now.getTime() / dayMs) + daysValid) * dayMs);
  const fields = [
    ['Contact', contact],
    ['Expires', expires.toISOString()],
    ['Preferred-Languages', 'en'],
    ['Canonical', new URL('/.well-known/security.txt', site).href],
  ];
  return fields.map(([name, value]) => `${name}: ${value}\n`).join('');
}
