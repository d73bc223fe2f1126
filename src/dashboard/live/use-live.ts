import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type AnyVariables, type CombinedError, useClient } from 'urql'
import type { Watch } from '../logic/changes.ts'
import { readAnew } from './client.ts'
import { useSession } from './session.ts'

export interface Live<Data> {
  /** The result of the last read; stays while it is read again. */
  readonly data: Data | null
  readonly error: CombinedError | null
  readonly loading: boolean
  readonly reload: () => void
}

/**
 * Reads a query, and again whenever something has happened that concerns it. While variables are null it waits.
 * Data of other variables stays until the new is there; a page about another object takes a `key`.
 */
export function useLive<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
  watch: Watch,
): Live<Data> {
  const client = useClient()
  const { hub } = useSession()
  const [state, setState] = useState<Omit<Live<Data>, 'reload'>>({ data: null, error: null, loading: true })
  const inputs = JSON.stringify(variables)
  const newest = useRef<symbol | null>(null)

  const read = useCallback(async () => {
    const given = JSON.parse(inputs) as Variables | null
    if (given === null) return
    const reading = Symbol('reading')
    newest.current = reading
    setState((before) => ({ ...before, loading: true }))
    const { data, error } = await readAnew(client, document, given)
    if (newest.current !== reading) return
    setState((before) => ({ data: data ?? before.data, error: error ?? null, loading: false }))
  }, [client, document, inputs])

  useEffect(() => {
    void read()
    return () => {
      newest.current = null
    }
  }, [read])

  const watched = JSON.stringify(watch)
  useEffect(() => hub.add(JSON.parse(watched) as Watch, () => void read()), [hub, watched, read])
  return { ...state, reload: () => void read() }
}

export interface Action<Data, Input> {
  /** Answers what the mutation answered, or null where the node refused: then `error` says why. */
  readonly run: (input: Input) => Promise<Data | null>
  readonly busy: boolean
  readonly error: CombinedError | null
  readonly clear: () => void
}

/** A mutation. Sent again with the same input after a lost connection, it does not happen twice. */
export function useAction<Data, Input extends object>(
  document: TypedDocumentNode<Data, { input: Input }>,
): Action<Data, Omit<Input, 'idempotencyKey'>> {
  const client = useClient()
  const [state, setState] = useState<{ busy: boolean; error: CombinedError | null }>({ busy: false, error: null })
  const attempt = useRef({ input: '', key: '' })
  const clear = useCallback(() => setState({ busy: false, error: null }), [])
  const run = useCallback(
    async (input: Omit<Input, 'idempotencyKey'>) => {
      const text = JSON.stringify(input)
      if (attempt.current.input !== text) attempt.current = { input: text, key: randomKey() }
      setState({ busy: true, error: null })
      const withKey = keyed<Input>(input, attempt.current.key)
      const { data, error } = await client.mutation(document, { input: withKey }).toPromise()
      // Where the network failed, the next attempt is the same one; an answer, whichever, ends it.
      if (error?.networkError === undefined) attempt.current = { input: '', key: '' }
      setState({ busy: false, error: error ?? null })
      return error === undefined && data ? data : null
    },
    [client, document],
  )
  return { run, ...state, clear }
}

/** The input with its key: that the two make the whole is beyond TypeScript where `Input` is not known. */
export function keyed<Input>(input: Omit<Input, 'idempotencyKey'>, idempotencyKey: string): Input {
  return { ...input, idempotencyKey } as unknown as Input
}

/** Not randomUUID: browsers have that on encrypted pages alone, and a node may be reached within a house. */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
