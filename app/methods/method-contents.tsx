import { sections } from './sections';

export function MethodContents() {
  return (
    <nav aria-label="Sections of this page">
      <ol className="mt-s4 columns-[3_15rem] gap-x-s6 text-data/inherit">
        {sections.map(({ id, title }) => (
          <li key={id} className="break-inside-avoid py-3">
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
