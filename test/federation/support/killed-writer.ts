import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import bundle from '../../../src/bundle.config.ts'
import { openPglite, openPostgres } from '../../../src/storage/index.ts'
import { TestFolder } from '../../support/folders.ts'
import { copyEmptyDatabase } from '../../support/pglite.ts'
import { TestDatabase } from '../../support/postgres.ts'
import type { Random } from '../../support/random.ts'

const LOOP = fileURLToPath(new URL('./writing-loop.mjs', import.meta.url))
/** A kill comes this long after the first word of a process, or, one in five, after its start. */
const WRITING_MS_MAX = 150
const STARTING_MS_MAX = 800
const STARTING_PART = 0.2
/** More numbers than a writer says at once. */
const IN_FLIGHT_MAX = 20

/** What a writer says; PROBLEM where something was refused. */
interface Word {
  readonly number?: number
  readonly seq: number
  readonly hash: string
  readonly problem?: string
}

/** An entry that was acknowledged. */
export interface Said {
  readonly seq: number
  readonly hash: string
}

/**
 * A writer whose process is killed again and again, each time at a random moment, and what it has told meanwhile: the
 * first answer to each number, and which entry was seen at each place of its log.
 */
export class KilledWriter implements AsyncDisposable {
  readonly answers = new Map<number, Said>()
  readonly seen = new Map<number, string>()
  readonly problems: string[] = []
  kills = 0
  readonly #random: Random
  readonly #folder = new TestFolder()
  /** Beside the program: that finds its files from there. */
  readonly #program = mkdtempSync(resolve('.rochdale-loop-'))
  readonly #database: TestDatabase | null
  readonly #children: ChildProcess[] = []

  private constructor(random: Random, database: TestDatabase | null) {
    this.#random = random
    this.#database = database
  }

  /** With nothing but an empty database: even its key is made in a process that may be killed. */
  static async create(random: Random): Promise<KilledWriter> {
    const writer = new KilledWriter(random, await TestDatabase.create({ tables: false }))
    if (writer.#database === null) await copyEmptyDatabase(writer.#folder.at('database'))
    await build({ ...bundle, input: LOOP, output: { ...bundle.output, dir: writer.#program } })
    return writer
  }

  /**
   * Lets a process write and kills it, so many times or for so long; each begins with the first number that was not
   * answered, which may have been said all the same.
   */
  async suffer(kills: number, ms: number): Promise<void> {
    const end = Date.now() + ms
    let next = this.#spawn()
    for (let i = 0; i < kills && Date.now() < end; i++) {
      const process = next
      // The next one reads its program while this one writes.
      next = this.#spawn()
      process.order({ from: this.#firstUnanswered, until: Number.MAX_SAFE_INTEGER })
      const isStarting = this.#random.chance(STARTING_PART)
      if (!isStarting) await process.speaks
      await setTimeout(this.#random.below(isStarting ? STARTING_MS_MAX : WRITING_MS_MAX))
      await process.kill()
      this.kills += 1
    }
    await next.kill()
  }

  /** Says once more every number that may have been said before, and lets the process end by itself. */
  async repeatAll(): Promise<void> {
    const process = this.#spawn()
    process.order({ from: 1, until: Math.max(...this.answers.keys()) + IN_FLIGHT_MAX })
    await process.ended
  }

  async openStore() {
    const { url = null } = this.#database ?? {}
    return url === null ? await openPglite(this.#folder.at('database')) : await openPostgres(url)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL')
    await this.#database?.[Symbol.asyncDispose]()
    this.#folder[Symbol.dispose]()
    rmSync(this.#program, { recursive: true })
  }

  get #firstUnanswered(): number {
    for (let number = 1; ; number++) if (!this.answers.has(number)) return number
  }

  #spawn(): WritingProcess {
    // As test/support/quick-start.cjs: it lives for moments.
    const loop = join(this.#program, 'writing-loop.js')
    const child = spawn(process.execPath, ['--liftoff-only', loop, this.#folder.path, this.#database?.url ?? ''], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#children.push(child)
    return new WritingProcess(child, (word) => this.#hear(word))
  }

  #hear({ number, seq, hash, problem }: Word): void {
    if (problem !== undefined) {
      this.problems.push(problem)
      return
    }
    const before = this.seen.get(seq)
    if (before !== undefined && before !== hash) this.problems.push(`two entries have the number ${seq}`)
    this.seen.set(seq, hash)
    if (number === undefined) return
    const first = this.answers.get(number)
    if (first === undefined) this.answers.set(number, { seq, hash })
    else if (first.hash !== hash || first.seq !== seq) this.problems.push(`${number} has been answered in two ways`)
  }
}

class WritingProcess {
  /** Resolves when it has said something; rejects where it ends before. */
  readonly speaks: Promise<void>
  readonly ended: Promise<void>
  readonly #child: ChildProcess

  constructor(child: ChildProcess, hear: (word: Word) => void) {
    this.#child = child
    const { stdin, stdout } = child
    if (stdin === null || stdout === null) throw new Error('the writing process has no pipes')
    // It may be gone when it is told.
    stdin.on('error', () => undefined)
    const lines = createInterface({ input: stdout })
    lines.on('line', (line) => hear(JSON.parse(line) as Word))
    this.ended = once(lines, 'close').then(() => undefined)
    this.speaks = firstLine(lines, this.ended)
    this.speaks.catch(() => undefined)
  }

  order(order: { readonly from: number; readonly until: number }): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`)
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }
}

async function firstLine(lines: Interface, ended: Promise<void>): Promise<void> {
  const spoke = await Promise.race([once(lines, 'line').then(() => true), ended.then(() => false)])
  if (!spoke) throw new Error('the writing process has ended before it said anything')
}
