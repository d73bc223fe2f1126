import { decodeDocument, documentHash, signingParties } from '../../agreements/index.ts'
import { checkCredential } from '../../attestations/index.ts'
import { verifyProof } from '../../identity/index.ts'
import type { Instant, JsonObject } from '../../kernel/index.ts'
import { CommandError } from '../command-error.ts'
import { type Finding, fails, holds, note, type Verification } from './finding.ts'

/** Checks a single JSON object that carries its proof: a credential, or a document that somebody has signed. */
export function checkSignedJson(path: string, json: unknown, now: Instant): Verification {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || !('proof' in json))
    throw new CommandError(`${path} is no export, and no signed document or credential: a JSON object with a proof`)
  const types: unknown = (json as { readonly type?: unknown }).type
  const isCredential = [types].flat().includes('VerifiableCredential')
  return isCredential ? credential(json, now) : document(json as JsonObject)
}

function credential(json: object, now: Instant): Verification {
  const checked = checkCredential(json, now)
  const what = 'a Verifiable Credential'
  if (!checked.ok) return { what, findings: [fails(checked.refusal.message)] }
  const { status, issuer, subjects, types, validFrom, validUntil, problem, unchecked } = checked.value
  const from = validFrom === null ? '' : ` from ${new Date(validFrom).toISOString()}`
  const until = validUntil === null ? '' : ` until ${new Date(validUntil).toISOString()}`
  const dates = `valid${from}${until}`
  const findings: Finding[] = [
    problem === null ? holds(`signed by ${issuer}`) : fails(problem),
    note(`it says ${types.join(', ') || 'nothing of a known type'} of ${subjects.join(', ') || 'nobody named'}`),
  ]
  if (status === 'EXPIRED' || status === 'NOT_YET_VALID') findings.push(fails(`${dates}: now it is not`))
  else if (from + until !== '') findings.push(holds(dates))
  for (const member of unchecked) findings.push(note(`${member} is not read by this check`))
  findings.push(note('a revocation cannot be seen from the credential: ask a node (attestation)'))
  return { what, findings }
}

function document(json: JsonObject): Verification {
  const { proof, ...unsigned } = json
  const proofs = Array.isArray(proof) ? proof : [proof]
  const signers = new Set<string>()
  const findings: Finding[] = proofs.map((one, i) => {
    const verified = verifyProof(unsigned, one)
    if (!verified.ok) return fails(`proof ${i + 1}: ${verified.refusal.message}`)
    signers.add(verified.value)
    return holds(`signed by ${verified.value}`)
  })
  if (proofs.length === 0) findings.push(fails('it has no proof'))
  const agreement = decodeDocument(unsigned)
  if (!agreement.ok) return { what: 'a signed JSON document', findings }
  const { value } = agreement
  const missing = signingParties(value).filter((did) => !signers.has(did))
  const strangers = [...signers].filter((did) => !signingParties(value).some((party) => party === did))
  findings.push(note(`its hash is ${documentHash(value)}`))
  for (const did of missing) findings.push(note(`${did} is to sign it, and has not signed here`))
  for (const did of strangers) findings.push(note(`${did} has signed it, and is none of its signing parties`))
  return { what: `version ${value.version} of the agreement "${value.title}", ${value.agreementId}`, findings }
}
