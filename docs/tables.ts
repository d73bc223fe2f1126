import { PARTIES_MAX } from '../src/agreements/index.ts'
import { IDEMPOTENCY_KEY_CHARS_MAX } from '../src/api/execution/context.ts'
import * as answers from '../src/api/execution/limits.ts'
import { ERROR_CODES, Role } from '../src/api/graphql/enums.ts'
import { codeOfRefusal, HTTP_STATUS } from '../src/api/graphql/errors.ts'
import { requiredRole } from '../src/api/graphql/guard.ts'
import { REFUSAL_CODES } from '../src/api/graphql/refusal-codes.ts'
import { schema } from '../src/api/graphql/schema.ts'
import { ROWS_MAX } from '../src/app/clearing/record.ts'
import { PENDING_MS_MAX } from '../src/clearing/obligations/balance.ts'
import * as rounds from '../src/clearing/rounds/round.ts'
import { SETTINGS, type SettingInfo } from '../src/config/settings-list.ts'
import * as slots from '../src/gossip/host/connection-slots.ts'
import * as peers from '../src/gossip/reputation/peer-reputation.ts'
import { FILE_ROWS_MAX } from '../src/imports/row.ts'
import { FILE_BYTES_MAX } from '../src/imports/text.ts'
import { AMOUNT_MAX } from '../src/kernel/index.ts'
import * as entries from '../src/log/entry.ts'
import { OBLIGATIONS_MAX } from '../src/netting/graph/obligation.ts'
import * as attachments from '../src/node/gate/attachments.ts'
import { PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX } from '../src/node/ports/read-models.ts'
import * as pending from '../src/node/quotas/pending-entries.ts'
import * as proposals from '../src/node/quotas/proposals.ts'
import { STRANGERS_BYTES_MAX } from '../src/node/quotas/shares.ts'
import { STRANGERS_PER_SUBJECT_MAX } from '../src/node/quotas/storing.ts'
import { IDEMPOTENCY_KEPT_MS } from '../src/node/upkeep/scheduled.ts'
import { CLOCK_AHEAD_MS_MAX } from '../src/node/writer/clocks.ts'

/** What users meet, and its bound. */
const LIMITS: readonly (readonly [string, string])[] = [
  ['a single amount', `${count(AMOUNT_MAX)} minor units; totals have no bound`],
  ['an entry', `${bytes(entries.ENTRY_BYTES_MAX)}; it names at most ${count(entries.AFTER_MAX)} others`],
  ['the date of an entry', `${time(entries.AHEAD_OF_CLOCK_MS_MAX)} ahead of the receiver's clock, then it waits`],
  [
    "a node's clock",
    `it signs nothing while it is more than ${time(CLOCK_AHEAD_MS_MAX)} ahead of its partners' median`,
  ],
  [
    'entries that wait for others which they name',
    `${time(pending.HELD_MS_MAX)}; ${count(pending.HELD_PER_AUTHOR_MAX)} and ${bytes(pending.HELD_BYTES_PER_AUTHOR_MAX)} of one author, ${count(pending.HELD_MAX)} and ${bytes(pending.HELD_BYTES_MAX)} in all, of strangers ${count(pending.HELD_OF_STRANGERS_MAX)} and ${bytes(pending.HELD_BYTES_OF_STRANGERS_MAX)}; the author who holds most makes room`,
  ],
  [
    'public logs of cooperatives to which no vouch leads from our partners',
    `${bytes(STRANGERS_BYTES_MAX)} together, shared by author and by the neighbour that brought them; the rest is fetched when it is needed`,
  ],
  [
    'proposals of cooperatives with which we have no agreement',
    `${count(proposals.PROPOSAL_QUOTA)} open ones (\`ROCHDALE_PROPOSAL_QUOTA\`), each ${bytes(proposals.PROPOSAL_BYTES_MAX)} and ${time(proposals.PROPOSAL_MS_MAX)} at most`,
  ],
  [
    'public entries of strangers about one cooperative',
    `${count(STRANGERS_PER_SUBJECT_MAX)} that nothing follows, and as many vouches`,
  ],
  [
    'an attachment (a netting result)',
    `${bytes(attachments.ATTACHMENT_BYTES_MAX)}; ${bytes(attachments.ATTACHMENT_QUOTA_BYTES)} for each author`,
  ],
  [
    'bytes that a peer brings',
    `${rate(peers.TAKEN_BYTES_LIMIT)}; of a partner in agreements ${rate(peers.TAKEN_BYTES_OF_PARTNERS_LIMIT)}; then it waits`,
  ],
  [
    'connections to peers',
    `${count(slots.CONNECTIONS_MAX)}; ${count(slots.KEPT_FOR_KNOWN)} of them not for strangers, who have ${count(slots.CONNECTIONS_PER_ADDRESS_MAX)} from one address`,
  ],
  ['parties of an agreement', count(PARTIES_MAX)],
  ['obligations in one mutation', count(ROWS_MAX)],
  ['obligations in one netting', count(OBLIGATIONS_MAX)],
  [
    'a file of debts',
    `${count(FILE_ROWS_MAX)} rows, ${bytes(FILE_BYTES_MAX)}; ${count(ROWS_MAX)} rows in the dashboard`,
  ],
  [
    'a netting round',
    `open for ${time(rounds.ROUND_DURATION_MS)} by default, for ${time(rounds.ROUND_DURATION_MS_MAX)} at most; one open round of a proposer in a currency`,
  ],
  ['a payment without confirmation', `keeps what it pays out of netting for ${time(PENDING_MS_MAX)}`],
  ['rows of a list', `${PAGE_ROWS_DEFAULT} by default, ${PAGE_ROWS_MAX} at most`],
  [
    'a request',
    `${bytes(answers.BODY_BYTES_MAX)}, depth ${answers.DEPTH_MAX}, cost ${count(answers.COST_MAX)}: 1 for each value that the answer could hold, introspection included; 1 for each ${answers.BYTES_PER_COST} bytes of an entry or of a piece of an attachment; ${count(answers.SCOPE_COST)} for positions, a digest, an assessment of trust or a check of a credential; ${count(answers.NETTING_COST)} for a netting`,
  ],
  [
    'a GraphQL document',
    `${bytes(answers.DOCUMENT_CHARS_MAX)}, ${count(answers.TOKENS_MAX)} tokens, ${count(answers.DOCUMENT_PARTS_MAX)} fields, fragments, operations and variables; longer lists and texts come as variables`,
  ],
  [
    'an answer to a query, or to one event of a subscription',
    `${time(answers.ANSWER_MS_MAX)}, ${bytes(answers.ANSWER_BYTES_MAX)}; with the embedded database ${answers.SNAPSHOT_MS_MAX} ms at a time while others wait for it, then it begins again`,
  ],
  ['an idempotency key', `${IDEMPOTENCY_KEY_CHARS_MAX} characters, kept for ${time(IDEMPOTENCY_KEPT_MS)}`],
]

