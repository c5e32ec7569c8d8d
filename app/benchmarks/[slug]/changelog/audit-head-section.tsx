import { Section } from '@/app/_ui/page/section';
import type { ChangelogView } from '@/lib/contracts/changelog';
import { formatAuditHead } from '@/lib/core/audit/audit-head';

/** The newest head of the chain, for readers to keep. */
export function AuditHeadSection({ head }: { head: ChangelogView['head'] }) {
  return (
    <Section title="Head of the audit log">
      <p className="mt-s3 mb-s4 max-w-[37em]">
        Every event is linked to the previous one by its SHA-256. Note the newest link: the log can later be
        checked against it. A log that was changed, cut off or rewritten no longer matches it.
      </p>
      {head ? (
        <p className="mt-s2 wrap-anywhere">
          <code>{formatAuditHead(head)}</code>
        </p>
      ) : (
        <p className="mt-s2 text-ink-2">Nothing is linked yet.</p>
      )}
    </Section>
  );
}
