import { doSum, type SumArguments, type SumName } from '../node/index.ts'

/** What a thread is asked to do. */
export function work({ name, args }: { readonly name: SumName; readonly args: SumArguments<SumName> }) {
  return doSum(name, args)
}
