import { Empty } from '../../components/empty.tsx'
import { Name } from '../../components/name.tsx'
import { Time } from '../../components/time.tsx'
import type { Cooperative } from './page.tsx'

/** Who vouches for it, and for whom it vouches. */
export function Vouches({ cooperative: { vouches, vouchesGiven } }: { readonly cooperative: Cooperative }) {
  return (
    <div className="grid">
      <section className="card" aria-labelledby="vouches">
        <h2 id="vouches">Who vouches for it</h2>
        {vouches.length === 0 && (
          <Empty title="Nobody vouches for it.">
            <p>Whoever knows it can say so in public: that helps others to decide whom to admit.</p>
          </Empty>
        )}
        <ul className="plain lines">
          {vouches.map(({ by, ...vouch }) => (
            <Line key={by.did} who={by} vouch={vouch} />
          ))}
        </ul>
      </section>
      <section className="card" aria-labelledby="given">
        <h2 id="given">For whom it vouches</h2>
        {vouchesGiven.length === 0 && <p className="quiet">For nobody.</p>}
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
