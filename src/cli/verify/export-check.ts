import { signedDocuments } from '../../agreements/index.ts'
import { PROTOCOL } from '../../app/index.ts'
import { sha256, taggedHash, verifyProof } from '../../identity/index.ts'
import {
  canonicalText,
  findFlaw,
  type Instant,
  isPublicScope,
  type JsonObject,
  type Scope,
} from '../../kernel/index.ts'
import { ENTRY_TAG } from '../../log/index.ts'
import { type AuditFault, auditScope, type ScopeAudit } from '../../node/index.ts'
import type { ExportFile } from '../export/export-file.ts'
import { type Finding, fails, holds, note, type Verification } from './finding.ts'

/** Maximum number of faults, and of inert entries, that are listed one by one. */
const TOLD_MAX = 10

/** Checks everything that an export holds by its signatures and the rules alone. */
export async function checkExport(file: ExportFile, now: Instant): Promise<Verification> {
  const { header, entries, attachments } = file
  const contents = attachments.map(({ bytes }) => bytes)
  const audit = await auditScope({ scope: header.scope as Scope, entries, attachments: contents, now }, PROTOCOL)
  const findings = [
    ...checkEntries(file, audit),
    ...checkStubs(file, audit),
    ...checkAttachments(file),
    ...checkDocuments(file, audit),
    checkState(file, audit),
    ...notesOn(audit),
  ]
  return { what: `an export of ${header.scope} by ${header.by}, ${header.at}`, findings }
}

function checkEntries({ entries, stubs }: ExportFile, { entryCount, faults, heads }: ScopeAudit): Finding[] {
  const misnamed = entries.filter(({ hash, bytes }) => taggedHash(ENTRY_TAG, bytes) !== hash).length
  const authors = new Set(heads.map(({ author }) => author)).size
  const found = faults
    .filter((fault) => stubs.length === 0 || !isForLack(fault))
    .map(({ index, refusal }) =>
      fails(`entry ${index + 1} (${entries[index]?.hash}): ${refusal.message} [${refusal.code}]`),
    )
  if (misnamed > 0) found.push(fails(`${count(misnamed, 'entry')} named by a hash that is not that of the bytes`))
  if (found.length > 0) return shortened(found)
  return [
    holds(`${count(entryCount, 'entry')} by ${count(authors, 'author')}: every signature, and every log without a gap`),
  ]
}

/** What stands after a stub in a log, or names one, cannot be checked: it may be as good as everything else. */
function checkStubs({ header, stubs }: ExportFile, { faults }: ScopeAudit): Finding[] {
  if (stubs.length === 0) return []
  if (!isPublicScope(header.scope as Scope)) return [fails(`${count(stubs.length, 'entry')} without a body`)]
  const authors = new Set(stubs.map(({ author }) => author)).size
  const stubbed = `${count(stubs.length, 'entry')} by ${count(authors, 'author')} of which ${header.by} keeps no body`
  const unchecked = count(faults.filter(isForLack).length, 'entry')
  return [note(`${stubbed}: these were not checked, nor ${unchecked} behind them, nor the state digest`)]
}

function isForLack({ refusal }: AuditFault): boolean {
  return refusal.code === 'log.missing'
}

function checkAttachments({ attachments }: ExportFile): Finding[] {
  const changed = attachments.filter(({ hash, bytes }) => sha256(bytes) !== hash)
  if (changed.length > 0) return shortened(changed.map(({ hash }) => fails(`attachment ${hash} has other bytes`)))
  return attachments.length === 0
    ? []
    : [holds(`${count(attachments.length, 'attachment')}: the bytes that entries name`)]
}

/** The documents of the log, and those that stand beside it for other software. */
function checkDocuments({ documents }: ExportFile, { entries }: ScopeAudit): Finding[] {
  const counting = entries.flatMap(({ entry, verdict }) => (verdict === null ? [entry] : []))
  const ofLog = signedDocuments(counting)
  const known = new Set<string>(ofLog.map(({ hash }) => hash))
  const found = ofLog.map(({ hash, document, signatures }) => {
    const bad = signatures.filter(({ by, proof }) => !isProvenBy(document, proof, by))
    const title = `version ${document.version}, "${document.title}" (${hash.slice(0, 16)}…)`
    if (bad.length > 0) return fails(`${title}: the proof of ${bad.map(({ by }) => by).join(', ')} does not hold`)
    return holds(`${title}, signed by ${[...new Set(signatures.map(({ by }) => by))].join(', ')}`)
  })
  const strays = documents.flatMap(({ hash, document: { proof, ...document } }) => {
    const json = document as JsonObject
    const isOfLog = known.has(hash) && findFlaw(json) === null && sha256(canonicalText(json)) === hash
    const proofs = Array.isArray(proof) ? proof : []
    return isOfLog && proofs.every((one) => verifyProof(json, one).ok)
      ? []
      : [fails(`document ${hash} beside the log does not belong to it`)]
  })
  return [...found, ...strays]
}

function isProvenBy(document: JsonObject, proof: unknown, by: string): boolean {
  const verified = verifyProof(document, proof)
  return verified.ok && verified.value === by
}

function checkState({ state, stubs, header }: ExportFile, { digest }: ScopeAudit): Finding {
  if (state === null) return fails('the file ends before the state digest: it was cut off')
  if (stubs.length > 0) return note(`state digest: ${header.by} says ${state.digest}`)
  if (state.digest === digest) return holds(`state digest ${digest}: what the entries fold to by the rules`)
  return fails(`state digest: ${header.by} says ${state.digest}, but the entries fold to ${digest}`)
}

function notesOn({ entries, forkers }: ScopeAudit): Finding[] {
  const inert = entries.flatMap(({ hash, entry, verdict }) => (verdict === null ? [] : [{ hash, entry, verdict }]))
  return [
    ...forkers.map((did) => note(`${did} has signed two different entries at one place of its log`)),
    ...shortened(
      inert.map(({ hash, entry, verdict }) => note(`${entry.kind} ${hash} counts for nothing: ${verdict.code}`)),
    ),
    note('later entries may have been left out: compare the digest with that of another party (stateDigest)'),
  ]
}

function shortened(findings: readonly Finding[]): Finding[] {
  const [first] = findings
  if (first === undefined || findings.length <= TOLD_MAX) return [...findings]
  return [...findings.slice(0, TOLD_MAX), { outcome: first.outcome, text: `… and ${findings.length - TOLD_MAX} more` }]
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? noun : noun.replace(/y$/, 'ie').concat('s')}`
}
