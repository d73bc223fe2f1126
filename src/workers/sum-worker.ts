import type { MessagePort } from 'node:worker_threads'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import { doSum, type SumArguments, type SumName } from '../node/index.ts'

interface Task {
  readonly name: SumName
  readonly args: SumArguments<SumName>
  /** Where it tells how far it is. */
  readonly mouth: MessagePort
}

/** What a thread is asked to do. */
export function work({ name, args, mouth }: Task) {
  const sum = doSum(name, args, (stage) => mouth.postMessage(stage))
  // What is long changes hands and is not copied, so that nobody there has to wait for it.
  return move({ [transferableSymbol]: [...buffersIn(sum)], [valueSymbol]: sum })
}

/** The memory of a sum's columns and pages. */
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
