import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'

const RUNS = 5
const RUNS_MS_MAX = 120_000
/** A tick of the processor times in /proc, on every Linux. */
export const TICK_MS = 10
const QUIET_EVERY_MS = 200
const QUIET_PART = 0.1
const QUIET_MS_MAX = 60_000

/** The middle of several measurements, and how far they lie apart. */
export interface Median {
  readonly value: number
  /** The largest less the smallest, through the middle. */
  readonly spread: number
}

export function medianOf(values: readonly number[]): Median {
  const sorted = values.toSorted((one, other) => one - other)
  const value = sorted[sorted.length >> 1] ?? Number.NaN
  return { value, spread: ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / value }
}

/** Measures five times: once where it is to be quick, fewer times where they take minutes. */
export async function repeated<T>(quick: boolean, measure: (run: number) => Promise<T>): Promise<T[]> {
  const end = performance.now() + RUNS_MS_MAX
  const results = [await measure(0)]
  for (let run = 1; run < (quick ? 1 : RUNS) && performance.now() < end; run++) results.push(await measure(run))
  return results
}

/** The exponent b of the curve a·xᵇ that lies closest to some points, in logarithms. */
export function exponentOf(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (of: (point: readonly [number, number]) => number) =>
    logs.reduce((sum, point) => sum + of(point), 0) / logs.length
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)]
  const slope = mean(([x, y]) => (x - meanX) * (y - meanY))
  return slope / mean(([x]) => (x - meanX) ** 2)
}

/** Processor time of a process so far, in milliseconds, and of the children that it has waited for. */
function timesOf(pid: number): { readonly parent: number; readonly ownMs: number; readonly endedMs: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    const ticks = (i: number) => (fields[i] ?? 0) * TICK_MS
    return { parent: fields[1] ?? 0, ownMs: ticks(11) + ticks(12), endedMs: ticks(13) + ticks(14) }
  } catch {
    // It has ended since.
    return null
  }
}

/** Processor time that a process has used so far, in milliseconds. */
export function processMs(pid: number): number {
  return timesOf(pid)?.ownMs ?? 0
}

/** Processor time that a process and its children have used so far, those that have ended included, in milliseconds. */
export function familyMs(pid: number): number {
  const own = timesOf(pid)
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => timesOf(Number(name)) ?? [])
    .filter(({ parent }) => parent === pid)
  return children.reduce((sum, { ownMs }) => sum + ownMs, (own?.ownMs ?? 0) + (own?.endedMs ?? 0))
}

/** Memory of a process that is in RAM, in MiB. */
export function residentMib(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) / 1024
}

/** Waits until a clock of processor time hardly moves any more: what was begun has been done. */
export async function quiet(clockMs: () => number): Promise<void> {
  const end = performance.now() + QUIET_MS_MAX
  for (let before = clockMs(); performance.now() < end; ) {
    await setTimeout(QUIET_EVERY_MS)
    const now = clockMs()
    if (now - before < QUIET_EVERY_MS * QUIET_PART) return
    before = now
  }
}

export function loadText(): string {
  return `load ${loadavg()[0]?.toFixed(1)}`
}

export function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A number with as many digits as tell something: 2,430, 31, 0.36. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(2)))
}

export function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}
