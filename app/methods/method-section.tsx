import { type SectionId, sections } from './sections';

export function MethodSection({ id, children }: { id: SectionId; children: React.ReactNode }) {
  return (
    <section className="sec" id={id}>
      <div className="sec-head">
        <h2>{sections.find((section) => section.id === id)!.title}</h2>
      </div>
      <div className="prose wide">{children}</div>
    </section>
  );
}
