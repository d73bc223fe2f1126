import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from 'urql'
import { explain } from '../logic/advice.ts'
import { type BatchProgress, runBatch } from '../logic/clearing/batch.ts'
import { keyed, randomKey } from './use-live.ts'

/** How many mutations are under way at once. */
const AT_ONCE = 4

export interface Many<Item> {
  readonly progress: BatchProgress<Item> | null
  readonly busy: boolean
  readonly run: (items: readonly Item[]) => Promise<void>
  /** Begins no more of them. */
  readonly stop: () => void
}

/** The same mutation for many things, one request each. `input` and `idOf` are about one of them. */
export function useMany<Item, Data, Input extends object>(
  document: TypedDocumentNode<Data, { input: Input }>,
  idOf: (item: Item) => string,
  input: (item: Item) => Omit<Input, 'idempotencyKey'>,
): Many<Item> {
  const client = useClient()
  const [progress, setProgress] = useState<BatchProgress<Item> | null>(null)
  const [busy, setBusy] = useState(false)
  const stopped = useRef(new AbortController())
  const keys = useRef(new Map<string, string>())
  useEffect(() => () => stopped.current.abort(), [])

  const send = async (item: Item): Promise<string | null> => {
    const id = idOf(item)
    const key = keys.current.get(id) ?? randomKey()
    keys.current.set(id, key)
    const withKey = keyed<Input>(input(item), key)
    const { error } = await client.mutation(document, { input: withKey }).toPromise()
    // Where the network failed, the next attempt is the same one.
    if (error?.networkError === undefined) keys.current.delete(id)
    return error === undefined ? null : explain(error).messages.join(' ')
  }
  const run = async (items: readonly Item[]) => {
    stopped.current = new AbortController()
    setBusy(true)
    setProgress({ total: items.length, done: 0, failed: [] })
    await runBatch(items, send, { atOnce: AT_ONCE, signal: stopped.current.signal, onProgress: setProgress })
    setBusy(false)
  }
  return { progress, busy, run, stop: useCallback(() => stopped.current.abort(), []) }
}
