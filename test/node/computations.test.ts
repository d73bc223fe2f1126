import { describe, expect, test } from 'vitest'
import { roundComputation } from '../../src/app/index.ts'
import { debtBook } from '../../src/clearing/index.ts'
import { type JsonObject, ok, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { type Calculator, Computations, calculateHere } from '../../src/node/computations/computations.ts'
import type { FederationNode } from '../../src/node/node.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { openTestNode, signerNumber } from '../support/node.ts'

const alder = signerNumber(1)
const NOTHING = { debts: { book: debtBook([]) }, participants: null, reserved: new Set<string>() }

/** Counts the computations; each waits until it is let go. */
class SlowCalculator implements Calculator {
  done = 0
  readonly #waiting: (() => void)[] = []

  calculate: Calculator['calculate'] = async (name, args) => {
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.done++
    return await calculateHere.calculate(name, args)
  }

  async letGo(): Promise<void> {
    while (this.#waiting.length === 0) await new Promise((resolve) => setImmediate(resolve))
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

async function open(calculator: Calculator) {
  return await openTestNode({ signer: alder, calculator })
}

function run(node: FederationNode, work: (context: CommandContext) => Promise<JsonObject>) {
  const run = async (context: CommandContext) => ok(await work(context))
  return node.execute({ principal: 'test', mutation: 'test', idempotencyKey: null, input: {}, run })
}

const say = (context: CommandContext) =>
  context.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body: { counter: 'x', amount: 1 } })

describe('a long computation', () => {
  test('holds no transaction: others write while it is done, and its command begins anew after it', async () => {
    const calculator = new SlowCalculator()
    await using node = await open(calculator)
    let begun = 0
    const waiting = run(node, async (context) => {
      begun++
      await say(context)
      const round = await context.calculate(roundComputation, 'key', async () => [NOTHING, 'EUR'])
      return { ok: round.ok }
    })
    await run(node, async (context) => ({ ok: (await say(context)).ok }))
    await calculator.letGo()
    expect(await waiting).toEqual(ok({ ok: true }))
    expect([begun, calculator.done]).toEqual([2, 1])
    const log = await node.store.read((reader) => reader.logAfter(PUBLIC_SCOPE, node.self, 0, 100))
    expect(log.map(({ entry }) => entry.seq)).toEqual([1, 2])
  })

  test('is done once for all who ask for the same', async () => {
    const calculator = new SlowCalculator()
    await using node = await open(calculator)
    const ask = () =>
      run(node, async (context) => {
        await context.calculate(roundComputation, 'key', async () => [NOTHING, 'EUR'])
        return {}
      })
    const asked = [ask(), ask(), ask()]
    await calculator.letGo()
    await Promise.all(asked)
    expect(calculator.done).toBe(1)
  })

  test('whose inputs change each time is waited for in the end', async () => {
    const calculator = new SlowCalculator()
    await using node = await open(calculator)
    let begun = 0
    const waiting = run(node, async (context) => {
      await context.calculate(roundComputation, `key ${begun++}`, async () => [NOTHING, 'EUR'])
      return {}
    })
    for (let sum = 0; sum < 4; sum++) await calculator.letGo()
    expect((await waiting).ok).toBe(true)
    expect(begun).toBe(4)
  })

  test('that fails fails its command alone, and is tried again by the next', async () => {
    let broken = true
    const calculate: Calculator['calculate'] = (name, args) =>
      broken ? Promise.reject(new Error('out of memory')) : calculateHere.calculate(name, args)
    await using node = await open({ calculate, [Symbol.asyncDispose]: async () => undefined })
    const ask = () =>
      run(node, async (context) => {
        await context.calculate(roundComputation, 'key', async () => [NOTHING, 'EUR'])
        return {}
      })
    await expect(ask()).rejects.toThrow('out of memory')
    broken = false
    expect((await ask()).ok).toBe(true)
  })

  test('ends when the last who waited for it has gone, and is done for whoever comes back', async () => {
    const signals: AbortSignal[] = []
    const never: Calculator = {
      calculate: async (_name, _args, { signal, report } = {}) => {
        if (signal !== undefined) signals.push(signal)
        report?.('READING')
        return await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      },
      [Symbol.asyncDispose]: async () => undefined,
    }
    const computations = new Computations(never)
    const [one, other] = [new AbortController(), new AbortController()]
    const stages: string[] = []
    const ask = ({ signal }: AbortController) =>
      computations.do(roundComputation, 'key', [NOTHING, 'EUR'], { signal, report: (stage) => stages.push(stage) })
    const asked = [ask(one), ask(other)]
    one.abort(new Error('gone'))
    await expect(asked[0]).rejects.toThrow('gone')
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    other.abort(new Error('gone too'))
    await expect(asked[1]).rejects.toThrow('gone too')
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    const back = new AbortController()
    const again = ask(back)
    expect(signals).toHaveLength(2)
    back.abort()
    await expect(again).rejects.toThrow()
    expect(stages).toContain('READING')
  })
})
