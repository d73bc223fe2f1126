import type { UpdateProfileInput } from '../generated/operations.ts'
import { codeProblem, SCALE_MAX, wholeNumber } from './agreements/draft.ts'

/** What we say of ourselves, as the form holds it. */
export interface ProfileForm {
  readonly name: string
  readonly description: string
  readonly region: string
  readonly contact: string
  readonly graphqlUrl: string
  readonly currencies: readonly CurrencyRow[]
  /** One in each line. */
  readonly capabilities: string
}

export interface CurrencyRow {
  readonly code: string
  readonly scale: string
  readonly name: string
}

interface Profile {
  readonly name: string | null
  readonly description: string | null
  readonly region: string | null
  readonly contact: string | null
  readonly graphqlUrl: string | null
  readonly currencies: readonly { readonly code: string; readonly scale: number; readonly name: string | null }[] | null
  readonly capabilities: readonly string[] | null
}

export function formOfProfile(profile: Profile): ProfileForm {
  return {
    name: profile.name ?? '',
    description: profile.description ?? '',
    region: profile.region ?? '',
    contact: profile.contact ?? '',
    graphqlUrl: profile.graphqlUrl ?? '',
    currencies: (profile.currencies ?? []).map(({ code, scale, name }) => ({
      code,
      scale: String(scale),
      name: name ?? '',
    })),
    capabilities: (profile.capabilities ?? []).join('\n'),
  }
}

export interface CheckedProfile {
  readonly problems: Readonly<Record<string, string>>
  /** What has changed, as the node takes it; null while something is wrong, empty where nothing has. */
  readonly changes: Omit<UpdateProfileInput, 'idempotencyKey'> | null
}

const TEXTS = ['description', 'region', 'contact', 'graphqlUrl'] as const
const TEXT_CHARS_MAX = { name: 200, description: 4_000, region: 200, contact: 500, graphqlUrl: 500 } as const
const CAPABILITY_CHARS_MAX = 64

/** Checks the form as one types. Only what differs is sent: another desk may have changed the rest meanwhile. */
export function checkProfile(form: ProfileForm, announced: ProfileForm): CheckedProfile {
  const problems: Record<string, string> = {}
  if (form.name.trim() === '') problems.name = 'Enter the name of the cooperative.'
  for (const [field, most] of Object.entries(TEXT_CHARS_MAX)) {
    const { length } = form[field as keyof typeof TEXT_CHARS_MAX].trim()
    if (length > most) problems[field] = `At most ${most} characters; these are ${length}.`
  }
  if (!/^(https?:\/\/[^\s/?#]+\S*)?$/.test(form.graphqlUrl.trim())) {
    problems.graphqlUrl = 'An address begins with https:// or http://.'
  }
  checkCurrencies(form.currencies, problems)
  const capabilities = linesOf(form.capabilities)
  if (new Set(capabilities).size < capabilities.length) problems.capabilities = 'Name each of them once.'
  const long = capabilities.find(({ length }) => length > CAPABILITY_CHARS_MAX)
  if (long !== undefined)
    problems.capabilities = `At most ${CAPABILITY_CHARS_MAX} characters each: “${long.slice(0, 30)}…” is longer.`
  if (Object.keys(problems).length > 0) return { problems, changes: null }
  const texts = TEXTS.flatMap((field) => {
    const text = form[field].trim()
    return text === announced[field] ? [] : [[field, text === '' ? null : text] as const]
  })
  const currencies = form.currencies.map(({ code, scale, name }) => {
    return { code: code.trim(), scale: Number(scale), name: name.trim() === '' ? null : name.trim() }
  })
  return {
    problems,
    changes: {
      ...(form.name.trim() === announced.name ? {} : { name: form.name.trim() }),
      ...Object.fromEntries(texts),
      ...(JSON.stringify(form.currencies) === JSON.stringify(announced.currencies) ? {} : { currencies }),
      ...(capabilities.join('\n') === announced.capabilities ? {} : { capabilities }),
    },
  }
}

function checkCurrencies(rows: readonly CurrencyRow[], problems: Record<string, string>): void {
  const codes = rows.map(({ code }) => code.trim())
  for (const [index, { scale }] of rows.entries()) {
    const code = codes[index] ?? ''
    const problem = codes.indexOf(code) === index ? codeProblem(code) : 'This currency is listed twice.'
    if (problem !== null) problems[`currencies.${index}.code`] = problem
    if (wholeNumber(scale, 0, SCALE_MAX) === null) {
      problems[`currencies.${index}.scale`] = `Enter the number of decimal places: 0 to ${SCALE_MAX}.`
    }
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
