import type { Fact } from '../../logic/records/facts.ts'

/** What a record says, with what is inside of what. */
export function Facts({ of }: { readonly of: readonly Fact[] }) {
  return (
    <dl className="facts free">
      {of.map(({ label, text, inside }) => (
        <div key={label} className="pair">
          <dt>{label}</dt>
          <dd>{text === null ? <Facts of={inside} /> : text}</dd>
        </div>
      ))}
    </dl>
  )
}
