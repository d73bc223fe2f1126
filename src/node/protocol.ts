import { isPublicScope } from '../kernel/index.ts'
import { type Aggregate, type AnyKind, type ChangeSubject, type Entry, forkSubject, type Topic } from '../log/index.ts'

/** All subjects of a version: each aggregate with its kinds, found by names, ids and kinds of subjects. */
export interface Protocol {
  readonly aggregates: readonly Aggregate[]
  readonly kindNames: readonly string[]
  readonly kindOf: (name: string) => AnyKind | undefined
  /** The aggregate that a kind belongs to. */
  readonly aggregateOf: (kind: string) => Aggregate | undefined
  readonly aggregate: (name: string) => Aggregate | undefined
  /** The aggregate whose subjects, or parts of them, changes of this kind are about. */
  readonly aggregateAbout: (subjectKind: string) => Aggregate | undefined
  /** The id of the subject that a change is about; for a part, the subject that its scope is named after. */
  readonly subjectOf: (change: ChangeSubject & { readonly scope: string }) => string
  /** The aggregate whose ids have this prefix. Throws if there is none. */
  readonly aggregateWithId: (id: string) => Aggregate
  /** The subject of a change as the change feed names it. Throws if no aggregate has such ids. */
  readonly aboutSubject: (id: string) => ChangeSubject
  /** The subject of an entry as the change feed names it, also for a kind that this version does not know. */
  readonly aboutEntry: (entry: Pick<Entry, 'kind' | 'subject' | 'scope' | 'author'>) => ChangeSubject
  readonly topicOf: (entry: Pick<Entry, 'kind' | 'scope'>) => Topic
  /** Kinds beside those of the agreement itself that lapse with a removed author. */
  readonly lapsingKinds: readonly string[]
  /** Kinds whose entries are never evicted. */
  readonly lastingKinds: readonly string[]
  /** Kinds by which authors let others into the circle, and those that take it back. */
  readonly circleKinds: Readonly<Record<'widens' | 'narrows', readonly string[]>>
}

/** Throws if two aggregates claim the same name, kind of entry or id prefix. */
export function createProtocol(aggregates: readonly Aggregate[]): Protocol {
  const byName = uniqueMap(aggregates.map((aggregate) => [aggregate.name, aggregate]))
  const kinds = uniqueMap(
    aggregates.flatMap((aggregate) => aggregate.kinds.map((kind) => [kind.name, { kind, aggregate }] as const)),
  )
  const byPrefix = uniqueMap(aggregates.map((aggregate) => [aggregate.idPrefix, aggregate]))
  const partKinds = new Set(aggregates.flatMap(({ parts = [] }) => parts.map(({ subjectKind }) => subjectKind)))
  const byKind = uniqueMap(
    aggregates
      .filter(({ shownAs }) => shownAs === undefined)
      .flatMap((aggregate) =>
        [aggregate, ...(aggregate.parts ?? [])].map(({ subjectKind }) => [subjectKind, aggregate] as const),
      ),
  )
  const kindsThat = (is: (kind: AnyKind) => boolean) =>
    [...kinds.values()].flatMap(({ kind }) => (is(kind) ? [kind.name] : []))
  const aggregateWithId = (id: string): Aggregate => {
    const found = byPrefix.get(prefixOf(id))
    if (found === undefined) throw new Error(`no aggregate has subjects with ids like ${id}`)
    return found
  }
  const aboutSubject = (id: string): ChangeSubject => {
    const { subjectKind, shownAs } = aggregateWithId(id)
    return { subjectKind, subject: shownAs?.(id) ?? id }
  }
  return {
    aggregates,
    kindNames: [...kinds.keys()],
    kindOf: (name) => kinds.get(name)?.kind,
    aggregateOf: (name) => kinds.get(name)?.aggregate,
    aggregate: (name) => byName.get(name),
    aggregateAbout: (subjectKind) => byKind.get(subjectKind),
    subjectOf: ({ subjectKind, subject, scope }) => (partKinds.has(subjectKind) ? scope : subject),
    aggregateWithId,
    aboutSubject,
    aboutEntry: ({ subject, scope, author }) =>
      aboutSubject(byPrefix.has(prefixOf(subject)) ? subject : isPublicScope(scope) ? forkSubject(author) : scope),
    topicOf: ({ kind, scope }) => {
      const topics = kinds.get(kind)?.aggregate.topics
      return isPublicScope(scope) ? (topics?.public ?? 'announce') : (topics?.agreement ?? 'agreements')
    },
    lapsingKinds: kindsThat(({ lapses }) => lapses === true),
    lastingKinds: kindsThat(({ lasting }) => lasting === true),
    circleKinds: {
      widens: kindsThat(({ circle }) => circle === 'widens'),
      narrows: kindsThat(({ circle }) => circle === 'narrows'),
    },
  }
}

/** The prefix of an id: `did:`, or letters up to the first `_`; else the whole id. */
function prefixOf(id: string): string {
  return /^(did:|[a-z]+_)/.exec(id)?.[0] ?? id
}

function uniqueMap<Value>(pairs: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const map = new Map(pairs)
  if (map.size === pairs.length) return map
  const seen = new Set<string>()
  const duplicate = pairs.find(([key]) => seen.size === seen.add(key).size)?.[0]
  throw new Error(`two aggregates claim ${duplicate}`)
}
