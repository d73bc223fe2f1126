import { setTimeout } from 'node:timers/promises'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { figure } from './measure.ts'
import { load, NO_OP } from './recording.ts'
import { DATABASE_NAMES, type DatabaseKind, type Row } from './row.ts'

const EVERY_MS = 20
const ALONE_MS = 2_000

/** How long a client that asks for nothing waits, in milliseconds, the shortest wait first. */
type Waits = readonly number[]

/** Asks a node for nothing, again and again, while some work is done. */
export async function waitsDuring<T>(node: NodeProcess, work: () => Promise<T>): Promise<readonly [T, Waits]> {
  let isOver = false
  const result = work().finally(() => {
    isOver = true
  })
  const waits: number[] = []
  // At its end the error of the work, if any, is thrown by itself.
  while (!isOver) {
    waits.push((await load(node, { connections: 1, ms: 0, next: () => NO_OP })).medianMs)
    await setTimeout(EVERY_MS)
  }
  return [await result, waits.toSorted((one, other) => one - other)]
}

export async function waitsAlone(node: NodeProcess): Promise<Waits> {
  const [, waits] = await waitsDuring(node, () => setTimeout(ALONE_MS))
  return waits
}

export function bystanderRow(database: DatabaseKind, during: string, waits: Waits, alone: Waits): Row {
  return {
    what: `{ __typename } during ${during}, ${DATABASE_NAMES[database]}`,
    baseline: `alone ${text(alone)}`,
    now: text(waits),
    ratio: at(waits, 0.5) / at(alone, 0.5),
    note: `${waits.length} times`,
  }
}

function text(waits: Waits): string {
  return `p50 ${figure(at(waits, 0.5))} ms, p99 ${figure(at(waits, 0.99))} ms, longest ${figure(at(waits, 1))} ms`
}

function at(waits: Waits, share: number): number {
  return waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? Number.NaN
}
