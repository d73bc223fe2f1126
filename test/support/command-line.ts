import { spawn } from 'node:child_process'
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
export async function rochdale(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = tmpdir(),
  program = main,
): Promise<Ended> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.err += part))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...text }
}
