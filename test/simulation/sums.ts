import { serialize } from 'node:v8'
import { sha256 } from '../../src/identity/index.ts'
import { type Calculator, doSum } from '../../src/node/sums.ts'

const REMEMBERED_MAX = 1_000
const sums = new Map<string, unknown>()

/**
 * Does sums where they are asked for, each once: all nodes of a simulation live in one process, and each nets what the
 * others have netted. A sum is a function of what it is given, which is compared byte for byte.
 */
export const rememberSums: Calculator = {
  calculate: async (name, args, { report } = {}) => {
    const asked = `${name} ${sha256(serialize(args))}`
    if (sums.has(asked)) return sums.get(asked) as ReturnType<typeof doSum<typeof name>>
    const sum = doSum(name, args, report)
    if (sums.size >= REMEMBERED_MAX) sums.clear()
    sums.set(asked, sum)
    return sum
  },
  [Symbol.asyncDispose]: async () => undefined,
}
