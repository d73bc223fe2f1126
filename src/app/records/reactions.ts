import { isOfType, recordTypesOf, versionsOf } from '../../agreements/index.ts'
import { canonicalText, type Hash } from '../../kernel/index.ts'
import type { CommandContext, SubjectRow } from '../../node/index.ts'
import { asRecord, hasAnswered, type RecordState } from '../../records/index.ts'
import { findAgreement } from '../agreements/facts.ts'
import { isOutdated } from '../agreements/outdated.ts'

/**
 * A record of consent NONE whose type the document in force no longer describes in the same way waits for this node's
 * operator, where it came after its own document had been replaced: its author may have left the amendment out of its past.
 */
export async function answerRecord(context: CommandContext, row: SubjectRow): Promise<void> {
  const { scope, index } = row
  if (row.state === null || index === null) return
  const state = asRecord(row.state)
  const { self } = context
  if (state.consent !== 'NONE' || state.author === self || !state.signers.includes(self)) return
  if (hasAnswered(state, self) || index.awaiting?.includes(self)) return
  const entries = Object.keys(state.added) as Hash[]
  if (!(await isOutdated(context, scope, { document: state.documentHash, entries }))) return
  if (await isStillDescribed(context, state)) return
  await context.reindex({ ...row, index: { ...index, awaiting: [self] } })
  context.note({ kind: 'record.outdated', subjectKind: 'RECORD', subject: row.id, scope })
}

/** Whether the document in force describes the type of a record as the record's own document does. */
async function isStillDescribed(context: CommandContext, { agreement, documentHash, type }: RecordState) {
  const found = await findAgreement(context, agreement)
  if (!found.ok) return false
  const before = versionsOf(found.value.state).find(({ hash }) => hash === documentHash)?.document
  const [one, other] = [before, found.value.view.document].map((document) => {
    const types = document !== undefined && isOfType(document, 'CUSTOM') ? recordTypesOf(document.terms) : []
    const described = types.find(({ name }) => name === type)
    return described === undefined ? null : canonicalText({ ...described })
  })
  return one !== null && one === other
}
