import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { RunningApi } from '../../api/running-node.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape; the typed documents hold their types.
type Shown = any

export const FOLDER = 'schema/examples'
/** Longer than the minute after which nodes exchange what a lost notice has not told them. */
const SEEN_MS_MAX = 150_000
export const run = new Set<string>()

export interface Nodes {
  readonly alder: RunningApi
  readonly birch: RunningApi
  readonly cedar: RunningApi
}

/** Runs an example at a node; an error, or an answer with nothing in it, fails the test. */
export async function show(api: RunningApi, name: string, variables: object = {}): Promise<Shown> {
  run.add(`${name}.graphql`)
  const { data, errors } = await api.ask(readFileSync(`${FOLDER}/${name}.graphql`, 'utf8'), variables)
  expect(errors, name).toEqual([])
  const [field] = Object.values(data)
  expect(field, name).not.toBeNull()
  return field
}

/** As `show`, until the answer is as it will be when the news has come. */
export async function seen(
  api: RunningApi,
  name: string,
  variables: object,
  isThere: (answer: Shown) => boolean,
): Promise<Shown> {
  run.add(`${name}.graphql`)
  const query = readFileSync(`${FOLDER}/${name}.graphql`, 'utf8')
  for (const end = Date.now() + SEEN_MS_MAX; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { data, errors } = await api.ask(query, variables)
    const answer = data === undefined ? null : Object.values(data)[0]
    if (errors.length === 0 && answer !== null && isThere(answer)) return answer
    if (Date.now() > end) throw new Error(`${name} did not come about: ${JSON.stringify({ answer, errors }, null, 1)}`)
  }
}

export const hasStatus = (status: string) => (answer: { readonly status: string }) => answer.status === status
