import type { MessagePort } from 'node:worker_threads'
import { doSum, type SumArguments, type SumName } from '../node/index.ts'

interface Task {
  readonly name: SumName
  readonly args: SumArguments<SumName>
  /** Where it tells how far it is. */
  readonly mouth: MessagePort
}

/** What a thread is asked to do. */
export function work({ name, args, mouth }: Task) {
  return doSum(name, args, (stage) => mouth.postMessage(stage))
}
