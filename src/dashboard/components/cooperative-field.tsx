import { useMemo, useState } from 'react'
import { KnownCooperativesDocument } from '../generated/operations.ts'
import { useLive } from '../live/use-live.ts'
import { nameOf } from '../logic/words.ts'
import { SelectField, TextField } from './field.tsx'

const OTHER = 'other'

/** The cooperatives that can be chosen, by DID, with their names. */
export function useNames(): ReadonlyMap<string, string> {
  const { data } = useLive(KnownCooperativesDocument, {}, { kinds: ['COOPERATIVE', 'POLICY'] })
  return useMemo(() => new Map(data?.cooperatives.edges.map(({ node }) => [node.did, nameOf(node)])), [data])
}

/** The name of whoever is meant by a DID, chosen or typed. */
export function useName(did: string): string {
  return useNames().get(did) ?? nameOf({ did, name: null })
}

interface CooperativeFieldProps {
  readonly label: string
  /** Who can be chosen, by DID. */
  readonly names: ReadonlyMap<string, string>
  readonly value: string
  readonly onChange: (did: string) => void
  readonly problem: string | null | undefined
  /** Somebody has tried to send the form. */
  readonly sent: boolean
  /** What may be named beside the cooperatives of the list. */
  readonly other?: string
}

/** A cooperative that the node knows, or anybody by the identifier. */
export function CooperativeField(props: CooperativeFieldProps) {
  const { label, names, value, onChange, problem, sent, other = 'Another one, by its identifier' } = props
  const [typing, setTyping] = useState(false)
  const isKnown = names.has(value)
  const isTyped = !isKnown && (typing || value !== '')
  const choose = (did: string) => {
    setTyping(did === OTHER)
    onChange(did === OTHER ? '' : did)
  }
  return (
    <>
      <SelectField
        label={label}
        value={isKnown ? value : isTyped ? OTHER : ''}
        onChange={choose}
        options={[['', 'Choose …'], ...names, [OTHER, other]]}
        problem={isTyped ? null : problem}
        touched={sent}
      />
      {isTyped && (
        <TextField
          label="Identifier"
          value={value}
          onChange={onChange}
          problem={problem}
          touched={sent}
          hint="It begins with did:key:z6Mk; every cooperative finds its own on its overview."
        />
      )}
    </>
  )
}
