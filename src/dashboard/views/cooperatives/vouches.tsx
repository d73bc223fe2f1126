import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { Time } from '../../components/time.tsx'
import type { Cooperative } from './facts.ts'

/** Which cooperatives vouch for it, and for which it vouches. */
export function Vouches({ cooperative: { vouches, vouchesGiven } }: { readonly cooperative: Cooperative }) {
  return (
    <div className="grid">
      <section className="card" aria-labelledby="vouches">
        <h2 id="vouches">Vouches received</h2>
        {vouches.length === 0 && (
          <Empty title="No cooperative vouches for it.">
            <p>A public vouch helps other cooperatives to decide whether to admit it.</p>
          </Empty>
        )}
        <ul className="plain lines">
          {vouches.map(({ by, ...vouch }) => (
            <Line key={by.did} who={by} vouch={vouch} />
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="given">
        <h2 id="given">Vouches given</h2>
        {vouchesGiven.length === 0 && <p className="quiet">None.</p>}
        <ul className="plain lines">
          {vouchesGiven.map(({ about, ...vouch }) => (
            <Line key={about.did} who={about} vouch={vouch} />
          ))}
        </ul>
      </section>
    </div>
  )
}

interface LineProps {
  readonly who: { readonly did: string; readonly name: string | null }
  readonly vouch: { readonly at: string; readonly statement: string | null }
}

function Line({ who, vouch: { at, statement } }: LineProps) {
  return (
    <li>
      <span>
        <Name of={who} />
        {statement !== null && <>: “{statement}”</>}
      </span>
      <span className="quiet small">
        <Time at={at} />
      </span>
    </li>
  )
}
