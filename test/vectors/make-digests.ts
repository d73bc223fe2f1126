import type { Hash, Json } from '../../src/kernel/index.ts'
import { digestOfFacts, type EntryVerdict, subjectLeaf, trieRoot } from '../../src/log/index.ts'
import type { Vector } from './make.ts'

/** State digests of small scopes, with the leaves and the root that they are made of. */
export function digestVectors(): Record<string, readonly Vector[]> {
  return {
    'digests.jsonl': Object.entries(SCOPES).map(([name, subjects]) => {
      const verdicts = subjects.flatMap(({ id, entries }) =>
        Object.entries(entries).map(([hash, code]): EntryVerdict => ({ subject: id, hash: hash as Hash, code })),
      )
      const states = new Map(subjects.map(({ id, state }) => [id, state]))
      const leaves = subjects.map(({ id, state }) =>
        subjectLeaf(
          id,
          state,
          verdicts.filter(({ subject }) => subject === id),
        ),
      )
      return { name, subjects, leaves, root: trieRoot(leaves), digest: digestOfFacts(states, verdicts) }
    }),
  }
}

interface Subject {
  readonly id: string
  readonly state: Json
  readonly entries: Readonly<Record<string, string | null>>
}

const hash = (digit: string) => digit.repeat(64)
const many = (count: number): Subject[] =>
  Array.from({ length: count }, (_, i) => ({ id: `sub_${i}`, state: { n: i }, entries: { [hash(`${i % 10}`)]: null } }))

const SCOPES: Readonly<Record<string, readonly Subject[]>> = {
  'nothing at all': [],
  'one subject with one entry': many(1),
  'two subjects': many(2),
  'a subject without facts: its only entry was refused': [
    { id: 'sub_x', state: null, entries: { [hash('a')]: 'log.unknown-kind' } },
  ],
  'entries that count and one that was refused': [
    {
      id: 'sub_x',
      state: { said: ['a', 'b'] },
      entries: { [hash('a')]: null, [hash('b')]: null, [hash('c')]: 'x.no' },
    },
  ],
  'an id beyond ASCII': [{ id: 'sub_ß😀', state: {}, entries: { [hash('a')]: null } }],
  'forty subjects': many(40),
}