/** The tables that stand between markers in pages of this folder, by the marker's name. */
export const TABLES: Readonly<Record<string, () => string>> = {
  settings,
  roles,
  errors,
  refusals,
  limits: () => table(['what', 'limit'], LIMITS),
}

/** A page with the present tables between its markers, `<!-- table: name -->` and `<!-- end -->`. */
export function withTables(page: string): string {
  return page.replaceAll(/(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_all, begin, name, end) => {
    const make = TABLES[name]
    if (make === undefined) throw new Error(`there is no table with the name ${name}`)
    return `${begin}${make()}${end}`
  })
}

function settings(): string {
  const rows = SETTINGS.map(({ name, byDefault, meaning }: SettingInfo) => [
    code(name),
    byDefault === null ? 'none' : code(byDefault),
    meaning.replaceAll(/\S*<\w+>/g, code),
  ])
  return table(['variable', 'default', 'meaning'], rows)
}

function roles(): string {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const fields = roots.flatMap((type) => Object.values(type?.getFields() ?? {}))
  const valuesOf = schema.getType('Role') as unknown as { getValues(): { name: Role; description: string }[] }
  const rows = valuesOf.getValues().map(({ name, description }) => {
    const own = fields.filter((field) => requiredRole(field) === name).map((field) => code(field.name))
    return [
      code(name),
      description,
      name === Role.VIEWER ? 'all queries and subscriptions but those below' : own.join(' '),
    ]
  })
  return table(['role', 'what it may do', 'operations'], rows)
}

function errors(): string {
  const status: Readonly<Record<string, number>> = HTTP_STATUS
  const rows = Object.entries(ERROR_CODES).map(([name, meaning]) => [code(name), String(status[name] ?? ''), meaning])
  return table(['`extensions.code`', 'HTTP status', 'meaning'], rows)
}

function refusals(): string {
  const names = new Map<string, string[]>()
  for (const [name, kind] of Object.entries(REFUSAL_CODES)) {
    const group = `${name.split('.')[0]} ${codeOfRefusal({ code: name, class: kind })}`
    names.set(group, [...(names.get(group) ?? []), code(name)])
  }
  const rows = [...names].sort().map(([group, list]) => {
    const [room = '', answer = ''] = group.split(' ')
    return [room, code(answer), list.join(' ')]
  })
  return table(['about', '`extensions.code`', '`extensions.refusal`'], rows)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`)
  return lines.join('')
}

function code(text: string): string {
  return `\`${text}\``
}

function count(number: number | bigint): string {
  return number.toLocaleString('en-GB')
}

/** In the largest unit that divides it. */
function bytes(number: number): string {
  return inUnits(number, 1024, ['bytes', 'KiB', 'MiB', 'GiB'])
}

function inUnits(number: number, step: number, [unit = '', ...larger]: readonly string[]): string {
  const divides = larger.length > 0 && number % step === 0
  return divides ? inUnits(number / step, step, larger) : `${count(number)} ${unit}`
}

function time(ms: number): string {
  const units = [
    ['days', 86_400_000],
    ['hours', 3_600_000],
    ['minutes', 60_000],
    ['s', 1_000],
  ] as const
  const [name, size] = units.find(([, size]) => ms >= size && ms % size === 0) ?? ['ms', 1]
  return `${count(ms / size)} ${name}`
}

function rate({ burst, perSecond }: { readonly burst: number; readonly perSecond: number }): string {
  return `${bytes(burst)} at once and ${bytes(perSecond)} a second`
}
