import { sections } from './sections';

export function MethodContents() {
  return (
    <nav aria-label="Sections of this page" className="method-contents">
      <ol>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
