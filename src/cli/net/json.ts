import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { inputHash, resultPieces } from '../../clearing/index.ts'
import { hashPieces } from '../../identity/index.ts'
import { listText, printableJsonText } from '../../kernel/index.ts'
import type { CheckedCycles, Netting } from './netting.ts'

/** Writes results as one JSON array of the contract's NettingResult, piece by piece. */
export class JsonWriter {
  readonly #out: Writable
  #written = 0

  constructor(out: Writable) {
    this.#out = out
  }

  /** Cycles are null for a plan of transfers. */
  async add(netting: Netting, cycles: CheckedCycles | null): Promise<void> {
    await this.#write(this.#written++ === 0 ? '[' : ',')
    for (const piece of resultText(netting, cycles)) await this.#write(piece)
  }

  async end(): Promise<void> {
    await this.#write(this.#written === 0 ? '[]\n' : ']\n')
  }

  async #write(text: string): Promise<void> {
    if (!this.#out.write(text)) await once(this.#out, 'drain')
  }
}

/** For a terminal; what is hashed is canonical JSON. */
const quote = (text: string) => printableJsonText(JSON.stringify(text))

function* resultText(netting: Netting, checked: CheckedCycles | null): Generator<string> {
  const { currency, scale, columns, positions, transfers, setOff } = netting
  const names = netting.names.map(quote)
  const money = `"currency":${quote(currency)},"scale":${scale}`
  const count = checked?.cycles.amount.length ?? 0
  yield `{${money},"objective":"${netting.objective}","algorithm":"${netting.algorithm}",`
  yield `"participantCount":${names.length},"obligationCount":${columns.debtor.length},`
  yield `"grossTotal":"${netting.grossTotal}","setOffTotal":"${netting.setOffTotal}",`
  yield `"residualTotal":"${netting.residualTotal}","netPositions":`
  yield* listText(names.length, (i) => {
    const { receivable, payable, net } = positions
    return `{"cooperative":${names[i]},${money},"receivable":"${receivable[i]}","payable":"${payable[i]}","net":"${net[i]}"}`
  })
  yield `,"cycleCount":${count},"cycles":`
  if (checked === null) yield '[]'
  else yield* cyclesText(netting, checked, names)
  yield `,"transferCount":${transfers.from.length},"transfers":`
  yield* listText(transfers.from.length, (i) => {
    const { from, to, amount } = transfers
    return `{"from":${names[from[i]!]},"to":${names[to[i]!]},"amount":"${amount[i]}"}`
  })
  yield `,"transferLowerBound":${netting.transferLowerBound}`
  const named = { ...netting, idOf: (row: number) => netting.ids[row]!, isBackward: () => false }
  const canonical =
    setOff === null || checked === null
      ? planPieces(netting)
      : resultPieces(named, { ...netting, ...setOff }, checked.cycles, currency)
  yield `,"inputHash":"${inputHash(named)}","resultHash":"${hashPieces(canonical)}","certificate":`
  if (setOff === null || checked === null) yield 'null'
  else {
    yield '{"levels":'
    yield* listText(names.length, (i) => `{"cooperative":${names[i]},"level":${setOff.levels[i]}}`)
    yield `,"verified":${setOff.verified && checked.verified}}`
  }
  yield '}'
}

function cyclesText({ ids, columns }: Netting, { cycles }: CheckedCycles, names: readonly string[]) {
  const { amount, start, rows } = cycles
  const quotedIds = ids.map(quote)
  return listText(amount.length, (c) => {
    let [participants, obligations] = ['', '']
    for (let k = start[c]!; k < start[c + 1]!; k++) {
      const comma = k === start[c]! ? '' : ','
      participants += comma + names[columns.debtor[rows[k]!]!]!
      obligations += comma + quotedIds[rows[k]!]!
    }
    return `{"index":${c},"participants":[${participants}],"amount":"${amount[c]}","obligations":[${obligations}]}`
  })
}

function planPieces({ names, transfers: { from, to, amount } }: Netting): Generator<string> {
  return listText(
    from.length,
    (i) => `[${JSON.stringify(names[from[i]!])},${JSON.stringify(names[to[i]!])},"${amount[i]}"]`,
  )
}
