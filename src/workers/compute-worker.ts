import type { MessagePort } from 'node:worker_threads'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import { COMPUTATIONS } from '../app/index.ts'

interface Task {
  readonly name: string
  readonly args: readonly unknown[]
  /** Port for the progress. */
  readonly progressPort: MessagePort
}

/** Runs one task in this thread. */
export function work({ name, args, progressPort }: Task) {
  const computation = COMPUTATIONS.get(name)
  if (computation === undefined) throw new Error(`there is no computation ${name}`)
  const result = computation.run(args, (stage) => progressPort.postMessage(stage))
  // Large results are transferred, not copied, so that the receiving thread is not blocked.
  return move({ [transferableSymbol]: [...buffersIn(result)], [valueSymbol]: result })
}

/** The memory of a result's columns and pages. */
function buffersIn(value: unknown): Set<ArrayBuffer> {
  const buffers = new Set<ArrayBuffer>()
  const visit = (one: unknown) => {
    if (ArrayBuffer.isView(one)) buffers.add(one.buffer as ArrayBuffer)
    else if (Array.isArray(one)) for (const item of ArrayBuffer.isView(one[0]) ? one : []) visit(item)
    else if (typeof one === 'object' && one !== null) for (const field of Object.values(one)) visit(field)
  }
  visit(value)
  return buffers
}
