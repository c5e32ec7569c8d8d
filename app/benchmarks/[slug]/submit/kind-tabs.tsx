import { Tab, Tabs } from '@/app/_ui/page/tabs';
import type { SubmissionKind } from '@/lib/core/benchmark';

const kinds: Readonly<Record<SubmissionKind, { title: string; note: string }>> = {
  predictions: { title: 'Predictions', note: 'a file with a row for each item' },
  onnx: { title: 'A model', note: 'ONNX; it is run here, now and on every later round' },
};

/** What is sent, where a benchmark takes more than one kind. */
export function KindTabs({
  accepts,
  chosen,
  hrefOf,
}: {
  accepts: readonly SubmissionKind[];
  chosen: SubmissionKind;
  hrefOf: (kind: SubmissionKind) => string;
}) {
  if (accepts.length < 2) return null;
  return (
    <Tabs label="What you submit">
      {accepts.map((kind) => (
        <Tab key={kind} href={hrefOf(kind)} isCurrent={kind === chosen} {...kinds[kind]} />
      ))}
    </Tabs>
  );
}
