import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { NettingResultView } from '../../clearing/index.ts'
import type { RowError } from './debt-file.ts'

const TRANSFERS_TOLD_MAX = 20
const ITEMS_PER_WRITE = 10_000

/** Digits after the point: ISO 4217's for its currencies; amounts in an own unit are shown as they are. */
export function scaleOf(currency: string): number {
  if (!Intl.supportedValuesOf('currency').includes(currency)) return 0
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
}

/** Rows with errors, by line number. */
export function describeErrors(errors: readonly RowError[], errorCount: number, isSkipped: boolean): string {
  const lines = errors.map(({ line, message }) => `line ${line}: ${message}`)
  if (errorCount > errors.length) lines.push(`… and ${errorCount - errors.length} more`)
  const rows = errorCount === 1 ? '1 row has errors' : `${errorCount} rows have errors`
  lines.push(
    isSkipped
      ? `${rows} and ${errorCount === 1 ? 'was' : 'were'} left out`
      : `${rows}; nothing was computed. Mend them, or leave them out with --skip-invalid`,
  )
  return `${lines.join('\n')}\n`
}

/** One currency's result for people. */
export function describeResult(result: NettingResultView): string {
  const { currency, participantCount, obligationCount, transfers, transferCount, certificate } = result
  const money = (minor: string) => format(minor, result.scale)
  const totals = [result.grossTotal, result.setOffTotal, result.residualTotal].map(money)
  const width = Math.max(...totals.map(({ length }) => length))
  const [gross, setOff, residual] = totals.map((text) => text.padStart(width))
  const part = result.grossTotal === '0' ? '' : `   ${percent(result.setOffTotal, result.grossTotal)} %`
  const how = certificate === null ? '' : `, in ${count(result.cycleCount, 'cycle')}`
  const shown = transfers.slice(0, TRANSFERS_TOLD_MAX)
  const more = transferCount - shown.length
  return [
    '',
    `${currency}: ${count(obligationCount, 'obligation')} between ${count(participantCount, 'cooperative')}   ${result.algorithm}`,
    `  gross      ${gross}`,
    `  set off    ${setOff}${part}${how}`,
    `  residual   ${residual}   to be paid in ${count(transferCount, 'transfer')}`,
    ...(certificate?.verified ? ['  checked: nobody could set off more'] : []),
    ...shown.map(({ from, to, amount }) => `    ${from} pays ${to} ${money(amount)}`),
    ...(more > 0 ? [`    … and ${more.toLocaleString('en')} more; --json lists all`] : []),
    '',
  ].join('\n')
}

/** Writes results as one JSON array, piece by piece: lists of millions make no text in memory. */
export async function writeJson(out: Writable, results: readonly NettingResultView[]): Promise<void> {
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain')
  }
  for (const [r, result] of results.entries()) {
    await write(r === 0 ? '[' : ',')
    for (const [f, [field, value]] of Object.entries(result).entries()) {
      await write(`${f === 0 ? '{' : ','}${JSON.stringify(field)}:`)
      if (!Array.isArray(value)) await write(JSON.stringify(value))
      else await writeList(write, value)
    }
    await write('}')
  }
  await write(results.length === 0 ? '[]\n' : ']\n')
}

async function writeList(write: (text: string) => Promise<void>, items: readonly unknown[]): Promise<void> {
  await write('[')
  for (let i = 0; i < items.length; i += ITEMS_PER_WRITE) {
    const piece = JSON.stringify(items.slice(i, i + ITEMS_PER_WRITE)).slice(1, -1)
    await write(i === 0 ? piece : `,${piece}`)
  }
  await write(']')
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}

function format(minor: string, scale: number): string {
  const digits = minor.padStart(scale + 1, '0')
  const whole = BigInt(digits.slice(0, digits.length - scale)).toLocaleString('en')
  return scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`
}

function percent(part: string, whole: string): string {
  return (Number((BigInt(part) * 1000n) / BigInt(whole)) / 10).toFixed(1)
}
