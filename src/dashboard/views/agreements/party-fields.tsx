import { useState } from 'react'
import { CooperativeField } from '../../components/domain/cooperative-field.tsx'
import { SelectField } from '../../components/field.tsx'
import type { PartyRow } from '../../logic/agreements/draft.ts'
import type { FormProps } from './facts.ts'

/** With which cooperatives an agreement can be begun. */
const PARTNERS = ['MEMBER', 'STALE'] as const

/** Who else is party to it: one that the node knows, or one whose identifier is pasted. */
export function PartyFields({ form, problems, change, sent, self, onName }: FormProps) {
  const { parties } = form
  // Counted, so that what was typed into a row that is removed does not appear in the one that takes its place.
  const [removals, setRemovals] = useState(0)
  const remove = (index: number) => {
    setRemovals((before) => before + 1)
    change({ parties: parties.toSpliced(index, 1) })
  }
  const set = (index: number, row: PartyRow) => change({ parties: parties.with(index, row) })
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties">Parties</h2>
      {parties.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name; they are only added and removed.
        <fieldset key={`${removals} ${index}`}>
          <legend className="visually-hidden">Party {index + 1}</legend>
          <div className="row">
            <CooperativeField
              label="Cooperative"
              standing={PARTNERS}
              without={[self, ...parties.map(({ did }) => did)]}
              value={row.did}
              onName={onName}
              onChange={(did) => set(index, { ...row, did })}
              problem={problems[`parties.${index}`]}
              sent={sent}
            />
            <SelectField
              label="Role"
              value={row.role}
              onChange={(role) => set(index, { ...row, role: role as PartyRow['role'] })}
              options={[
                ['COUNTERPARTY', 'Counterparty: signs'],
                ['GUARANTOR', 'Guarantor: signs and guarantees'],
                ['WITNESS', 'Witness: does not sign'],
              ]}
            />
          </div>
          <button type="button" onClick={() => remove(index)}>
            Remove this party
          </button>
        </fieldset>
      ))}
      {sent && problems.parties !== undefined && <p className="problem">{problems.parties}</p>}
      <button type="button" onClick={() => change({ parties: [...parties, { did: '', role: 'COUNTERPARTY' }] })}>
        Add a party
      </button>
    </section>
  )
}
