/** RFC 9116 § 2.5.5 asks for less than a year: whoever reads it later should ask anew. */
const daysValid = 180;
const dayMs = 86_400_000;

/** @param contact a URI */
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
