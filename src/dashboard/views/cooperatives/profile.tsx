import type { ReactNode } from 'react'
import { Copy } from '../../components/copy.tsx'
import { Tags } from '../../components/domain/tags.tsx'
import { Time } from '../../components/time.tsx'
import type { Cooperative } from './facts.ts'

/** What a cooperative says of itself. */
export function Profile({ cooperative }: { readonly cooperative: Cooperative }) {
  const { did, description, region, contact, graphqlUrl, multiaddrs, capabilities, currencies, announcedAt } =
    cooperative
  return (
    <section className="card" aria-labelledby="profile">
      <h2 id="profile">Profile</h2>
      {description !== null && <p>{description}</p>}
      <dl className="facts">
        <Fact title="Region">{region}</Fact>
        <Fact title="Contact">{contact}</Fact>
        {capabilities !== null && capabilities.length > 0 && (
          <Fact title="Offers">
            <Tags name="capability" values={capabilities} />
          </Fact>
        )}
        {currencies !== null && currencies.length > 0 && (
          <Fact title="Currencies">
            <Tags name="currency" values={currencies.map(({ code }) => code)} />
          </Fact>
        )}
        <Fact title="Its own API">{graphqlUrl}</Fact>
        {multiaddrs !== null && multiaddrs.length > 0 && (
          <Fact title="Addresses">
            {multiaddrs.map((address) => (
              <div key={address}>
                <code>{address}</code>
              </div>
            ))}
          </Fact>
        )}
        <Fact title="Published">{announcedAt === null ? null : <Time at={announcedAt} />}</Fact>
        <Fact title="Identifier">
          <code>{did}</code> <Copy text={did} />
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  if (children === null) return null
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  )
}
