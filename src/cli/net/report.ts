import { describeProblem, type ImportReport, type Problem } from '../../imports/index.ts'
import { formatMoney, printable } from '../../kernel/index.ts'
import type { AmountColumn } from '../../netting/index.ts'
import type { Netting } from './netting.ts'

const TOLD_MAX = 20

/** What is wrong with a file, by line. */
export function describeProblems(report: ImportReport, isSkipped: boolean): string {
  const { problems, problemCount, rejectedCount } = report
  const told = listProblems(problems, problemCount)
  if (report.isCutOff) return `${told}nothing was computed\n`
  const rows = `${count(rejectedCount, 'row')} ${rejectedCount === 1 ? 'has an error' : 'have errors'}`
  return isSkipped
    ? `${told}${rows} and ${rejectedCount === 1 ? 'was' : 'were'} left out\n`
    : `${told}${rows}; nothing was computed. Correct them, or leave them out with --skip-invalid\n`
}

/** What looks like a mistake in a file, and the columns that were not read. */
export function describeWarnings({ warnings, warningCount, ignored }: ImportReport): string {
  const columns =
    ignored.length === 0 ? '' : `not read: ${count(ignored.length, 'column')} ${printable(ignored.join(', '))}\n`
  return columns + listProblems(warnings, warningCount, 'warning: ')
}

function listProblems(problems: readonly Problem[], total: number, before = ''): string {
  const more = total > problems.length ? [`… and ${(total - problems.length).toLocaleString('en')} more`] : []
  return [...problems.map((problem) => before + printable(describeProblem(problem))), ...more]
    .map((line) => `${line}\n`)
    .join('')
}

/** One currency's result for people. */
export function describeNetting(netting: Netting): string {
  const { currency, names, ids, grossTotal, setOffTotal, setOff, transfers, positions } = netting
  const nameOf = (i: number) => printable(names[i] ?? '')
  const money = (minor: bigint) => groupThousands(formatMoney(minor, netting.scale))
  const totals = [grossTotal, setOffTotal, netting.residualTotal].map(money)
  const width = Math.max(...totals.map(({ length }) => length))
  const [gross, cleared, residual] = totals.map((text) => text.padStart(width))
  const part = grossTotal === 0n ? '' : `   ${percent(setOffTotal, grossTotal)} %`
  return [
    '',
    `${printable(currency)}: ${count(ids.length, 'obligation')} between ${count(names.length, 'cooperative')}   ${netting.algorithm}`,
    `  gross      ${gross}`,
    `  set off    ${cleared}${part}`,
    `  residual   ${residual}   to be paid in ${count(transfers.from.length, 'transfer')}${boundText(netting)}`,
    ...(setOff?.verified ? ['  verified: this is the largest possible set-off, and no net position changes'] : []),
    ...listLargest('transfers', transfers.amount, (i, amount) => {
      return `${nameOf(transfers.from[i]!)} pays ${nameOf(transfers.to[i]!)} ${money(amount)}`
    }),
    ...listLargest('net positions', positions.net, (i, net) => {
      return net < 0n ? `${nameOf(i)} owes ${money(-net)}` : `${nameOf(i)} is owed ${money(net)}`
    }),
    '',
  ].join('\n')
}

/** The largest of some amounts other than 0, whichever their sign; all of them where they are few. */
function listLargest(what: string, amounts: AmountColumn, lineOf: (i: number, amount: bigint) => string): string[] {
  const largest: number[] = []
  const size = (i: number) => (amounts[i]! < 0 ? -amounts[i]! : amounts[i]!)
  let open = 0
  for (let i = 0; i < amounts.length; i++) {
    if (!(size(i) > 0)) continue
    open++
    if (largest.length === TOLD_MAX && !(size(i) > size(largest.at(-1)!))) continue
    const smaller = largest.findIndex((other) => size(i) > size(other))
    largest.splice(smaller < 0 ? largest.length : smaller, 0, i)
    largest.length = Math.min(largest.length, TOLD_MAX)
  }
  if (open === 0) return []
  const more = open - largest.length
  return [
    more > 0 ? `  the largest ${what}` : `  ${what}`,
    ...largest.map((i) => `    ${lineOf(i, BigInt(amounts[i]!))}`),
    ...(more > 0 ? [`    … and ${more.toLocaleString('en')} more; --json lists all`] : []),
  ]
}

function boundText({ transferLowerBound: bound, transfers }: Netting): string {
  if (bound === null) return ''
  return bound === transfers.from.length
    ? ': no plan has fewer'
    : `: no plan has fewer than ${bound.toLocaleString('en')}`
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}

/** A number written with digits only, for people: 1234567.89 is 1,234,567.89. */
function groupThousands(digits: string): string {
  return digits.replace(/\d+/, (whole) => BigInt(whole).toLocaleString('en'))
}

function percent(part: bigint, whole: bigint): string {
  return (Number((part * 1000n) / whole) / 10).toFixed(1)
}
