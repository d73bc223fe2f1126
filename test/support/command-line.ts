import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'

const main = resolve('dist/main.js')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the program as built, with nothing in its environment but what is given, and in a folder without a .env file. */
export function rochdale(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = tmpdir(),
  program = main,
): Promise<Ended> {
  return run(spawn(process.execPath, [program, ...args], { cwd, env: alone(env) }), '')
}

/** The same, with a text for its standard input. */
export function rochdaleReading(
  input: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return run(spawn(process.execPath, [main, ...args], { cwd: tmpdir(), env: alone(env) }), input)
}

function alone(env: Readonly<Record<string, string>>): Record<string, string> {
  return { PATH: process.env.PATH ?? '', ...env }
}

async function run(child: ChildProcessWithoutNullStreams, input: string): Promise<Ended> {
  const text = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.err += part))
  child.stdin.on('error', () => undefined).end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...text }
}
