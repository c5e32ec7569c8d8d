import { ok, type Result, refuse } from '../result';
import { entryAddressesMax } from './entry';

export type EntryListFault = { readonly line: number | null; readonly detail: string };

const faultsMax = 20;

const domain =
  /^(?=.{3,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
const localPart = /^[^\s@"<>(),;:\\[\]]{1,64}$/;

/**
 * Reads e-mail addresses, and domains written as `@example.org`, from a pasted list or a CSV. They may be in any column;
 * each is returned once, in lower case. The first line may be a header. A domain includes no subdomain.
 */
export function parseEntryList(text: string): Result<string[], readonly EntryListFault[]> {
  const found = new Set<string>();
  const faults: EntryListFault[] = [];
  for (const [at, content] of text.split(/\r\n|\r|\n/).entries()) {
    const line = at + 1;
    if (content.trim() === '') continue;
    const cells = content.split(/[\s,;<>"'()]+/).filter((cell) => cell.includes('@'));
    if (cells.length === 0 && line > 1)
      faults.push({ line, detail: `line ${line} has no address; write a domain as @example.org` });
    for (const cell of cells) {
      const entry = cell.toLowerCase();
      if (isAddressOrDomain(entry)) found.add(entry);
      else
        faults.push({
          line,
          detail: `line ${line} has “${cell.slice(0, 100)}”, which is neither an address nor a domain`,
        });
      if (faults.length >= faultsMax) break;
    }
    if (faults.length >= faultsMax) break;
  }
  if (found.size > entryAddressesMax)
    faults.push({
      line: null,
      detail: `the list has ${found.size} addresses and domains; at most ${entryAddressesMax} are accepted`,
    });
  return faults.length > 0 ? refuse(faults) : ok([...found].sort());
}

function isAddressOrDomain(entry: string): boolean {
  const at = entry.lastIndexOf('@');
  return domain.test(entry.slice(at + 1)) && (at === 0 || localPart.test(entry.slice(0, at)));
}
